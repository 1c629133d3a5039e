// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/slurm.hpp>
#include <orchestrator/cluster/slurm_text.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/runners/process/in_loop.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace {

template <class Fault, class Action>
std::string fault_of(Action action) {
  try {
    action();
  } catch (const Fault& fault) {
    return fault.what();
  }
  return "none";
}

JobRequest request() {
  return {"gulliver-7-abc", "#!/bin/sh\nexec gulliver\n", "/shared/50%/a", {8, 9000, 90}, {"n1", "n2"}};
}

class SlurmTest : public testing::Test {
 protected:
  std::string submit() { return in_loop(loop_, slurm_.submit(request())); }

  asio::io_context loop_;
  ScriptedRunner world_;
  Slurm slurm_{SlurmSettings(), world_};
};

}  // namespace

TEST(SlurmText, a_job_asks_for_all_that_it_needs_and_takes_nothing_along) {
  EXPECT_THAT(sbatch_command(request(), {}),
              ElementsAre("sbatch", "--parsable", "--job-name=gulliver-7-abc",
                          "--output=/shared/50%%/a/slurm-%j.log", "--open-mode=append", "--export=NIL",
                          "--chdir=/", "--requeue", "--dependency=singleton", "--nodes=1", "--ntasks=1",
                          "--cpus-per-task=8", "--mem=9000", "--time=90", "--exclude=n1,n2"));
}

TEST(SlurmText, settings_choose_the_place) {
  SlurmSettings settings;
  EXPECT_THAT(sinfo_command(settings), Not(Contains(StartsWith("--partition"))));
  settings.partition = "farm";
  settings.constraint = "avx2&ssd";
  settings.account = "rust";
  const auto words = sbatch_command(request(), settings);
  for (const char* word : {"--partition=farm", "--constraint=avx2&ssd", "--account=rust"})
    EXPECT_THAT(words, Contains(word));
  EXPECT_THAT(sinfo_command(settings), Contains("--partition=farm"));
}

TEST(SlurmText, the_number_of_a_job_is_found_among_warnings) {
  EXPECT_EQ(parse_sbatch("17\n"), "17");
  EXPECT_EQ(parse_sbatch("sbatch: warning: something 3\n17;cluster\n"), "17");
  EXPECT_EQ(parse_sbatch("sbatch: error: no\n"), "");
}

TEST(SlurmText, jobs_are_read_with_their_reasons) {
  const auto jobs = parse_squeue(
      "slurm_load_jobs warning: odd\n"
      "1|PENDING|Resources||gulliver-7-a\n"
      "2|PENDING|launch failed requeued held||gulliver-7-b\n"
      "3|PENDING|JobHeldAdmin||x\n"
      "4|PENDING|BadConstraints||x\n"
      "5|RUNNING|None|n1|name|with a bar\n"
      "6|COMPLETING|None|n2|x\n"
      "7|COMPLETED|None|n1|x\n"
      "8|NODE_FAIL|None|n1|x\n"
      "9|OUT_OF_MEMORY|OutOfMemory|n1|x\n"
      "10|TIMEOUT|TimeLimit|n1|x\n"
      "11|CANCELLED|None||x\n"
      "12|RUNNING|half a li");
  using enum JobStage;
  const std::vector<JobStatus> wanted{
      {"1", "gulliver-7-a", waiting, JobEnd::completed, "PENDING", "Resources", ""},
      {"2", "gulliver-7-b", held, JobEnd::completed, "PENDING", "launch failed requeued held", ""},
      {"3", "x", held, JobEnd::completed, "PENDING", "JobHeldAdmin", ""},
      {"4", "x", hopeless, JobEnd::completed, "PENDING", "BadConstraints", ""},
      {"5", "name|with a bar", running, JobEnd::completed, "RUNNING", "", "n1"},
      {"6", "x", running, JobEnd::completed, "COMPLETING", "", "n2"},
      {"7", "x", ended, JobEnd::completed, "COMPLETED", "", "n1"},
      {"8", "x", ended, JobEnd::node_failed, "NODE_FAIL", "", "n1"},
      {"9", "x", ended, JobEnd::out_of_memory, "OUT_OF_MEMORY", "OutOfMemory", "n1"},
      {"10", "x", ended, JobEnd::out_of_time, "TIMEOUT", "TimeLimit", "n1"},
      {"11", "x", ended, JobEnd::cancelled, "CANCELLED", "", ""},
  };
  EXPECT_EQ(jobs, wanted);
}

