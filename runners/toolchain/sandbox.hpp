// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// A folder or file of the host that a sandboxed command sees at a fixed place.
struct Mount {
  enum class Kind { read_only, writable, device };
  std::filesystem::path outside;
  std::string inside;  ///< e.g. "/gulliver/build"; the same for every build, so paths in objects agree
  Kind kind = Kind::read_only;
};

/// Fixed places inside the sandbox.
namespace inside {
inline constexpr const char* source = "/gulliver/source";
inline constexpr const char* build = "/gulliver/build";
inline constexpr const char* ccache = "/gulliver/ccache";
inline constexpr const char* jobs = "/gulliver/jobs";  ///< the folder of the jobserver's fifo
}  // namespace inside

/// The command as it runs inside the toolchain: under bubblewrap, with no network, no home folder,
/// nothing of the host but the mounts, an empty environment but for the toolchain's and the
/// command's own, and not as root: an ordinary user stays itself, and root becomes `nobody`
/// (writable mounts must belong to it: see give_to_sandbox()).
///
/// With the host's own tools (toolchain.is_host()) the same walls stand, around a read-only view of the host's
/// root in which the home folders are hidden unless a tool in PATH lies there (rustup).
Command sandboxed(const Toolchain& toolchain, Command command, const std::vector<Mount>& mounts);

/// Makes a folder that the sandbox writes to, and gives it to the user that the sandbox runs as.
/// \throws Error  it cannot be made
void give_to_sandbox(const std::filesystem::path& folder);

}  // namespace gulliver
