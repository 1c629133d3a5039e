// SPDX-License-Identifier: MIT
// Plans on a cluster on which all goes well, and who takes up what another began.
#include "cluster_world.hpp"

#include <orchestrator/cluster/known_boots.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_F(ClusterTest, each_build_is_a_job_and_each_cell_leaves_one_record) {
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  EXPECT_THAT(recorded(), UnorderedElementsAre("mips-big/kunit", "arm64-little/kunit", "arm64-little/smp"));
  const RunRecord& mips = record("mips-big/kunit");
  EXPECT_EQ(mips.run, 7);
  EXPECT_TRUE(mips.verdict.passed());
  EXPECT_EQ(mips.place, "n1, job 1-0");
  EXPECT_EQ(mips.boot->console, folder_ / "run/mips-big-kunit/console.log");
  EXPECT_EQ(read_file(mips.boot->console), "KTAP version 1 of 1-0\n");
  EXPECT_EQ(cpu_, Seconds{30});
  EXPECT_FALSE(fs::exists(folder_ / "shared/runs/7-abcd"));
}

TEST_F(ClusterTest, an_order_says_all_that_a_node_needs) {
  Order order;
  std::string patch;
  one_job([&](const JobRequest& request, JobStatus&) {
    order = read_order(read_file(OrderFolder{request.logs}.order()));
    patch = read_file(order.plan.trees.front().series.front() / "0001.patch");
    deliver_all(request);
  });
  work();
  EXPECT_EQ(order.run, 7);
  EXPECT_EQ(order.tree.id, "1234");
  EXPECT_EQ(order.toolchain.id, "id1");
  EXPECT_EQ(order.jobs, 4);
  EXPECT_EQ(order.mirror, folder_ / "shared/mirror.git");
  EXPECT_EQ(order.plan.trees.front().series.front().filename(), "mips-rust");
  EXPECT_EQ(patch, "a patch\n");
  const JobRequest& request = engine_.requests.front();
  EXPECT_THAT(request.name, testing::MatchesRegex("gulliver-7-[0-9a-f]{12}"));
  EXPECT_THAT(request.script, HasSubstr("exec '/srv/gulliver'\\''s/gulliver' worker "));
  EXPECT_EQ(request.size, (JobSize{4, 2048 + 4 * 1024 + 512, 30 + 6 * 60 + 15}));
}

TEST_F(ClusterTest, no_more_jobs_than_the_window_are_under_way) {
  plan_.builds.clear();
  for (int i = 0; i < 9; ++i)
    plan_.builds.push_back(build("b" + std::to_string(i), {"cell" + std::to_string(i)}));
  setup_.settings.window = 2;
  engine_.begin = nullptr;
  std::size_t most = 0;
  engine_.tick = [&](FakeEngine& engine) {
    const auto under_way = [](const JobStatus& job) { return job.stage == JobStage::running; };
    most =
        std::max<std::size_t>(most, static_cast<std::size_t>(std::ranges::count_if(engine.jobs, under_way)));
    const auto oldest = std::ranges::find_if(engine.jobs, under_way);
    if (oldest == engine.jobs.end()) return;
    const std::string id = oldest->id;
    deliver_all(engine.requests[std::stoul(id) - 1], id);
    engine.end(id, JobEnd::completed, "COMPLETED");
  };
  work();
  EXPECT_EQ(observer_.records.size(), 9U);
  EXPECT_EQ(most, 2U);
}

TEST_F(ClusterTest, of_two_copies_of_a_job_one_counts) {
  one_job([this](const JobRequest& request, JobStatus&) {
    deliver_all(request, "1-0");
    deliver_all(request, "1-1");
  });
  work();
  ASSERT_THAT(recorded(), ElementsAre("mips-big/kunit"));
  EXPECT_EQ(observer_.records.front().place, "n1, job 1-0");
}

TEST_F(ClusterTest, stopping_cancels_the_jobs_and_another_walk_goes_on) {
  engine_.begin = [this](const JobRequest& request, JobStatus&) {
    if (fs::path(request.logs).filename() == "mips") deliver_all(request);
  };
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.lists == 4) farm_->stop();
  };
  EXPECT_THROW(work(), Interrupted);
  EXPECT_THAT(engine_.cancelled, Contains("2"));
  EXPECT_THAT(recorded(), ElementsAre("mips-big/kunit"));

  plan_.builds.erase(plan_.builds.begin());
  engine_.tick = nullptr;
  engine_.begin = [this](const JobRequest& request, JobStatus&) { deliver_all(request); };
  work();
  EXPECT_EQ(engine_.requests.size(), 3U);
  EXPECT_THAT(recorded(), ElementsAre("mips-big/kunit", "arm64-little/kunit", "arm64-little/smp"));
}

