// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_comparison.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Holds the cells of one run against those of another one; records are those of the standings. What differs between two trees
/// is guessed_changes(). Every cell that is not as it was, or fails still, has blames: of a fixed one, those of what it failed in.
///   - a cell that only `after` plans is `added`, whatever its verdict; one that only `before` plans is `removed`
///   - a cell whose very same image came to a good end in one run and to a bad one in the other is `flaky`; one that came to
///     a bad end in both is `still_failing`
std::vector<CellComparison> compare_runs(const std::vector<std::string>& cells_before, const std::vector<RunRecord>& before,
                                         const std::vector<std::string>& cells_after, const std::vector<RunRecord>& after);

}  // namespace gulliver
