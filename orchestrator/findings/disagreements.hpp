// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/model/finding.hpp>
#include <orchestrator/model/run_record.hpp>

#include <vector>

namespace gulliver {

/// Digests that are not the same on all cells that print them. `cells` are those that do not say what most
/// say, `twins` those that do. A finding is accepted where the failure of its test is on each of `cells`.
std::vector<Finding> disagreements(const std::vector<RunRecord>& records, AcceptedList& accepted);

}  // namespace gulliver
