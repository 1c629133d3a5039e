// SPDX-License-Identifier: MIT
#include <runners/guest/kvm_probe.hpp>

#include <runners/files/files.hpp>
#include <runners/guest/boot_sector.hpp>
#include <runners/model/console_text.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr Seconds deadline{5};

/// A folder that is gone when this is.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "gulliver-kvm-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw Error(name + ": cannot be made: " + std::strerror(errno));
    path_ = name;
    fs::permissions(path_, fs::perms(0755));  // the sandbox runs as another user
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

bool is_x86_64() {
  utsname name{};
  return ::uname(&name) == 0 && std::string_view(name.machine) == "x86_64";
}

Command probe_command(const Toolchain& toolchain, const fs::path& folder, const std::string& accelerator) {
  const std::string disk = std::string("file=") + inside::build + "/disk,format=raw,if=floppy,readonly=on";
  Command command;
  command.argv = {"qemu-system-x86_64",
                  "-M",
                  "pc",
                  "-accel",
                  accelerator,
                  "-m",
                  "32",
                  "-display",
                  "none",
                  "-serial",
                  "stdio",
                  "-monitor",
                  "none",
                  "-no-reboot",
                  "-nic",
                  "none",
                  "-boot",
                  "a",
                  "-drive",
                  disk};
  command.total = deadline;
  std::vector<Mount> mounts = {{folder, inside::build, Mount::Kind::read_only}};
  if (accelerator == "kvm") mounts.push_back({"/dev/kvm", "/dev/kvm", Mount::Kind::device});
  return sandboxed(toolchain, std::move(command), mounts);
}

KvmState state_after(const ProcessResult& process) {
  if (process.end == ProcessEnd::enough) return {true, ""};
  if (process.end == ProcessEnd::deadline)
    return {false, "a guest did not run within " + std::to_string(static_cast<int>(deadline.count())) + " s"};
  const std::string said = readable_text(process.tail.substr(0, process.tail.find_first_of("\r\n")), 300);
  return {false, "QEMU ended before its guest ran" + (said.empty() ? "" : ": " + said)};
}

}  // namespace

std::string device_obstacle(const fs::path& device) {
  const int fd = ::open(device.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT) return device.string() + " does not exist";
  if (fd < 0) return device.string() + " cannot be opened: " + std::strerror(errno);
  ::close(fd);
  return {};
}

asio::awaitable<KvmState> run_boot_sector(ProcessRunner& processes, const Toolchain& toolchain,
                                          std::string accelerator) {
  const ScratchFolder folder;
  write_file(folder.path() / "disk", boot_sector());
  fs::permissions(folder.path() / "disk", fs::perms(0644));
  Command command = probe_command(toolchain, folder.path(), accelerator);
  command.on_line = [](std::string_view line) {
    return line.find(boot_sector_text) == std::string_view::npos ? Reading::go_on : Reading::enough;
  };
  const ProcessResult process = co_await processes.run(std::move(command));
  co_return state_after(process);
}

asio::awaitable<KvmState> probe_kvm(ProcessRunner& processes, const Toolchain& toolchain) {
  if (!is_x86_64()) co_return KvmState{false, "the proof that KVM works exists for x86_64 hosts only"};
  const std::string obstacle = device_obstacle("/dev/kvm");
  if (!obstacle.empty()) co_return KvmState{false, obstacle};
  co_return co_await run_boot_sector(processes, toolchain, "kvm");
}

}  // namespace gulliver
