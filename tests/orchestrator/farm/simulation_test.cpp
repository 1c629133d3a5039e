// SPDX-License-Identifier: MIT
#include <orchestrator/farm/simulation.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

std::vector<Seconds> jobs(const std::vector<double>& seconds) {
  std::vector<Seconds> jobs;
  for (const double each : seconds) jobs.push_back(Seconds{each});
  return jobs;
}

}  // namespace

TEST(Simulation, gives_each_job_the_place_that_is_free_first) {
  const Simulation result = simulate(jobs({5, 4, 3, 3, 1}), 2, Seconds{0});
  EXPECT_EQ(result.jobs, 5U);
  EXPECT_EQ(result.work, Seconds{16});
  EXPECT_EQ(result.longest, Seconds{5});
  EXPECT_EQ(result.makespan, Seconds{8});  // 5 3 and 4 3 1
  EXPECT_EQ(result.bound(), Seconds{8});
  EXPECT_DOUBLE_EQ(result.busy, 1);
}

TEST(Simulation, short_jobs_last_leave_fewer_places_idle) {
  EXPECT_EQ(simulate(jobs({1, 1, 1, 1, 4}), 2, Seconds{0}).makespan, Seconds{6});
  EXPECT_EQ(simulate(jobs({4, 1, 1, 1, 1}), 2, Seconds{0}).makespan, Seconds{4});
}

TEST(Simulation, more_places_than_jobs_end_with_the_longest) {
  const Simulation result = simulate(jobs({10, 2}), 100, Seconds{0});
  EXPECT_EQ(result.makespan, Seconds{10});
  EXPECT_EQ(result.bound(), Seconds{10});
  EXPECT_DOUBLE_EQ(result.busy, 0.012);
}

TEST(Simulation, a_pause_between_jobs_counts_but_not_after_the_last) {
  EXPECT_EQ(simulate(jobs({5, 5}), 1, Seconds{1}).makespan, Seconds{11});
}

TEST(Simulation, of_nothing_takes_no_time) {
  const Simulation result = simulate({}, 3, Seconds{1});
  EXPECT_EQ(result.makespan, Seconds{0});
  EXPECT_EQ(result.busy, 0);
}
