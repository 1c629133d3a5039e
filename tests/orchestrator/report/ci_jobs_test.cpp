// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/ci_jobs.hpp>
#include <runners/model/error.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;

TEST(CiJobs, for_github_are_one_line_with_a_job_for_each_cell) {
  const std::string text = github_jobs(sample_plan());
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const json jobs = json::parse(text)["include"];
  ASSERT_EQ(jobs.size(), sample_plan().cell_count());
  const Cell cell = sample_plan().builds[0].cells[0].cell;
  EXPECT_EQ(jobs[0]["cell"], cell.id);
  EXPECT_EQ(jobs[0]["arch"], cell.arch);
  EXPECT_THAT(std::string(jobs[0]["name"]), testing::Not(HasSubstr("/")));
}

TEST(CiJobs, for_github_are_at_most_256) {
  Plan plan = sample_plan();
  plan.builds[0].cells.resize(300, plan.builds[0].cells[0]);
  EXPECT_THROW(github_jobs(plan), InputError);
}

TEST(CiJobs, for_gitlab_are_a_pipeline_that_includes_what_they_extend) {
  const json jobs = json::parse(gitlab_jobs(sample_plan()));
  const std::string cell = sample_plan().builds[0].cells[0].cell.id;
  EXPECT_EQ(jobs["include"]["local"], "ci/gitlab/cell.yml");
  EXPECT_EQ(jobs[cell]["extends"], ".gulliver-cell");
  EXPECT_EQ(jobs[cell]["variables"]["GULLIVER_CELL"], cell);
  EXPECT_EQ(jobs.size(), 1 + sample_plan().cell_count());
}
