// SPDX-License-Identifier: MIT
// Runs that are cut short at any moment, and what the next one makes of what they left. Tools are toys.
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/order/walk.hpp>
#include <tests/fakes/running_farm.hpp>

#include <gmock/gmock.h>

#include <cstdlib>
#include <optional>
#include <random>
#include <set>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

class Resume : public testing::Test {
 protected:
  bool is_quiet() const {
    return comes_true([this] { return processes_of(farm_).empty(); });
  }

  fs::path ledger_file() const { return farm_.path() / "state/gulliver/ledger.sqlite"; }

  /// Each cell at most once, each passed.
  std::set<std::string> good_cells(RunId run) const {
    std::set<std::string> cells;
    for (const RunRecord& record : Ledger(ledger_file()).records(run)) {
      EXPECT_TRUE(record.verdict.passed()) << record.cell.id << ": " << record.verdict.reason;
      EXPECT_TRUE(cells.insert(record.cell.id).second) << record.cell.id << " twice";
      EXPECT_THAT(read_file(record.boot->console), HasSubstr("ok 1 rust_kvec"));
    }
    return cells;
  }

  std::optional<gulliver::Run> newest() const {
    const Ledger ledger(ledger_file());
    const auto run = ledger.last_run();
    return run ? ledger.find_run(*run) : std::nullopt;
  }

  ToyFarm farm_;
};

}  // namespace

TEST_F(Resume, goes_on_with_what_is_missing_on_the_tree_that_it_began_with) {
  farm_.set_build("sleep 2");
  RunningFarm first(farm_, farm_.four() + " --lanes 1 --jobs 1");
  ASSERT_TRUE(first.says("passed: "));
  EXPECT_EQ(WEXITSTATUS(first.end(SIGTERM)), 130);
  EXPECT_THAT(first.words(), HasSubstr("resume:  gulliver resume 1"));
  farm_.set_build("sleep 1000");
  const ShellResult resumed = farm_.run("resume");
  EXPECT_EQ(resumed.code, 0) << resumed.output;
  EXPECT_THAT(resumed.output, HasSubstr("gulliver: run 1 goes on; 1 of 4 cells have a record"));
  EXPECT_THAT(resumed.output, testing::Not(HasSubstr("busy")));
  EXPECT_EQ(good_cells(1).size(), 4U);
  std::set<std::string> trees;
  for (const RunRecord& record : Ledger(ledger_file()).records(1)) trees.insert(record.tree.id);
  EXPECT_EQ(trees.size(), 1U);
  EXPECT_FALSE(fs::exists(farm_.path() / "state/gulliver/runs/1/walk.json"));
}

TEST_F(Resume, of_a_run_that_was_cut_short_behind_its_last_cell_ends_it) {
  ASSERT_EQ(farm_.run(farm_.four() + " --arch s390x").code, 0);
  ASSERT_EQ(run_shell("python3 -c \"import sqlite3; c = sqlite3.connect('" + ledger_file().string() +
                      "'); c.execute('UPDATE runs SET finished = NULL'); c.commit()\"").code, 0);
  Walk walk;  // as a first resume left it that was killed too: no build, and the toolchain of those that were
  walk.toolchains = {{"debian-trixie", "id"}};
  write_file(farm_.path() / "state/gulliver/runs/1/walk.json", stored_walk(walk));
  const ShellResult resumed = farm_.run("resume");
  EXPECT_EQ(resumed.code, 0) << resumed.output;
  EXPECT_TRUE(newest()->finished);
}

TEST_F(Resume, says_what_cannot_be_resumed) {
  ASSERT_EQ(farm_.run(farm_.four() + " --arch s390x").code, 0);
  const ShellResult finished = farm_.run("resume 1");
  EXPECT_EQ(finished.code, 2);
  EXPECT_EQ(finished.output, "gulliver: run 1 is finished; there is nothing to resume\n");
  EXPECT_EQ(farm_.run("resume").output, "gulliver: every run of the ledger is finished; there is nothing to resume\n");
  EXPECT_THAT(farm_.run("resume 7").output, HasSubstr("no run 7 in the ledger"));
  gulliver::Run begun;
  begun.matrix = "/m.yaml";
  Ledger(ledger_file()).begin(begun);
  const ShellResult early = farm_.run("resume");
  EXPECT_EQ(early.code, 2);
  EXPECT_EQ(early.output,
            "gulliver: run 2 was cut short before its first build; `gulliver run /m.yaml` begins it anew\n");
}

// Kills the farm again and again, whatever it is at, and goes on with what it left. $KILLS times, or 12.
TEST_F(Resume, after_kills_at_any_moment_every_cell_has_one_record) {
  const char* const asked = std::getenv("KILLS");
  const int kills = asked ? std::atoi(asked) : 12;
  const unsigned seed = std::random_device()();
  farm_.set_build("sleep 0.2");
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> moment(0, 500);
  const std::string begin_anew = farm_.four() + " --fresh --jobs 4 --lanes 2";
  std::string next = begin_anew;
  int killed = 0, finished = 0;
  while (killed < kills) {
    RunningFarm farm(farm_, next);
    std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
    const int status = farm.end(SIGKILL);
    ASSERT_TRUE(is_quiet()) << processes_of(farm_);
    killed += WIFSIGNALED(status) ? 1 : 0;
    const auto run = fs::exists(ledger_file()) ? newest() : std::nullopt;
    if (!run) continue;
    if (!WIFSIGNALED(status)) {  // it came to its end, or said that it could not begin
      ASSERT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 2) << farm.words();
    }
    if (run->finished) {
      ASSERT_EQ(good_cells(run->id).size(), 4U) << "run " << run->id;
      ++finished;
      next = begin_anew;
    } else {
      good_cells(run->id);
      next = WIFEXITED(status) && WEXITSTATUS(status) == 2 ? begin_anew : "resume";
    }
  }
  if (newest() && !newest()->finished && farm_.run("resume").code == 0) ++finished;
  const ShellResult last = farm_.run(begin_anew);
  ASSERT_EQ(last.code, 0) << last.output;
  EXPECT_EQ(good_cells(newest()->id).size(), 4U);
  EXPECT_EQ(run_shell("find " + farm_.path().string() + "/cache -name unfinished").output, "");
  std::printf("%d kills, %d runs came to their end between them\n", killed, finished);
}
