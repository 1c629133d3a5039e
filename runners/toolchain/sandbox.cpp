// SPDX-License-Identifier: MIT
#include <runners/toolchain/sandbox.hpp>

#include <runners/model/error.hpp>
#include <runners/toolchain/search_path.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string_view>
#include <thread>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

using Arguments = std::vector<std::string>;

constexpr unsigned int nobody = 65534;

// What every command inside has to do with. Memory and disk are its runner's to watch (Command::limits).
constexpr const char* most_temporary = "2147483648";  // bytes in /tmp, which are memory
constexpr const char* most_shared = "67108864";       // bytes in /dev/shm, likewise
constexpr const char* longest_file = "17179869184";   // bytes; a kernel with all its debug information has less

/// Threads included: a linker has as many as the machine, and make runs as many linkers. Of all sandboxes of root
/// together, for they are all nobody's.
std::string most_processes() { return std::to_string(2048 + 256 * std::thread::hardware_concurrency()); }

/// The top folders of a root file system that hold programs and their settings, and nothing personal.
constexpr std::array<std::string_view, 11> program_folders = {
    "bin", "etc", "gnu", "lib", "lib32", "lib64", "libx32", "nix", "opt", "sbin", "usr"};

void add(Arguments& to, const Arguments& more) {
  to.insert(to.end(), more.begin(), more.end());
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

bool is_in_program_folder(const fs::path& path) {
  return std::any_of(program_folders.begin(), program_folders.end(),
                     [&](std::string_view folder) { return is_within(path, fs::path("/") / folder); });
}

/// A folder that would bring a home with it: one of the homes, or a folder above them.
bool holds_a_home(const fs::path& folder) {
  const char* home = std::getenv("HOME");
  return is_within("/root", folder) || is_within("/home", folder) || folder.parent_path() == "/home" ||
         (home && *home && is_within(fs::path(home).lexically_normal(), folder));
}

/// The root file system, read-only, on an empty folder in which every mount finds its place.
Arguments root_file_system(const fs::path& root) {
  Arguments arguments;
  for (const std::string_view name : program_folders) {
    const fs::path outside = root / name;
    const std::string inside = (fs::path("/") / name).string();
    if (fs::is_symlink(outside))
      add(arguments, {"--symlink", fs::read_symlink(outside).string(), inside});
    else if (fs::is_directory(outside))
      add(arguments, {"--ro-bind", outside.string(), inside});
  }
  return arguments;
}

/// The folders above one, which bwrap would make for root alone to enter.
Arguments way_to(const fs::path& folder) {
  Arguments arguments;
  fs::path above = "/";
  for (const fs::path& name : folder.parent_path().relative_path()) {
    above /= name;
    add(arguments, {"--perms", "0755", "--dir", above.string()});
  }
  return arguments;
}

/// What the host's PATH and variables name outside the program folders, with the libraries beside a `bin`.
Arguments tools_elsewhere(const Toolchain& host) {
  std::vector<fs::path> folders(host.path.begin(), host.path.end());
  for (const std::string& folder : host.path) {
    if (fs::path(folder).filename() == "bin") folders.push_back(fs::path(folder).parent_path() / "lib");
  }
  for (const auto& [name, value] : host.env) folders.emplace_back(value);
  Arguments arguments;
  for (const fs::path& folder : folders) {
    const fs::path path = folder.lexically_normal();
    if (!path.is_absolute() || is_in_program_folder(path) || holds_a_home(path)) continue;
    if (!fs::is_directory(path)) continue;
    add(arguments, way_to(path));
    add(arguments, {"--ro-bind", path.string(), path.string()});
  }
  return arguments;
}

Arguments walls(Caller caller) {
  Arguments arguments = {"--unshare-ipc",        "--unshare-pid",     "--unshare-net", "--unshare-uts",
                         "--unshare-cgroup-try", "--die-with-parent", "--hostname",    "gulliver"};
  if (caller == Caller::ordinary_user) {
    arguments.push_back("--unshare-user");
  } else {  // what setpriv needs to become nobody, and gives up in doing so
    add(arguments, {"--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add",
                    "CAP_SETPCAP"});
  }
  return arguments;
}

/// Without a controlling terminal to type on (/dev/tty), the command needs no session of its own and
/// stays in the process group that its runner signals.
Arguments system_folders() {
  return {"--proc",  "/proc",   "--dev",   "/dev",     "--dev-bind", "/dev/null", "/dev/tty",
          "--perms", "1777",    "--size",  most_shared, "--tmpfs",    "/dev/shm",
          "--perms", "1777",    "--size",  most_temporary, "--tmpfs", "/tmp",
          "--perms", "0755",    "--dir",   "/gulliver"};
}

Arguments mounted(const std::vector<Mount>& mounts) {
  Arguments arguments;
  for (const Mount& mount : mounts) {
    const char* kind = mount.kind == Mount::Kind::read_only  ? "--ro-bind"
                       : mount.kind == Mount::Kind::writable ? "--bind"
                                                             : "--dev-bind";
    add(arguments, {kind, mount.outside.string(), mount.inside});
  }
  return arguments;
}

Arguments environment(const Toolchain& toolchain, const Command& command) {
  std::map<std::string, std::string> variables = toolchain.env;
  for (const std::string& folder : toolchain.path) {
    std::string& path = variables["PATH"];
    path.append(path.empty() ? "" : ":").append(folder);
  }
  for (const auto& [name, value] : command.env) variables[name] = value;
  Arguments arguments = {"--clearenv"};
  for (const auto& [name, value] : variables) add(arguments, {"--setenv", name, value});
  return arguments;
}

/// Groups by which the devices among the mounts may be used (`kvm`), for setpriv.
std::string device_groups(const std::vector<Mount>& mounts) {
  std::string groups;  // with a comma before each
  for (const Mount& mount : mounts) {
    struct stat status {};
    if (mount.kind != Mount::Kind::device || ::stat(mount.outside.c_str(), &status) != 0) continue;
    const bool usable = (status.st_mode & (S_IRGRP | S_IWGRP)) == (S_IRGRP | S_IWGRP);
    if (usable && status.st_gid != 0) groups.append(",").append(std::to_string(status.st_gid));
  }
  return groups.empty() ? groups : groups.substr(1);
}

Arguments as_nobody(const std::vector<Mount>& mounts) {
  const std::string id = std::to_string(nobody);
  const std::string groups = device_groups(mounts);
  return {"/usr/bin/setpriv", "--reuid=" + id,
          "--regid=" + id,    groups.empty() ? "--clear-groups" : "--groups=" + groups,
          "--no-new-privs",   "--bounding-set=-all",
          "--inh-caps=-all",  "--"};
}

}  // namespace

