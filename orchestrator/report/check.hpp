// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/checked_cell.hpp>
#include <orchestrator/report/report.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What the configuration gate says of a plan: the grid, and the reason of each cell that it does not let pass.
std::string render_check(const Plan& plan, const std::vector<CheckedCell>& cells, const TextStyle& style);

/// The same at length, for each cell: what is lost, what Kconfig has to say to that, and whose doing it is.
std::string render_explanation(const std::vector<CheckedCell>& cells, const TextStyle& style);

/// JSON of both; the format is described in orchestrator/report/README.md.
std::string json_check(const Plan& plan, const std::vector<CheckedCell>& cells);

}  // namespace gulliver
