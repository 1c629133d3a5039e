// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/findings/tested_cell.hpp>
#include <orchestrator/model/finding.hpp>

#include <vector>

namespace gulliver {

/// Tests whose failures one trait of the cells explains: byte order (big-endian is suspected), or word size (32
/// bits, then 64). Of a config and toolchain, they failed on every cell of the suspected side on which they ran,
/// and passed on every other one, one of them a twin of a cell that failed. In the order of the cells that
/// failed, byte order first. The finding is accepted where the failure is on each of the cells.
std::vector<Finding> split_defects(const std::vector<TestedCell>& cells, AcceptedList& accepted);

}  // namespace gulliver
