// SPDX-License-Identifier: MIT
// What a walk on a cluster makes of an engine, nodes and workers that fail.
#include "cluster_world.hpp"

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(ClusterTest, a_job_whose_number_was_lost_is_found_by_its_name) {
  engine_.lost_answers = 1;
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  EXPECT_EQ(observer_.records.size(), 3U);
}

TEST_F(ClusterTest, a_running_job_whose_number_was_lost_is_not_submitted_again) {
  one_job(nullptr);
  engine_.lost_answers = 1;
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.lists == 5) deliver_all(engine.requests.front());
  };
  work();
  EXPECT_EQ(engine_.requests.size(), 1U);
  EXPECT_EQ(observer_.records.size(), 1U);
}

TEST_F(ClusterTest, a_job_that_never_reached_the_engine_is_submitted_again) {
  engine_.lost_submits = 1;
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  EXPECT_EQ(observer_.records.size(), 3U);
}

TEST_F(ClusterTest, an_engine_that_says_nothing_for_a_while_changes_nothing) {
  one_job(nullptr);
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.lists == 2) engine.silent = 3;
    if (engine.lists == 8) deliver_all(engine.requests.front());
  };
  work();
  EXPECT_EQ(engine_.requests.size(), 1U);
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, an_engine_that_stays_silent_ends_the_walk_and_what_came_is_kept) {
  engine_.begin = [this](const JobRequest& request, JobStatus&) {
    if (fs::path(request.logs).filename() == "mips") deliver_all(request);
    engine_.silent = 1000;
  };
  setup_.patience = Seconds{0.01};
  try {
    work();
    FAIL() << "the walk came to its end";
  } catch (const Error& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("squeue exited with status 1"));
    EXPECT_THAT(fault.what(), HasSubstr("`gulliver resume 7`"));
  }
  EXPECT_THAT(recorded(), ElementsAre("mips-big/kunit"));
  EXPECT_THAT(engine_.cancelled, IsEmpty());
  EXPECT_TRUE(fs::exists(order_folder("arm64") / "order.json"));
}

TEST_F(ClusterTest, a_worker_that_failed_is_replaced_on_another_node) {
  one_job([this](const JobRequest& request, JobStatus& job) {
    if (engine_.requests.size() == 2) return deliver_all(request);
    write_file(request.logs / job_log(job.id), "gulliver: bubblewrap is not installed\n");
    job.stage = JobStage::ended;
    job.end = JobEnd::failed;
    job.state = "FAILED";
  });
  work();
  ASSERT_EQ(engine_.requests.size(), 2U);
  EXPECT_THAT(engine_.requests[0].avoided, IsEmpty());
  EXPECT_THAT(engine_.requests[1].avoided, ElementsAre("n1"));
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, after_three_failures_the_cells_say_why) {
  one_job([](const JobRequest& request, JobStatus& job) {
    write_file(request.logs / job_log(job.id), "something\n\ngulliver: bubblewrap is not installed\n");
    job.stage = JobStage::ended;
    job.end = JobEnd::failed;
    job.state = "FAILED";
    job.reason = "NonZeroExitCode";
  });
  work();
  EXPECT_EQ(engine_.requests.size(), 3U);
  const RunRecord& mips = record("mips-big/kunit");
  EXPECT_EQ(mips.verdict.kind, VerdictKind::broken);
  EXPECT_EQ(mips.verdict.reason,
            "Slurm's job 3 on n1 failed (FAILED: NonZeroExitCode): gulliver: bubblewrap is not installed");
  EXPECT_EQ(mips.run, 7);
  EXPECT_EQ(mips.tree.id, "1234");
  EXPECT_FALSE(mips.input_key.empty());
  EXPECT_FALSE(mips.fingerprint.empty());
}

TEST_F(ClusterTest, what_came_before_the_failure_is_kept_and_not_asked_again) {
  plan_.builds = {build("arm64", {"arm64-little/kunit", "arm64-little/smp"})};
  std::size_t asked_again = 0;
  engine_.begin = [&](const JobRequest& request, JobStatus& job) {
    if (engine_.requests.size() == 2) {
      asked_again = read_order(read_file(OrderFolder{request.logs}.order())).plan.builds.front().cells.size();
      return deliver_all(request, "2-0");
    }
    deliver_cell({request.logs}, plan_.builds.front().cells.front().cell, "1-0");
    job.stage = JobStage::ended;
    job.end = JobEnd::node_failed;
    job.state = "NODE_FAIL";
  };
  work();
  EXPECT_EQ(asked_again, 1U);
  EXPECT_EQ(record("arm64-little/kunit").place, "n1, job 1-0");
  EXPECT_EQ(record("arm64-little/smp").place, "n1, job 2-0");
  EXPECT_EQ(observer_.records.size(), 2U);
}

