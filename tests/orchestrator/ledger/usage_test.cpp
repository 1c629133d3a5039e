// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/ledger/usage.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;

namespace {

Moment at(int seconds) { return Moment(std::chrono::seconds(1000 + seconds)); }

class UsageTest : public testing::Test {
 protected:
  /// A run of one cell that was built, or booted, or both.
  void run(int began, const std::string& rustc, bool built, bool booted, int reboots = 0, const std::string& matrix = "/m.yaml") {
    gulliver::Run run;
    run.matrix = matrix;
    run.cells = {"a"};
    run.started = at(began);
    RunRecord record;
    record.run = ledger_.begin(run);
    record.cell.id = "a";
    record.verdict = {VerdictKind::passed, ""};
    record.started = at(began);
    record.versions = {{"rustc-web", rustc}};
    record.build.emplace().cached = !built;
    record.boot.emplace().cached = !booted;
    record.reboots.resize(static_cast<std::size_t>(reboots));
    ledger_.add(record);
    ledger_.finish(record.run, at(began + 1), Seconds(60));
  }

  TemporaryFolder folder_;
  Ledger ledger_{folder_ / "ledger.sqlite"};
};

}  // namespace

TEST_F(UsageTest, counts_what_was_really_made_in_the_period) {
  run(0, "1.95", true, true);
  run(10, "1.95", true, true, 2);
  run(20, "1.95", false, true);
  run(25, "1.95", true, true, 0, "/other.yaml");
  run(30, "1.95", true, true);
  const Effort effort = Usage(folder_ / "ledger.sqlite").effort("/m.yaml", at(10), at(30));
  EXPECT_EQ(effort.runs, 2);
  EXPECT_EQ(effort.cpu, Seconds(120));
  EXPECT_EQ(effort.builds, 1);
  EXPECT_EQ(effort.boots, 4);
  EXPECT_EQ(Usage(folder_ / "ledger.sqlite").effort("/none.yaml", at(0), at(99)).cpu, Seconds(0));
}

TEST_F(UsageTest, knows_since_when_a_version_is_in_use) {
  run(10, "1.95", true, true);
  run(20, "1.96", true, true);
  run(30, "1.95", true, true);
  EXPECT_THAT(Usage(folder_ / "ledger.sqlite").tools(),
              ElementsAre(ToolUse{"rustc-web", "1.95", at(10)}, ToolUse{"rustc-web", "1.96", at(20)}));
}
