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
  std::string inside;  ///< "/gulliver/NAME", below another mount, or in /dev; the same for every build, so
                       ///< paths in objects agree
  Kind kind = Kind::read_only;
};

/// Fixed places inside the sandbox.
namespace inside {
inline constexpr const char* source = "/gulliver/source";
inline constexpr const char* build = "/gulliver/build";
inline constexpr const char* ccache = "/gulliver/ccache";
inline constexpr const char* jobs = "/gulliver/jobs";  ///< the folder of the jobserver's fifo
}  // namespace inside

/// Whom the sandbox is built for: root can drop to `nobody`, others need a user namespace.
enum class Caller { ordinary_user, root };
Caller this_process();

/// The command as it runs inside the toolchain: under bubblewrap, with no network, no home folder,
/// nothing of the host but the mounts, an empty environment but for the toolchain's and the
/// command's own, and not as root: an ordinary user stays itself, and root becomes `nobody`
/// (writable mounts must belong to it: see give_to_sandbox()).
///
/// It may have so many processes, so large files and so much in /tmp and no more, and leaves no core; what it may hold of the
/// machine's memory and disk is for Command::limits to say. SANDBOX.md tells what all this is to stand against.
///
/// With the host's own tools (toolchain.is_host()) the same walls stand, around a read-only view of the
/// host's root in which the home folders are hidden unless a tool in PATH lies there (rustup).
///
/// SIGTERM to the process group reaches the command itself, so that make removes the targets it
/// has half written; SIGKILL ends everything inside.
/// \throws Error  bubblewrap is not installed
Command sandboxed(const Toolchain& toolchain, Command command, const std::vector<Mount>& mounts,
                  Caller caller = this_process());

/// Enters the sandbox once and does nothing there, so that a host on which it cannot be entered
/// (no user namespaces, a container without rights) is not taken for a kernel that does not build.
/// \throws Error  with what bubblewrap said
asio::awaitable<void> prove_sandbox(ProcessRunner& processes, Toolchain toolchain);

/// Makes a folder that the sandbox writes to, and gives it, with what is in it, to the user that the
/// sandbox runs as.
/// \throws Error  it cannot be made, or is a symbolic link
void give_to_sandbox(const std::filesystem::path& folder);

}  // namespace gulliver
