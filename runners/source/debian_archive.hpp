// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// A package at a version.
struct DebianPackage {
  std::string name;     ///< "linux-source-7.3"
  std::string version;  ///< "7.3.4-1~bpo13+1"
  bool operator==(const DebianPackage&) const = default;
};

/// What apt is told to read: the suite, and for backports the suite below it.
std::string sources_list(const std::string& mirror, const std::string& suite);

/// The newest version in what `apt-cache show` printed. A package that only depends on another of
/// its name ("linux-source" on "linux-source-7.3 (= VERSION)") stands for that one.
/// \throws Error  there is no package in it
DebianPackage newest_package(std::string_view shown, const std::string& asked);

/// Debian's archive, through an apt that has nothing to do with the machine's own: its lists and
/// its state are in a folder of ours, and any user may use it. Packages are verified by Debian's key.
class DebianArchive {
 public:
  /// $GULLIVER_DEBIAN_MIRROR names a mirror other than deb.debian.org.
  DebianArchive(ProcessRunner& processes, std::filesystem::path folder, std::string suite);

  /// \throws InputError  there is no such package
  /// \throws Error       the archive cannot be read
  asio::awaitable<DebianPackage> newest(std::string package);

  /// Puts a package's file into a folder and returns its path.  \throws Error
  asio::awaitable<std::filesystem::path> download(DebianPackage package, std::filesystem::path into);

 private:
  Command apt(std::string program, std::vector<std::string> arguments) const;

  ProcessRunner& processes_;
  std::filesystem::path folder_;
  std::string suite_;
};

/// Unpacks the kernel that a linux-source package carries (`./usr/src/NAME.tar.xz`, with one
/// folder at the top) into `into`; needs `scratch` for a while.  \throws Error
asio::awaitable<void> unpack_kernel(ProcessRunner& processes, std::filesystem::path deb,
                                    std::filesystem::path scratch, std::filesystem::path into);

}  // namespace gulliver