TEST_F(ClusterTest, a_submitter_that_was_killed_leaves_its_jobs_to_the_next) {
  engine_.begin = nullptr;
  engine_.tick = [](FakeEngine& engine) {
    if (engine.lists == 3) throw Error("the ledger is gone");
  };
  EXPECT_THROW(work(), Error);
  EXPECT_EQ(engine_.requests.size(), 2U);
  deliver_all(engine_.requests[0], "1-0");
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.lists == 6) deliver_all(engine.requests[1], "2-0");
  };
  work();
  EXPECT_EQ(engine_.requests.size(), 2U);
  EXPECT_EQ(observer_.records.size(), 3U);
}

TEST_F(ClusterTest, a_job_of_an_earlier_submitter_that_failed_is_followed_by_one_of_full_size) {
  one_job([this](const JobRequest& request, JobStatus& job) {
    job.name = request.name;
    deliver_all(request);
  });
  const std::string name = "gulliver-7-" + sha256(order_folder("mips").string()).substr(0, 12);
  engine_.jobs = {{"99", name, JobStage::running, JobEnd::completed, "RUNNING", "", "n1"}};
  engine_.tick = [](FakeEngine& engine) {
    if (engine.lists == 3) engine.end("99", JobEnd::node_failed, "NODE_FAIL");
  };
  work();
  ASSERT_EQ(engine_.requests.size(), 1U);
  EXPECT_EQ(engine_.requests.front().size, (JobSize{4, 2048 + 4 * 1024 + 512, 30 + 6 * 60 + 15}));
  EXPECT_TRUE(record("mips-big/kunit").verdict.passed());
}

TEST_F(ClusterTest, more_cpus_than_any_node_has_are_a_mistake_of_the_settings) {
  setup_.settings.cpus = 64;
  try {
    work();
    FAIL() << "it was submitted";
  } catch (const InputError& fault) {
    EXPECT_STREQ(fault.what(), "config.yaml: slurm.cpus is 64, and the largest node of Slurm, n1, has 4");
  }
  EXPECT_THAT(engine_.requests, IsEmpty());
}

TEST_F(ClusterTest, boots_that_are_known_go_along) {
  RunRecord known;
  known.run = 3;
  known.cell = plan_.builds.front().cells.front().cell;
  known.verdict = {VerdictKind::passed, "fine"};
  known.boot_key = "key";
  known.boot.emplace();
  setup_.measured = [known](const std::string&) { return known; };
  std::optional<RunRecord> recalled;
  one_job([&](const JobRequest& request, JobStatus&) {
    if (const auto ledger = read_known({request.logs}, folder_ / "node")) recalled = ledger->booted("key");
    deliver_all(request);
  });
  work();
  ASSERT_TRUE(recalled);
  EXPECT_EQ(recalled->boot->from, 3);
}

TEST_F(ClusterTest, nothing_that_is_known_goes_along_where_all_is_to_be_fresh) {
  setup_.fresh = true;
  setup_.measured = [](const std::string&) -> std::optional<RunRecord> { throw Error("was asked"); };
  work();
  EXPECT_EQ(observer_.records.size(), 3U);
}

TEST_F(ClusterTest, how_far_a_worker_is_can_be_watched) {
  one_job(nullptr);
  engine_.tick = [this](FakeEngine& engine) {
    if (engine.requests.empty()) return;
    const OrderFolder place{engine.requests.front().logs};
    if (engine.lists == 3)
      write_file(place.status(), stored_status({{"mips-big/kunit", "building", 120, 0}}));
    if (engine.lists == 5)
      write_file(place.status(), stored_status({{"mips-big/kunit", "booting", 130, 17}}));
    if (engine.lists == 7) write_file(place.status(), "{}");
    if (engine.lists == 8) fs::remove(place.status());
    if (engine.lists == 9) deliver_all(engine.requests.front());
  };
  work();
  EXPECT_THAT(observer_.phases["mips-big/kunit"], ElementsAre(Phase::building, Phase::booting, Phase::done));
  EXPECT_EQ(observer_.build_lines["mips-big/kunit"], 130);
  EXPECT_EQ(observer_.tests["mips-big/kunit"], 17);
}
