// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// Where one cell stands, for the live view. `phase` is a name of farm's Phase.
struct CellProgress {
  std::string cell;
  std::string phase = "queued";
  int build_lines = 0;           ///< printed by make so far
  int build_lines_expected = 0;  ///< from an earlier build, or of the nearest; 0: unknown
  int tests = 0;
  Seconds elapsed{};   ///< in work on this cell
  Seconds expected{};  ///< for all of this cell, from history or an estimate
  std::optional<Verdict> verdict;
  std::string outcome = {};  ///< what to call the verdict, where it has another name here
};

struct FarmProgress {
  std::vector<CellProgress> cells;
  Seconds elapsed{};
  std::optional<Seconds> remaining;  ///< estimate for the whole run
};

/// The live view: a line per cell and a total bar; never wider than the style's width, and no
/// more lines than `height` (finished cells give way first).
std::vector<std::string> render_progress(const FarmProgress& progress, const TextStyle& style, int height);

/// "1:23" or "1:02:03".
std::string clock_text(Seconds seconds);

}  // namespace gulliver
