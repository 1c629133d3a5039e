// SPDX-License-Identifier: MIT
// Plans on a cluster whose engine and workers do what a test says.
#include "fake_engine.hpp"

#include <orchestrator/cluster/cluster_farm.hpp>
#include <orchestrator/cluster/known_boots.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/order/order.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/recording_observer.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <gmock/gmock.h>

#include <map>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

Build build(const std::string& id, const std::vector<std::string>& cells) {
  Build build;
  build.kernel.id = id;
  build.toolchain = "image";
  for (const std::string& name : cells) {
    PlannedCell planned;
    planned.cell.id = name;
    planned.cell.toolchain = "image";
    planned.guest.memory = 512;
    planned.guest.total = Seconds{300};
    build.cells.push_back(planned);
  }
  return build;
}

class ClusterTest : public testing::Test {
 protected:
  ClusterTest() {
    plan_.builds = {build("mips", {"mips-big/kunit"}),
                    build("arm64", {"arm64-little/kunit", "arm64-little/smp"})};
    TreeSpec tree;
    fs::create_directories(folder_ / "ports/mips-rust");
    write_file(folder_ / "ports/mips-rust/0001.patch", "a patch\n");
    tree.series = {folder_ / "ports/mips-rust"};
    plan_.trees = {tree};
    setup_.run = 7;
    setup_.name = "7-abcd";
    setup_.folder = folder_ / "run";
    setup_.bindings = folder_ / "bindings";
    Revision revision;
    revision.name = "linux";
    revision.id = "1234";
    setup_.trees = {revision};
    setup_.toolchains["image"] = {"image", "id1", "/rootfs", {{"make", "4.4.1"}}, {"/usr/bin"}, {}};
    setup_.settings.shared = folder_ / "shared";
    setup_.settings.program = "/srv/gulliver's/gulliver";
    setup_.measured = [](const std::string&) { return std::nullopt; };
    setup_.poll = Seconds{0.001};
    fs::create_directories(setup_.folder);
    engine_.begin = [this](const JobRequest& request, JobStatus& job) {
      deliver_all(request);
      job.stage = JobStage::ended;
      job.state = "COMPLETED";
    };
  }

  /// Does what a worker does that finds every test passed.
  void deliver_all(const JobRequest& request, const std::string& attempt = "1-0") {
    const OrderFolder place{request.logs};
    const Order order = read_order(read_file(place.order()));
    for (const PlannedCell& planned : order.plan.builds.front().cells)
      deliver_cell(place, planned.cell, attempt);
  }

  void deliver_cell(const OrderFolder& place, const Cell& cell, const std::string& attempt) {
    const fs::path results = folder_ / ("node-" + attempt);
    fs::create_directories(results / folder_name(cell));
    write_file(results / folder_name(cell) / "console.log", "KTAP version 1 of " + attempt + "\n");
    Delivery delivery;
    delivery.record.cell = cell;
    delivery.record.verdict = {VerdictKind::passed, "2 tests passed"};
    delivery.record.place = "n1, job " + attempt;
    delivery.record.boot.emplace();
    delivery.record.boot->console = results / folder_name(cell) / "console.log";
    delivery.cpu = Seconds{10};
    deliver(delivery, results, folder_ / "no-bindings", place, attempt);
  }

  void work() {
    asio::io_context loop(1);
    ClusterFarm farm(plan_, setup_, engine_, observer_, loop.get_executor());
    farm_ = &farm;
    std::exception_ptr fault;
    asio::co_spawn(loop, farm.work(), [&](std::exception_ptr error) { fault = error; });
    loop.run();
    cpu_ = farm.cpu();
    farm_ = nullptr;
    if (fault) std::rethrow_exception(fault);
  }

  std::vector<std::string> recorded() const {
    std::vector<std::string> cells;
    for (const RunRecord& record : observer_.records) cells.push_back(record.cell.id);
    return cells;
  }

  const RunRecord& record(const std::string& cell) const {
    return *std::ranges::find_if(observer_.records,
                                 [&](const RunRecord& each) { return each.cell.id == cell; });
  }

  /// A plan of one build, the job of which stays as `begin` leaves it.
  void one_job(std::function<void(const JobRequest&, JobStatus&)> begin) {
    plan_.builds = {build("mips", {"mips-big/kunit"})};
    engine_.begin = std::move(begin);
  }

  fs::path order_folder(const std::string& build) const { return folder_ / "shared/runs/7-abcd" / build; }

  TemporaryFolder folder_;
  Plan plan_;
  ClusterSetup setup_;
  FakeEngine engine_;
  RecordingObserver observer_;
  ClusterFarm* farm_ = nullptr;
  Seconds cpu_{};
};

}  // namespace

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
