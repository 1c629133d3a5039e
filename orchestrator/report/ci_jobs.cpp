// SPDX-License-Identifier: MIT
#include <orchestrator/report/ci_jobs.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <runners/model/error.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr std::size_t most_github_jobs = 256;

std::string job_name(std::string cell) {
  std::ranges::replace_if(cell, [](char c) { return c == '/' || c == '@'; }, '-');
  return cell;
}

Json github_job(const Cell& cell) {
  return {{"cell", cell.id},
          {"name", job_name(cell.id)},
          {"arch", cell.arch},
          {"endian", name_of(cell.endian)},
          {"config", cell.config}};
}

}  // namespace

std::string github_jobs(const Plan& plan) {
  if (plan.cell_count() > most_github_jobs)
    throw InputError(plan.matrix + ": has " + std::to_string(plan.cell_count()) +
                     " cells, and GitHub takes at most 256 jobs; --arch, --config and --cell choose some");
  Json jobs = Json::array();
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells) jobs.push_back(github_job(planned.cell));
  return Json{{"include", jobs}}.dump() + "\n";
}

std::string gitlab_jobs(const Plan& plan) {
  Json jobs{{"include", Json{{"local", "ci/gitlab/cell.yml"}}}};
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells)
      jobs[planned.cell.id] = {{"extends", ".gulliver-cell"}, {"variables", {{"GULLIVER_CELL", planned.cell.id},
                                                                             {"GULLIVER_NAME", job_name(planned.cell.id)}}}};
  return json_text(jobs);
}

}  // namespace gulliver
