// SPDX-License-Identifier: MIT
#include <orchestrator/cli/run_watcher.hpp>

#include <gtest/gtest.h>

using namespace gulliver;
using std::chrono::seconds;

namespace {

class RunWatcherTest : public testing::Test {
 protected:
  RunWatcherTest() {
    for (const char* id : {"mips-big/kunit", "x86_64-little/kunit"}) {
      Build build;
      build.kernel.id = std::string("build of ") + id;
      PlannedCell planned;
      planned.cell.id = id;
      build.cells = {planned};
      plan_.builds.push_back(build);
      run_.cells.push_back(id);
    }
    run_.id = ledger_.begin(run_);
  }

  RunWatcher watch(int lanes = 2) {
    return RunWatcher(ledger_, plan_, lanes, {}, [this] { return now_; });
  }

  RunRecord record(std::size_t cell, VerdictKind kind) const {
    RunRecord record;
    record.run = run_.id;
    record.cell = plan_.builds[cell].cells[0].cell;
    record.verdict = {kind, "because"};
    record.build.emplace();
    record.build->took = Seconds{100};
    record.build->image_hash = "abc";
    return record;
  }

  const Cell& cell(std::size_t i) const { return plan_.builds[i].cells[0].cell; }

  Ledger ledger_{":memory:"};
  Plan plan_;
  gulliver::Run run_;
  std::chrono::steady_clock::time_point now_{};
};

}  // namespace

TEST_F(RunWatcherTest, keeps_every_record_as_it_comes) {
  RunWatcher watcher = watch();
  watcher.entered(cell(0), Phase::building);
  watcher.finished(record(0, VerdictKind::build_failed));
  ASSERT_EQ(ledger_.records(run_.id).size(), 1U);
  EXPECT_EQ(ledger_.records(run_.id)[0].verdict.reason, "because");
}

TEST_F(RunWatcherTest, remembers_how_long_a_build_took_and_how_many_steps_it_had) {
  RunWatcher watcher = watch();
  watcher.entered(cell(0), Phase::building);
  watcher.build_progress(cell(0), 1234);
  watcher.finished(record(0, VerdictKind::passed));
  const auto history = ledger_.build_history();
  ASSERT_TRUE(history.contains("build of mips-big/kunit"));
  EXPECT_EQ(history.at("build of mips-big/kunit").lines, 1234);
  EXPECT_EQ(history.at("build of mips-big/kunit").took, Seconds{100});
}

TEST_F(RunWatcherTest, a_cached_build_does_not_spoil_the_history) {
  ledger_.remember_build("build of mips-big/kunit", {Seconds{900}, 1700});
  RunWatcher watcher = watch();
  RunRecord cached = record(0, VerdictKind::passed);
  cached.build->cached = true;
  cached.build->took = Seconds{0};
  watcher.entered(cell(0), Phase::booting);
  watcher.finished(cached);
  EXPECT_EQ(ledger_.build_history().at("build of mips-big/kunit").took, Seconds{900});
}

TEST_F(RunWatcherTest, estimates_from_history) {
  ledger_.remember_build("build of mips-big/kunit", {Seconds{600}, 1700});
  ledger_.remember_build("build of x86_64-little/kunit", {Seconds{400}, 1700});
  RunWatcher watcher = watch();
  EXPECT_EQ(watcher.progress().remaining, Seconds{600}) << "two lanes, and the longest is 600 s";
  watcher.entered(cell(0), Phase::building);
  watcher.entered(cell(1), Phase::building);
  now_ += seconds(500);
  EXPECT_EQ(watcher.progress().remaining, Seconds{100});
  EXPECT_EQ(watcher.progress().cells[0].elapsed, Seconds{500});
}

TEST_F(RunWatcherTest, one_lane_takes_one_build_after_the_other) {
  ledger_.remember_build("build of mips-big/kunit", {Seconds{600}, 1700});
  ledger_.remember_build("build of x86_64-little/kunit", {Seconds{400}, 1700});
  RunWatcher watcher = watch(1);
  EXPECT_EQ(watcher.progress().remaining, Seconds{1000});
}

TEST_F(RunWatcherTest, estimates_from_how_far_make_is_where_there_is_no_history) {
  RunWatcher watcher = watch();
  watcher.entered(cell(0), Phase::building);
  now_ += seconds(100);
  watcher.build_progress(cell(0), watcher.progress().cells[0].build_lines_expected / 2);
  EXPECT_EQ(watcher.progress().cells[0].expected, Seconds{200});
}

TEST_F(RunWatcherTest, shows_that_a_cell_is_booted_again) {
  RunWatcher watcher = watch();
  watcher.entered(cell(0), Phase::booting);
  watcher.test_progress(cell(0), 300);
  watcher.entered(cell(0), Phase::rebooting);
  EXPECT_EQ(watcher.progress().cells[0].phase, "rebooting");
  EXPECT_EQ(watcher.progress().cells[0].tests, 0) << "the new boot has none yet";
}

TEST_F(RunWatcherTest, a_finished_cell_stands_still) {
  RunWatcher watcher = watch();
  watcher.entered(cell(0), Phase::building);
  now_ += seconds(100);
  watcher.finished(record(0, VerdictKind::passed));
  now_ += seconds(100);
  EXPECT_EQ(watcher.progress().cells[0].elapsed, Seconds{100});
  EXPECT_TRUE(watcher.progress().cells[0].verdict->passed());
}