TEST_F(ClusterTest, a_job_that_was_too_slow_is_a_deadline) {
  one_job([](const JobRequest&, JobStatus& job) {
    job.stage = JobStage::ended;
    job.end = JobEnd::out_of_time;
    job.state = "TIMEOUT";
  });
  work();
  EXPECT_EQ(engine_.requests.size(), 1U);
  EXPECT_EQ(record("mips-big/kunit").verdict,
            (Verdict{VerdictKind::deadline,
                     "Slurm's job 1 on n1 took longer than its limit, 405 minutes (TIMEOUT)"}));
}

TEST_F(ClusterTest, a_job_out_of_memory_gets_twice_as_much_until_no_node_has_more) {
  one_job([](const JobRequest&, JobStatus& job) {
    job.stage = JobStage::ended;
    job.end = JobEnd::out_of_memory;
    job.state = "OUT_OF_MEMORY";
  });
  work();
  ASSERT_EQ(engine_.requests.size(), 3U);
  EXPECT_EQ(engine_.requests[0].size.memory, 6656);
  EXPECT_EQ(engine_.requests[1].size.memory, 13312);
  EXPECT_EQ(engine_.requests[2].size.memory, 16000);
  EXPECT_EQ(record("mips-big/kunit").verdict.kind, VerdictKind::broken);
  EXPECT_THAT(record("mips-big/kunit").verdict.reason,
              HasSubstr("needed more than its 16000 MiB (OUT_OF_MEMORY)"));
}

TEST_F(ClusterTest, a_job_that_waits_for_what_will_never_be_is_cancelled) {
  one_job([](const JobRequest&, JobStatus& job) {
    job.stage = JobStage::hopeless;
    job.state = "PENDING";
    job.reason = "BadConstraints";
    job.node = "";
  });
  work();
  EXPECT_THAT(engine_.cancelled, ElementsAre("1"));
  EXPECT_EQ(record("mips-big/kunit").verdict,
            (Verdict{VerdictKind::broken, "Slurm's job 1 would wait for ever (PENDING: BadConstraints)"}));
}

TEST_F(ClusterTest, a_job_that_could_not_be_launched_is_cancelled_and_submitted_again) {
  one_job([this](const JobRequest& request, JobStatus& job) {
    if (engine_.requests.size() == 2) return deliver_all(request);
    job.stage = JobStage::held;
    job.state = "PENDING";
    job.reason = "launch failed requeued held";
  });
  work();
  EXPECT_THAT(engine_.cancelled, ElementsAre("1"));
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, a_job_that_a_person_holds_is_waited_for) {
  one_job([](const JobRequest&, JobStatus& job) {
    job.stage = JobStage::held;
    job.state = "PENDING";
    job.reason = "JobHeldUser";
  });
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.lists == 20) deliver_all(engine.requests.front());
  };
  work();
  EXPECT_THAT(engine_.cancelled, IsEmpty());
  EXPECT_EQ(engine_.requests.size(), 1U);
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, a_job_that_is_refused_breaks_its_cells_and_no_others) {
  engine_.refusal = "Slurm refuses a job: Invalid account";
  work();
  EXPECT_EQ(observer_.records.size(), 3U);
  EXPECT_EQ(record("arm64-little/smp").verdict,
            (Verdict{VerdictKind::broken, "Slurm refuses a job: Invalid account"}));
}

TEST_F(ClusterTest, a_job_that_the_engine_forgot_is_submitted_again) {
  one_job([this](const JobRequest& request, JobStatus&) {
    if (engine_.requests.size() == 2) deliver_all(request);
  });
  engine_.tick = [](FakeEngine& engine) {
    if (engine.lists == 4) engine.jobs.clear();
  };
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  EXPECT_THAT(engine_.cancelled, IsEmpty());  // which an engine may answer with an error
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, a_result_that_cannot_be_read_is_made_again) {
  one_job([this](const JobRequest& request, JobStatus& job) {
    deliver_all(request);
    job.stage = JobStage::ended;
    job.state = "COMPLETED";
    const Cell& cell = plan_.builds.front().cells.front().cell;
    if (engine_.requests.size() == 1)
      write_file(OrderFolder{request.logs}.done(cell) / "record.sqlite", "not a ledger");
  });
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  ASSERT_EQ(observer_.records.size(), 1U);
  EXPECT_TRUE(observer_.records.front().verdict.passed());
}
