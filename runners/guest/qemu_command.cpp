// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>

namespace gulliver {
namespace {

/// Without kunit.enable and kunit.autorun the kernel boots, runs no test, and nothing looks wrong. KUnit ends the guest, or
/// leaves that to its /init, which speaks through the kernel's log and may say as much as it likes.
std::string kernel_command_line(const GuestSpec& guest) {
  std::string line = "console=" + guest.console + " panic=-1 kunit.enable=1 kunit.autorun=1";
  line += guest.user_space ? " printk.devkmsg=on" : " kunit_shutdown=poweroff";
  if (!guest.cmdline.empty()) line += " " + guest.cmdline;
  if (!guest.test_filter.empty()) line += " kunit.filter_glob=" + guest.test_filter;
  return line;
}

}  // namespace

std::vector<std::string> qemu_command(const GuestSpec& guest, const std::string& image, bool kvm) {
  std::vector<std::string> argv = guest.qemu;
  const auto add = [&argv](const std::vector<std::string>& more) {
    argv.insert(argv.end(), more.begin(), more.end());
  };
  add({"-accel", kvm ? "kvm" : "tcg"});
  add(kvm ? guest.kvm : guest.tcg);
  add({"-m", std::to_string(guest.memory), "-smp", std::to_string(guest.cpus)});
  add({"-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot", "-nic", "none"});
  if (guest.user_space) add({"-initrd", initramfs_of(image)});
  add({"-kernel", image, "-append", kernel_command_line(guest)});
  return argv;
}

}  // namespace gulliver