Caller this_process() {
  return ::geteuid() == 0 ? Caller::root : Caller::ordinary_user;
}

Command sandboxed(const Toolchain& toolchain, Command command, const std::vector<Mount>& mounts,
                  Caller caller) {
  require_program("bwrap", "bubblewrap");
  // bwrap itself must outlive a SIGTERM to the group: it dies last, when the command inside has.
  Arguments argv = {"env", "--ignore-signal=TERM", "bwrap"};
  add(argv, walls(caller));
  add(argv, root_file_system(toolchain.is_host() ? "/" : toolchain.root));
  add(argv, system_folders());
  if (toolchain.is_host()) add(argv, tools_elsewhere(toolchain));
  add(argv, mounted(mounts));
  add(argv, {"--remount-ro", "/", "--remount-ro", "/dev"});
  add(argv, environment(toolchain, command));
  add(argv, {"--chdir", command.cwd.empty() ? "/" : command.cwd.string(), "--"});
  if (caller == Caller::root) add(argv, as_nobody(mounts));
  add(argv, {"/usr/bin/prlimit", "--nproc=" + most_processes(), std::string("--fsize=") + longest_file, "--core=0", "--"});
  add(argv, {"/usr/bin/env", "--default-signal=TERM"});
  add(argv, command.argv);
  command.argv = std::move(argv);
  command.env.clear();
  command.cwd.clear();
  return command;
}

asio::awaitable<void> prove_sandbox(ProcessRunner& processes, Toolchain toolchain) {
  Command nothing;
  nothing.argv = {"true"};
  nothing.total = Seconds(30);
  const Command entered = sandboxed(toolchain, nothing, {});
  const ProcessResult result = co_await processes.run(entered);
  if (result.ok()) co_return;
  const std::string said = result.tail.substr(0, result.tail.find('\n'));
  throw Error("the sandbox cannot be entered on this host: " + (said.empty() ? "bwrap said nothing" : said));
}

namespace {

bool belongs_to_nobody(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && status.st_uid == nobody;
}

/// The folder last: were this cut short, the next time would begin anew.
bool give_all(const fs::path& folder, int fd) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (::lchown(entry.path().c_str(), nobody, nobody) != 0) return false;
  return ::fchown(fd, nobody, nobody) == 0;
}

}  // namespace

void give_to_sandbox(const fs::path& folder) {
  const auto fail = [&](const std::string& what) {
    throw Error(folder.string() + ": cannot be given to the sandbox: " + what);
  };
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(error.message());
  // Not through a symbolic link: it might be the sandbox's own, and lead out.
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) fail(fs::is_symlink(folder) ? "it is a symbolic link" : std::strerror(errno));
  const bool given = this_process() == Caller::ordinary_user || belongs_to_nobody(fd) || give_all(folder, fd);
  const int reason = errno;
  ::close(fd);
  if (!given) fail(std::strerror(reason));
}

}  // namespace gulliver
