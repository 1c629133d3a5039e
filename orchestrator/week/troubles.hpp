// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/week/week_of.hpp>

namespace gulliver {

/// Fills regressions, broken, flaky and fixed: one of each for everything that is wrong, with all cells where it is.
void add_troubles(const WeekSources& sources, Week& week);

}  // namespace gulliver
