// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/guest/result_of.hpp>

#include <gmock/gmock.h>

namespace gulliver {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string banner = "Linux version 7.3.4 (x)\n";

class Boot : public testing::Test {
 protected:
  Boot() {
    toolchain_.name = "trixie";
    toolchain_.root = folder_ / "rootfs";
    guest_.qemu = {"qemu-system-mips", "-M", "malta"};
    guest_.console = "ttyS0";
    guest_.end = "reboot: Power down";
    on_line_ = [](std::string_view) { return Reading::go_on; };
  }

  BootResult run(bool kvm = false) {
    return result_of(
        boot(world_, toolchain_, guest_, folder_ / "build/vmlinux", folder_ / "console.log", kvm, on_line_));
  }

  /// QEMU prints a text and then comes to this end.
  BootResult run(const std::string& text, ProcessEnd end, int code = 0) {
    world_.on("qemu-system", [=](const Command& command) {
      ProcessResult result = printed(command, text, code);
      if (result.end == ProcessEnd::exited) result.end = end;
      result.took = Seconds(2.5);
      return result;
    });
    return run();
  }

  std::string error_of(const std::string& text, int code) {
    try {
      run(text, ProcessEnd::exited, code);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
  Toolchain toolchain_;
  GuestSpec guest_;
  std::function<Reading(std::string_view)> on_line_;
};

TEST_F(Boot, EndsAtTheLastResult) {
  on_line_ = [](std::string_view line) { return line == "ok 1 rust_x" ? Reading::enough : Reading::go_on; };
  const BootResult result = run(banner + "ok 1 rust_x\nreboot: Power down\n", ProcessEnd::exited);
  EXPECT_EQ(result.end, GuestEnd::last_result);
  EXPECT_EQ(result.reading.kernel_version, "7.3.4");
  EXPECT_EQ(result.reading.lines, 2);
  EXPECT_EQ(result.console, folder_ / "console.log");
  EXPECT_EQ(result.took, Seconds(2.5));
  EXPECT_EQ(result.emulator_message, "");
  EXPECT_FALSE(result.kvm);
}

TEST_F(Boot, EndsAtTheEndMarker) {
  const BootResult result = run(banner + "reboot: Power down\nmore\n", ProcessEnd::exited);
  EXPECT_EQ(result.end, GuestEnd::end_marker);
  EXPECT_EQ(result.reading.last_line, "reboot: Power down");
}

TEST_F(Boot, EndsByItself) {
  EXPECT_EQ(run(banner, ProcessEnd::exited).end, GuestEnd::exited);
  EXPECT_EQ(run("", ProcessEnd::exited).end, GuestEnd::exited);
  const BootResult panic = run(banner + "Kernel panic - not syncing: x\n", ProcessEnd::exited);
  EXPECT_EQ(panic.end, GuestEnd::exited);
  ASSERT_EQ(panic.reading.splats.size(), 1u);
  EXPECT_EQ(run("qemu-system-mips: warning: x\n" + banner, ProcessEnd::exited).end, GuestEnd::exited);
}

TEST_F(Boot, EndsAtItsLimits) {
  const std::string killed =
      banner + "last words\nqemu-system-mips: terminating on signal 15 from pid 1 (gulliver)\n";
  for (const auto& [end, wanted] :
       {std::pair(ProcessEnd::silent, GuestEnd::silent), std::pair(ProcessEnd::deadline, GuestEnd::deadline),
        std::pair(ProcessEnd::overflow, GuestEnd::overflow)}) {
    const BootResult result = run(killed, end);
    EXPECT_EQ(result.end, wanted);
    EXPECT_EQ(result.reading.last_line, "last words");
    EXPECT_EQ(result.emulator_message, "");
  }
}

TEST_F(Boot, SeesTheEmulatorDie) {
  const std::string complaint = "qemu-system-mips: could not load kernel '/gulliver/build/vmlinux'";
  const BootResult refused = run(complaint + "\n", ProcessEnd::exited, 1);
  EXPECT_EQ(refused.end, GuestEnd::emulator_died);
  EXPECT_EQ(refused.emulator_message, complaint);
  EXPECT_EQ(refused.reading.lines, 0);

  const BootResult later = run(banner + "x\nqemu-system-mips: x: Assertion failed\n", ProcessEnd::exited, 1);
  EXPECT_EQ(later.end, GuestEnd::emulator_died);
  EXPECT_EQ(later.emulator_message, "qemu-system-mips: x: Assertion failed");

  const BootResult mute = run("", ProcessEnd::exited, 1);
  EXPECT_EQ(mute.end, GuestEnd::emulator_died);
  EXPECT_EQ(mute.emulator_message, "QEMU exited with status 1");
  EXPECT_EQ(run("what is this?\n", ProcessEnd::exited, 2).emulator_message,
            "QEMU exited with status 2: what is this?");
}

TEST_F(Boot, SeesTheEmulatorKilled) {
  const BootResult inside = run(banner, ProcessEnd::exited, 128 + 11);
  EXPECT_EQ(inside.end, GuestEnd::emulator_died);
  EXPECT_EQ(inside.emulator_message, "QEMU was ended by signal 11");
  const BootResult outside = run(banner, ProcessEnd::signalled, 9);
  EXPECT_EQ(outside.end, GuestEnd::emulator_died);
  EXPECT_EQ(outside.emulator_message, "QEMU was ended by signal 9");
}

TEST_F(Boot, SeesTheEmulatorTakeTooMuchMemory) {
  const BootResult result = run(banner + "qemu-system-mips: terminating on signal 15\n", ProcessEnd::memory);
  EXPECT_EQ(result.end, GuestEnd::emulator_died);
  EXPECT_EQ(result.emulator_message, "QEMU held more memory than it may and was ended");
}

TEST_F(Boot, SaysThatQemuIsMissing) {
  EXPECT_EQ(error_of("/usr/bin/env: 'qemu-system-mips': No such file or directory\n", 127),
            "qemu-system-mips cannot be started in toolchain trixie: "
            "/usr/bin/env: 'qemu-system-mips': No such file or directory");
  EXPECT_EQ(error_of("bwrap: Can't find source path /x: No such file or directory\n", 1),
            "qemu-system-mips cannot be started in toolchain trixie: "
            "bwrap: Can't find source path /x: No such file or directory");
}

TEST_F(Boot, GivesTheGuestItsImageAndNothingElse) {
  guest_.silence = Seconds(7);
  guest_.total = Seconds(70);
  guest_.console_limit = 12345;
  run(banner, ProcessEnd::exited);
  const Command& command = world_.commands.at(0);
  EXPECT_EQ(command.output, folder_ / "console.log");
  EXPECT_EQ(command.output_limit, 12345u);
  EXPECT_EQ(command.silence, Seconds(7));
  EXPECT_EQ(command.total, Seconds(70));
  EXPECT_FALSE(command.append);
  const std::string argv = joined(command);
  EXPECT_THAT(argv, HasSubstr("--ro-bind " + (folder_ / "build").string() + " /gulliver/build "));
  EXPECT_THAT(argv, HasSubstr(" -kernel /gulliver/build/vmlinux "));
  EXPECT_THAT(argv, Not(HasSubstr("/dev/kvm")));
}

TEST_F(Boot, LimitsTheMemoryOfTheEmulator) {
  guest_.memory = 512;
  run(banner, ProcessEnd::exited);
  EXPECT_EQ(world_.commands.at(0).limits, (Limits{(512u << 20) + (2ull << 30), 0}));
}

TEST_F(Boot, LetsTheEmulatorStartNoProgramAndGainNoRights) {
  run(banner, ProcessEnd::exited);
  EXPECT_THAT(joined(world_.commands.at(0)),
              testing::EndsWith(" -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"));
}

TEST_F(Boot, GivesTheGuestKvm) {
  world_.on("qemu-system", banner);
  EXPECT_TRUE(run(true).kvm);
  EXPECT_THAT(joined(world_.commands.at(0)), HasSubstr("--dev-bind /dev/kvm /dev/kvm "));
  EXPECT_THAT(joined(world_.commands.at(0)), HasSubstr(" -accel kvm "));
}

}  // namespace
}  // namespace gulliver
