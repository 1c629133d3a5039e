// SPDX-License-Identifier: MIT
#pragma once

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

}  // namespace gulliver
