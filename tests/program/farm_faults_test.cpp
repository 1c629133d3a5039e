// SPDX-License-Identifier: MIT
// What a farm does when the machine, its tools or a guest misbehave. Tools are toys, the misbehaviour is real.
#include <orchestrator/ledger/ledger.hpp>
#include <tests/fakes/running_farm.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

class FarmFaults : public testing::Test {
 protected:
  std::string one() const { return farm_.four() + " --cell s390x-big/kunit"; }

  void settle(const std::string& text) const {
    fs::create_directories(farm_.path() / "config/gulliver");
    write_file(farm_.path() / "config/gulliver/config.yaml", text);
  }

  RunRecord newest_record() const {
    const Ledger ledger(farm_.path() / "state/gulliver/ledger.sqlite");
    return ledger.records(*ledger.last_run()).at(0);
  }

  /// The program in a mount namespace of its own, in which `mount` was done before.
  ShellResult run_behind(const std::string& mount, const std::string& arguments) const {
    return run_shell("unshare --mount sh -c '" + mount + " && exec \"$@\"' sh " + farm_.command(arguments));
  }
  bool can_mount() const { return run_shell("unshare --mount mount -t tmpfs none /mnt").code == 0; }

  fs::path cache() const { return farm_.path() / "cache/gulliver"; }

  ToyFarm farm_;
};

}  // namespace

TEST_F(FarmFaults, a_make_that_ignores_the_signal_is_killed) {
  farm_.set_build("trap '' TERM INT HUP; sleep 1000");
  RunningFarm run(farm_, one());
  ASSERT_TRUE(run.says("building"));
  EXPECT_EQ(WEXITSTATUS(run.end(SIGINT)), 130) << run.words();
  EXPECT_TRUE(comes_true([this] { return processes_of(farm_).empty(); })) << processes_of(farm_);
}

TEST_F(FarmFaults, grandchildren_that_leave_the_group_do_not_outlive_the_build) {
  farm_.set_build("sh -c 'trap \"\" TERM HUP; while true; do sleep 987654; done' & sleep 987653 &");
  EXPECT_EQ(farm_.run(one()).code, 0);
  EXPECT_TRUE(comes_true([] { return run_shell("pgrep -f 'sleep 98765[34]$'").output.empty(); }));
}

TEST_F(FarmFaults, a_guest_that_floods_the_console_is_ended_and_the_console_stays_small) {
  farm_.set_guest("echo Linux version 7.3.4\nwhile true; do cat /usr/bin/sh; done\n");
  const ShellResult run = farm_.run(one() + " --reboots 0");
  EXPECT_EQ(run.code, 1) << run.output;
  const RunRecord record = newest_record();
  EXPECT_EQ(record.verdict.kind, VerdictKind::console_overflow);
  EXPECT_LT(fs::file_size(record.boot->console), 100'000'000U);
}

TEST_F(FarmFaults, a_full_disk_in_a_build_is_the_farms_fault_and_the_next_run_finds_nothing_half_made) {
  if (!can_mount()) GTEST_SKIP() << "this user may not mount";
  ASSERT_EQ(farm_.run(one()).code, 0);
  farm_.set_build("cat /usr/bin/* > \"$out/large\"; cat /usr/bin/* > \"$out/larger\" || exit 2");
  const ShellResult full = run_behind(
      "mount -t tmpfs -o size=300k none " + (cache() / "builds").string(), one() + " --reboots 0");
  EXPECT_EQ(full.code, 3) << full.output;
  EXPECT_THAT(full.output, testing::ContainsRegex("broken: .*left on the device that holds the build folder"));
  EXPECT_EQ(newest_record().verdict.kind, VerdictKind::broken);
  farm_.set_build("");
  EXPECT_EQ(farm_.run(one() + " --fresh").code, 0);
}

TEST_F(FarmFaults, a_build_that_would_leave_too_little_of_the_disk_is_ended) {
  settle("limits: {disk: 100000000}\n");
  farm_.set_build("sleep 1000");
  const ShellResult run = farm_.run(one());
  EXPECT_EQ(run.code, 3) << run.output;
  EXPECT_THAT(run.output, HasSubstr("broken: make was ended: less than 100000000 MiB were left on the device"));
}

