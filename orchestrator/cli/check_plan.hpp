// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/checked_cell.hpp>

#include <vector>

namespace gulliver {

/// Puts every cell of a plan through the configuration gate, in parallel, with a live view.
/// \throws Error  a toolchain image or a tree cannot be had, or the cache is in use
std::vector<CheckedCell> check_plan(const Plan& plan);

/// 0 where everything is buildable or unsupported; else whose fault the worst is.
int exit_code(const std::vector<CheckedCell>& cells);

}  // namespace gulliver
