// SPDX-License-Identifier: MIT
#include <orchestrator/cli/planned_run.hpp>

#include <filesystem>

namespace gulliver {

Run planned_run(const std::string& matrix, const Plan& plan) {
  Run run;
  run.matrix = std::filesystem::absolute(matrix).lexically_normal();
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells) run.cells.push_back(planned.cell.id);
  run.excluded = plan.excluded;
  run.configs = plan.configs;
  run.accepted = plan.accepted;
  return run;
}

}  // namespace gulliver
