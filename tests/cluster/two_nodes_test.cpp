// SPDX-License-Identifier: MIT
// The program on a real Slurm of two nodes, with toys for tools.
#include <orchestrator/ledger/ledger.hpp>
#include <tests/fakes/running_farm.hpp>

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <thread>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

class TwoNodes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    farm_ = std::make_unique<ToyFarm>();
    fs::create_directories(farm_->path() / "config/gulliver");
    const std::string at = farm_->path().string();
    write_file(farm_->path() / "config/gulliver/config.yaml",
               "slurm:\n  shared: " + at + "/shared\n  node_cache: " + at + "/node\n");
  }
  static void TearDownTestSuite() { farm_.reset(); }

  void SetUp() override {
    remove_folder(farm_->path() / "shared/runs");  // of a run that was cut short and not resumed
    const ShellResult up = cluster("up", "");
    ASSERT_EQ(up.code, 0) << up.output;
  }
  void TearDown() override { cluster("down", ""); }

  static fs::path folder() { return farm_->path() / "slurm"; }
  static ShellResult cluster(const std::string& what, const std::string& node) {
    return run_shell(SOURCE_ROOT "/tests/cluster/slurm-cluster " + what + " " + folder().string() + " " +
                     node);
  }

  /// The program's words, without waiting for its end.
  static std::future<ShellResult> begin(const std::string& arguments) {
    const std::string line =
        "SLURM_CONF=" + (folder() / "slurm.conf").string() + " " + farm_->command(arguments);
    return std::async(std::launch::async, [line] { return run_shell(line); });
  }

  static std::string queue() {
    return run_shell("SLURM_CONF=" + (folder() / "slurm.conf").string() +
                     " squeue --noheader --format='%T %N'")
        .output;
  }

  /// Whether a worker told that it builds.
  static bool is_building() {
    return run_shell("grep -l building " + (farm_->path() / "shared/runs").string() + "/*/*/status.json")
               .code == 0;
  }

  static std::map<std::string, std::string> verdicts(RunId run) {
    const Ledger ledger(farm_->path() / "state/gulliver/ledger.sqlite");
    std::map<std::string, std::string> verdicts;
    for (const RunRecord& record : ledger.records(run)) {
      EXPECT_FALSE(verdicts.contains(record.cell.id)) << "a second record of " << record.cell.id;
      verdicts[record.cell.id] = std::string(name_of(record.verdict.kind)) + ": " + record.verdict.reason;
    }
    return verdicts;
  }

  static std::vector<RunRecord> records(RunId run) {
    return Ledger(farm_->path() / "state/gulliver/ledger.sqlite").records(run);
  }
  static RunId last_run() { return *Ledger(farm_->path() / "state/gulliver/ledger.sqlite").last_run(); }

  static std::unique_ptr<ToyFarm> farm_;
};

std::unique_ptr<ToyFarm> TwoNodes::farm_;

}  // namespace

TEST_F(TwoNodes, come_to_the_verdicts_of_one_machine) {
  const ShellResult here = farm_->run(farm_->four() + " --fresh");
  ASSERT_EQ(here.code, 0) << here.output;
  const RunId run_here = last_run();
  const ShellResult there = begin(farm_->four() + " --fresh --executor slurm").get();
  ASSERT_EQ(there.code, 0) << there.output;
  EXPECT_THAT(there.output, testing::Not(HasSubstr("busy")));
  EXPECT_EQ(verdicts(last_run()), verdicts(run_here));
  EXPECT_EQ(verdicts(last_run()).size(), 4U);
  for (const RunRecord& record : records(last_run())) {
    EXPECT_THAT(record.place, testing::MatchesRegex("n[12], job [0-9]+"));
    EXPECT_THAT(read_file(record.boot->console), HasSubstr("ok 1 rust_kvec"));
  }
  EXPECT_TRUE(fs::is_empty(farm_->path() / "shared/runs"));
}

TEST_F(TwoNodes, lose_one_in_the_middle_of_a_build_and_no_cell) {
  farm_->set_build("sleep 8");
  auto run = begin(farm_->four() + " --executor slurm");
  ASSERT_TRUE(comes_true(is_building));
  const std::string before = queue();
  ASSERT_THAT(before, HasSubstr("RUNNING n1"));
  const ShellResult killed = cluster("kill", "n1");
  ASSERT_EQ(killed.code, 0) << killed.output;
  const ShellResult result = run.get();
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("node n1 takes no jobs"));
  EXPECT_EQ(verdicts(last_run()).size(), 4U);
  std::vector<std::string> places;
  for (const RunRecord& record : records(last_run())) {
    EXPECT_TRUE(record.verdict.passed()) << record.verdict.reason;
    places.push_back(record.place);
  }
  EXPECT_THAT(places, Contains(testing::MatchesRegex("n2, job [0-9]+, requeued 1x")));
}

TEST_F(TwoNodes, end_their_jobs_when_a_person_interrupts) {
  farm_->set_build("sleep 100");
  auto run = begin(farm_->four() + " --executor slurm");
  ASSERT_TRUE(comes_true(is_building));
  run_shell("pkill -INT -f '^" BINARY_ROOT "/gulliver run .*" + farm_->path().string() + "'");
  const ShellResult result = run.get();
  EXPECT_EQ(result.code, 130) << result.output;
  EXPECT_TRUE(comes_true([] { return queue().find("RUNNING") == std::string::npos; })) << queue();
  EXPECT_EQ(queue().find("PENDING"), std::string::npos) << queue();
  EXPECT_TRUE(verdicts(last_run()).empty());
}

TEST_F(TwoNodes, go_on_without_who_submitted_and_are_taken_up_by_the_next) {
  farm_->set_build("sleep 5");
  auto run = begin(farm_->four() + " --executor slurm");
  ASSERT_TRUE(comes_true(is_building));
  run_shell("pkill -KILL -f '^" BINARY_ROOT "/gulliver run .*" + farm_->path().string() + "'");
  run.get();
  const RunId id = last_run();
  ASSERT_LT(verdicts(id).size(), 4U);
  ASSERT_THAT(queue(), HasSubstr("RUNNING"));
  const ShellResult result = begin("resume").get();
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_EQ(last_run(), id);
  EXPECT_EQ(verdicts(id).size(), 4U);
  const std::string jobs = run_shell("SLURM_CONF=" + (folder() / "slurm.conf").string() +
                                     " squeue --noheader --states=all --format=%j | sort | uniq -d").output;
  EXPECT_EQ(jobs, "") << "a build was submitted twice";
}

TEST_F(TwoNodes, say_why_a_node_could_not_do_its_work) {
  farm_->set_build("sleep 0");
  const std::string at = farm_->path().string();
  write_file(at + "/config/gulliver/config.yaml",
             "slurm:\n  shared: " + at + "/shared\n  node_cache: /proc/gulliver\n");
  const ShellResult result = begin(farm_->four() + " --arch s390x --executor slurm").get();
  EXPECT_EQ(result.code, 3) << result.output;
  EXPECT_THAT(result.output, HasSubstr("failed (FAILED: NonZeroExitCode): gulliver: "));
  EXPECT_THAT(result.output, HasSubstr("/proc/gulliver"));
}
