// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>

#include <gtest/gtest.h>

namespace gulliver {
namespace {

std::string text_of(const std::vector<std::string>& argv) {
  std::string text;
  for (const std::string& argument : argv)
    text += (text.empty() ? "" : " ") +
            (argument.find(' ') == std::string::npos ? argument : "'" + argument + "'");
  return text;
}

TEST(QemuCommand, EmulatesMips) {
  GuestSpec guest;
  guest.qemu = {"qemu-system-mips", "-M", "malta"};
  guest.tcg = {"-cpu", "24Kf"};
  guest.console = "ttyS0";
  EXPECT_EQ(text_of(qemu_command(guest, "/gulliver/build/vmlinux", false)),
            "qemu-system-mips -M malta -accel tcg -cpu 24Kf -m 256 -smp 1 -display none -serial stdio "
            "-monitor none -no-reboot -nic none -kernel /gulliver/build/vmlinux -append "
            "'console=ttyS0 panic=-1 kunit.enable=1 kunit.autorun=1 kunit_shutdown=poweroff'");
}

TEST(QemuCommand, RunsX86UnderKvm) {
  GuestSpec guest;
  guest.qemu = {"qemu-system-x86_64", "-M", "q35"};
  guest.tcg = {"-cpu", "max"};
  guest.kvm = {"-cpu", "host"};
  guest.console = "ttyS0";
  guest.cmdline = "nokaslr debug";
  guest.memory = 512;
  guest.cpus = 2;
  EXPECT_EQ(text_of(qemu_command(guest, "/gulliver/build/bzImage", true)),
            "qemu-system-x86_64 -M q35 -accel kvm -cpu host -m 512 -smp 2 -display none -serial stdio "
            "-monitor none -no-reboot -nic none -kernel /gulliver/build/bzImage -append "
            "'console=ttyS0 panic=-1 kunit.enable=1 kunit.autorun=1 kunit_shutdown=poweroff nokaslr debug'");
}

TEST(QemuCommand, LeavesTheEndOfAGuestToItsUserSpace) {
  GuestSpec guest;
  guest.qemu = {"qemu-system-mips"};
  guest.console = "ttyS0";
  guest.user_space = true;
  EXPECT_EQ(text_of(qemu_command(guest, "/gulliver/build/vmlinux", false)),
            "qemu-system-mips -accel tcg -m 256 -smp 1 -display none -serial stdio -monitor none -no-reboot -nic none "
            "-initrd /gulliver/build/vmlinux.initramfs -kernel /gulliver/build/vmlinux -append "
            "'console=ttyS0 panic=-1 kunit.enable=1 kunit.autorun=1 printk.devkmsg=on'");
}

}  // namespace
}  // namespace gulliver
