// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>

#include <string>

namespace gulliver {

/// A job for each cell of a plan, as a CI system takes it; ids of cells are safe as names of files in
/// `name` ("mips-big-kunit").

/// One line of JSON for `strategy.matrix` of GitHub Actions, through fromJSON():
/// {"include": [{"cell": ..., "name": ..., "arch": ..., "endian": ..., "config": ...}]}
/// (https://docs.github.com/actions, "Running variations of jobs in a workflow").
/// \throws InputError  more than 256 cells, which GitHub does not take
std::string github_jobs(const Plan& plan);

/// A child pipeline of GitLab: a job for each cell that extends `.gulliver-cell` with GULLIVER_CELL set
/// (https://docs.gitlab.com/ci/pipelines/downstream_pipelines). As JSON, which is YAML.
std::string gitlab_jobs(const Plan& plan);

}  // namespace gulliver
