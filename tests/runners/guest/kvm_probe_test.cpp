// SPDX-License-Identifier: MIT
#include <runners/guest/boot_sector.hpp>
#include <runners/guest/kvm_probe.hpp>
#include <runners/process/asio_process_runner.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/guest/real_qemu.hpp>
#include <tests/runners/guest/result_of.hpp>

#include <gmock/gmock.h>

namespace gulliver {
namespace {

using testing::HasSubstr;
using testing::Not;

class KvmProbe : public testing::Test {
 protected:
  KvmState run(ScriptedRunner::Handler qemu, const std::string& accelerator = "kvm") {
    world_.on("qemu-system-x86_64", std::move(qemu));
    Toolchain toolchain;
    toolchain.root = folder_.path();
    return result_of(run_boot_sector(world_, toolchain, accelerator));
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
};

TEST(BootSector, IsOne) {
  const std::string sector = boot_sector();
  EXPECT_EQ(sector.size(), 512u);
  EXPECT_EQ(sector.substr(510), "\x55\xAA");
  EXPECT_EQ(sector.substr(0x17, 12), std::string("GUEST-RUNS\n\0", 12));
}

TEST(DeviceObstacle, IsASentence) {
  const TemporaryFolder folder;
  EXPECT_EQ(device_obstacle(folder / "kvm"), (folder / "kvm").string() + " does not exist");
  EXPECT_EQ(device_obstacle(folder.path()), folder.path().string() + " cannot be opened: Is a directory");
  EXPECT_EQ(device_obstacle("/dev/null"), "");
}

TEST_F(KvmProbe, BelievesTheGuestAlone) {
  const KvmState state = run([](const Command& c) { return printed(c, "SeaBIOS\r\n\x1b[2JGUEST-RUNS\n"); });
  EXPECT_TRUE(state.works);
  EXPECT_EQ(state.reason, "");
  EXPECT_FALSE(run([](const Command& c) { return printed(c, "SeaBIOS\n"); }).works);
}

TEST_F(KvmProbe, SaysThatTheGuestHangs) {
  const KvmState state = run([](const Command&) {
    ProcessResult result;
    result.end = ProcessEnd::deadline;
    return result;
  });
  EXPECT_FALSE(state.works);
  EXPECT_EQ(state.reason, "a guest did not run within 5 s");
  EXPECT_EQ(world_.commands.at(0).total, Seconds(5));
}

TEST_F(KvmProbe, SaysWhatQemuSays) {
  const std::string text = "Could not access KVM kernel module: Permission denied\nqemu-system-x86_64: x\n";
  EXPECT_EQ(run([=](const Command& c) { return printed(c, text, 1); }).reason,
            "QEMU ended before its guest ran: Could not access KVM kernel module: Permission denied");
  EXPECT_EQ(run([](const Command& c) { return printed(c, "", 1); }).reason,
            "QEMU ended before its guest ran");
}

TEST_F(KvmProbe, GivesTheGuestADiskAndKvm) {
  std::string disk;
  const auto qemu = [&disk](const Command& command) {
    const auto mount = std::find(command.argv.begin(), command.argv.end(), "/gulliver/build");
    disk = read_file(std::filesystem::path(*std::prev(mount)) / "disk");
    return printed(command, "GUEST-RUNS\n");
  };
  run(qemu);
  EXPECT_EQ(disk, boot_sector());
  EXPECT_THAT(joined(world_.commands.at(0)), HasSubstr("--dev-bind /dev/kvm /dev/kvm "));
  EXPECT_THAT(joined(world_.commands.at(0)), HasSubstr(" -accel kvm "));
  run(qemu, "tcg");
  EXPECT_THAT(joined(world_.commands.at(1)), Not(HasSubstr("/dev/kvm")));
}

/// The proof itself is sound: the sector runs on real QEMU, where nothing but emulation is needed.
TEST(RealKvmProbe, RunsTheBootSectorUnderEmulation) {
  const std::optional<Toolchain> toolchain = toolchain_with("qemu-system-x86_64");
  if (!toolchain) GTEST_SKIP() << "no toolchain here has qemu-system-x86_64";
  asio::io_context loop;
  AsioProcessRunner processes(loop.get_executor());
  const KvmState state = result_of(loop, run_boot_sector(processes, *toolchain, "tcg"));
  EXPECT_TRUE(state.works) << state.reason;
}

/// Whatever this host's KVM does, the probe comes back with an answer.
TEST(RealKvmProbe, ComesToAnAnswer) {
  const std::optional<Toolchain> toolchain = toolchain_with("qemu-system-x86_64");
  if (!toolchain) GTEST_SKIP() << "no toolchain here has qemu-system-x86_64";
  asio::io_context loop;
  AsioProcessRunner processes(loop.get_executor());
  const KvmState state = result_of(loop, probe_kvm(processes, *toolchain));
  EXPECT_EQ(state.works, state.reason.empty());
  RecordProperty("kvm", state.works ? "works" : state.reason);
}

}  // namespace
}  // namespace gulliver