TEST(SlurmText, nodes_are_those_of_the_default_partition) {
  const auto nodes = parse_sinfo(
      "farm*|n1|64|257000|infinite|idle|none\n"
      "farm*|n2|32|128000|2-00:30:00|drained|Duplicate jobid\n"
      "farm*|n3|32|128000|08:00:00|idle*|Not responding\n"
      "big|n9|128|512000|infinite|idle|none\n");
  const std::vector<Node> wanted{
      {"n1", 64, 257000, std::nullopt, "idle", true, ""},
      {"n2", 32, 128000, 2 * 24 * 60 + 30, "drained", false, "Duplicate jobid"},
      {"n3", 32, 128000, 480, "idle*", false, "Not responding"},
  };
  EXPECT_EQ(nodes, wanted);
  EXPECT_EQ(parse_sinfo("big|n9|128|512000|30:00|mixed|none\n"),
            (std::vector<Node>{{"n9", 128, 512000, 30, "mixed", true, ""}}));
}

TEST_F(SlurmTest, hands_the_script_over_without_a_shell) {
  world_.on("sbatch", "17\n");
  EXPECT_EQ(submit(), "17");
  ASSERT_EQ(world_.commands.size(), 1u);
  EXPECT_EQ(world_.commands[0].argv[0], "sbatch");
  EXPECT_EQ(world_.commands[0].input, request().script);
}

TEST_F(SlurmTest, knows_a_refusal_from_silence) {
  world_.on("sbatch",
            "sbatch: error: Batch job submission failed: Requested node configuration is not available\n", 1);
  EXPECT_EQ(
      fault_of<JobRefused>([&] { submit(); }),
      "Slurm refuses a job: Batch job submission failed: Requested node configuration is not available");
  for (const char* words :
       {"Unable to contact slurm controller (connect failure)", "Socket timed out on send/recv operation",
        "Slurm temporarily unable to accept job, sleeping and retrying", "something new"}) {
    world_.on("sbatch", "sbatch: error: Batch job submission failed: " + std::string(words) + "\n", 1);
    EXPECT_EQ(fault_of<EngineSilent>([&] { submit(); }),
              "sbatch exited with status 1: Batch job submission failed: " + std::string(words));
  }
}

TEST_F(SlurmTest, a_call_that_fails_says_nothing_about_jobs) {
  world_.on("squeue", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n", 1);
  EXPECT_EQ(fault_of<EngineSilent>([&] { in_loop(loop_, slurm_.list()); }),
            "squeue exited with status 1: Unable to contact slurm controller (connect failure)");
  world_.on("squeue", [](const Command&) -> ProcessResult { throw Error("squeue: not found in PATH"); });
  EXPECT_EQ(fault_of<EngineSilent>([&] { in_loop(loop_, slurm_.list()); }), "squeue: not found in PATH");
  world_.on("sbatch", "");
  EXPECT_EQ(fault_of<EngineSilent>([&] { submit(); }), "sbatch gave no number: no word");
}

TEST_F(SlurmTest, reads_more_than_a_tail) {
  std::string many;
  for (int i = 1; i <= 5000; ++i) many += std::to_string(i) + "|RUNNING|None|n1|gulliver-7-abcdef\n";
  world_.on("squeue", many);
  EXPECT_EQ(in_loop(loop_, slurm_.list()).size(), 5000u);
}

TEST_F(SlurmTest, cancels_many_jobs_in_few_calls) {
  world_.on("scancel", "");
  in_loop(loop_, slurm_.cancel({}));
  EXPECT_THAT(world_.commands, IsEmpty());
  std::vector<std::string> jobs;
  for (int i = 1; i <= 1200; ++i) jobs.push_back(std::to_string(i));
  in_loop(loop_, slurm_.cancel(jobs));
  ASSERT_EQ(world_.commands.size(), 3u);
  EXPECT_EQ(world_.commands[2].argv.size(), 201u);
  EXPECT_EQ(world_.commands[2].argv.back(), "1200");
}
