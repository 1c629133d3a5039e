// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/history.hpp>
#include <orchestrator/week/week.hpp>

#include <functional>
#include <string>
#include <vector>

namespace gulliver {

/// What a Week is made of.
struct WeekSources {
  RunView now;     ///< all runs of the matrix read as one, as it stands at the end of the period
  RunView before;  ///< the same as it stood at the begin
  Moment from, to;
  std::vector<Run> runs;       ///< of the matrix, newest first
  std::vector<ToolUse> tools;  ///< every version of every tool that the farm ever used
  Effort effort;               ///< of the period
  /// Through all runs; without moments where there is none.
  std::function<CellHistory(const std::string& cell)> cell;
  /// Moments of one test in one cell.
  std::function<std::vector<TestMoment>(const std::string& test, const std::string& cell)> test;
};

/// A regression is what the records show to have become worse: good at the begin of the period, or, where nothing is known of
/// that, good before it, and bad now. Neither where the farm failed, nor where boots disagree, nor what is accepted.
Week week_of(const WeekSources& sources);

}  // namespace gulliver
