// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/candidates.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <orchestrator/model/plan.hpp>

#include <set>
#include <string>
#include <vector>

namespace gulliver {

/// Ids of the cells that pass all filters.
/// \throws InputError  a filter matches nothing in this matrix
std::set<std::string> select(const std::vector<Candidate>& candidates, const PlanOptions& options);

/// Takes everything out of a plan that serves none of these cells.
void keep(const std::set<std::string>& cells, Plan& plan);

}  // namespace gulliver
