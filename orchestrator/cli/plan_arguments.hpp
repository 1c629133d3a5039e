// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/matrix/matrix.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace gulliver {

/// A matrix and what may be changed of it on the command line: shared by `plan` and `run`.
struct PlanArguments {
  std::string matrix;
  PlanOptions options;
};

void add_plan_arguments(CLI::App& command, PlanArguments& arguments);

/// --executor, --fresh, --isolate, --reboots, --jobs and --lanes: shared by all that walk a plan.
void add_walk_arguments(CLI::App& command, WalkSettings& settings);

/// Filters and tree as the words of a command line.
void add_filter_words(const PlanOptions& options, std::vector<std::string>& words);

}  // namespace gulliver
