// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>

#include <set>
#include <string>
#include <vector>

namespace gulliver {

/// A run, or all runs of a matrix read as one, that is held against another one.
struct ComparedRun {
  RunId run = 0;       ///< 0: all runs of the matrix
  std::string matrix;  ///< the file, absolute
};

/// What became of the cells of one run in another one.
struct RunComparison {
  ComparedRun before, after;
  std::vector<CellComparison> cells;  ///< those of `after` in its order, then those that only `before` has
  std::set<std::string> known = {};   ///< cells that fail in `after` in nothing but what is accepted

  bool is_worse(const CellComparison& cell) const { return is_accusation(cell.change) && !known.contains(cell.cell.id); }
};

/// 0 nothing got worse; 1 something did; 3 nothing that is known did, but of a cell that may have become worse
/// the farm failed to find it out.
int exit_code_of(const RunComparison& comparison);

}  // namespace gulliver