TEST_F(FarmFaults, a_full_disk_under_the_ledger_ends_the_run_and_what_was_kept_can_be_read) {
  if (!can_mount()) GTEST_SKIP() << "this user may not mount";
  const std::string state = (farm_.path() / "state").string();
  fs::create_directories(state);
  const ShellResult full = run_shell(
      "unshare --mount sh -c 'mount -t tmpfs -o size=500k none " + state + " && { " + farm_.command(farm_.four()) +
      "; echo code $?; " + farm_.command("ledger check") + "; }'");
  EXPECT_THAT(full.output, HasSubstr("code 3"));
  EXPECT_THAT(full.output, testing::AnyOf(HasSubstr("no space is left on its disk"), HasSubstr("No space left on device")));
  EXPECT_THAT(full.output, HasSubstr("ledger.sqlite: whole"));
}

TEST_F(FarmFaults, a_cache_that_cannot_be_written_to_is_said_in_one_sentence) {
  if (!can_mount()) GTEST_SKIP() << "this user may not mount";
  const std::string at = cache().string();
  const ShellResult run = run_behind("mount --bind " + at + " " + at + " && mount -o remount,ro,bind " + at, one());
  EXPECT_EQ(run.code, 3) << run.output;
  EXPECT_THAT(run.output, HasSubstr("gulliver: "));
  EXPECT_THAT(run.output, HasSubstr("Read-only file system"));
}

TEST_F(FarmFaults, few_file_descriptors_are_the_farms_fault_and_no_kernels) {
  const ShellResult run = run_shell("ulimit -n 14; " + farm_.command(one() + " --reboots 0"));
  EXPECT_EQ(run.code, 3) << run.output;
  EXPECT_THAT(run.output, HasSubstr("oo many open files"));
  EXPECT_EQ(farm_.run(one()).code, 0);
}

TEST_F(FarmFaults, a_build_that_holds_too_much_memory_is_ended_and_nothing_else_is) {
  settle("limits: {memory: 100}\n");
  farm_.set_build("x=0123456789; while [ ${#x} -lt 120000000 ]; do x=$x$x; done; sleep 1000");
  const ShellResult run = farm_.run(one());
  EXPECT_EQ(run.code, 3) << run.output;
  EXPECT_THAT(run.output, HasSubstr("broken: make was ended: with all that it started it held more than 100 MiB of memory"));
  farm_.set_build("");
  EXPECT_EQ(farm_.run(one()).code, 0);
}

TEST_F(FarmFaults, a_clock_that_jumps_a_day_at_every_look_changes_no_verdict_and_ends_no_guest) {
  const ShellResult run = run_shell("LD_PRELOAD=" JUMPING_CLOCK " " + farm_.command(farm_.four()));
  EXPECT_EQ(run.code, 0) << run.output;
  const Ledger ledger(farm_.path() / "state/gulliver/ledger.sqlite");
  for (const RunRecord& record : ledger.records(1)) {
    EXPECT_TRUE(record.verdict.passed()) << record.verdict.reason;
    EXPECT_LT(record.boot->took, Seconds(3600));
    EXPECT_GE(record.boot->took, Seconds(0));
  }
  EXPECT_EQ(ledger.records(1).size(), 4U);
  EXPECT_EQ(farm_.run("show").code, 0);
}

TEST_F(FarmFaults, a_damaged_entry_of_the_compiler_cache_is_compiled_anew) {
  if (run_shell("ccache --version && cc --version").code != 0) GTEST_SKIP() << "no ccache, no compiler";
  const std::string at = farm_.path().string(), ccache = "CCACHE_DIR=" + at + "/compiled ccache ";
  const auto compile = [&](const char* object) { return run_shell(ccache + "cc -c " + at + "/a.c -o " + at + "/" + object).code; };
  write_file(farm_.path() / "a.c", "int answer(void) { return 42; }\n");
  ASSERT_EQ(compile("first.o"), 0);
  ASSERT_EQ(run_shell("printf damaged | dd bs=1 seek=60 conv=notrunc of=$(find " + at + "/compiled -name '*R')").code, 0);
  EXPECT_EQ(compile("second.o"), 0);
  EXPECT_EQ(read_file(farm_.path() / "second.o"), read_file(farm_.path() / "first.o"));
  EXPECT_THAT(run_shell(ccache + "--print-stats").output, HasSubstr("cache_miss\t2\n"));
}

TEST_F(FarmFaults, of_two_farms_on_one_cache_the_second_says_who_has_it) {
  farm_.set_build("sleep 1000");
  RunningFarm first(farm_, one());
  ASSERT_TRUE(first.says("building"));
  const ShellResult second = farm_.run(one());
  EXPECT_EQ(second.code, 3);
  EXPECT_THAT(second.output, HasSubstr("in use by another gulliver (pid "));
  EXPECT_EQ(WEXITSTATUS(first.end(SIGTERM)), 130);
}
