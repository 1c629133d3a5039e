// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/findings/tested_cell.hpp>
#include <orchestrator/model/finding.hpp>

#include <vector>

namespace gulliver {

/// Tests that failed on every big-endian cell of a config and toolchain on which they ran, and
/// passed on every little-endian one, one of them a twin of a cell that failed. In the order of the
/// big-endian cells. The finding is accepted where the failure is on each of the cells.
std::vector<Finding> endianness_defects(const std::vector<TestedCell>& cells, AcceptedList& accepted);

}  // namespace gulliver
