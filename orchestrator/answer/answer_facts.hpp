// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/export/exported_facts.hpp>
#include <orchestrator/model/patch_result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The answer in a word.
enum class AnswerWord { clean, worse, does_not_apply, unknown };

std::string_view name_of(AnswerWord outcome);  ///< "does-not-apply"
AnswerWord outcome_of(const PatchResult& result);

using Cells = std::vector<const CellComparison*>;

Cells cells_that_are(const PatchResult& result, Change change);
Cells cells_of(const PatchResult& result, Endian endian);

/// All but the flaky ones.
Cells counted_cells(const PatchResult& result);

/// One thing that broke, and every cell where it did.
struct Accusation {
  Blame blame;
  Change change = Change::newly_failing;
  Cells cells;  ///< at least one
};

/// In the order of the cells, and of the blames of each.
std::vector<Accusation> accusations(const PatchResult& result);

struct NewWarning {
  Diagnostic diagnostic;
  Cells cells;
};

std::vector<NewWarning> new_warnings(const PatchResult& result);

/// Where a cell that became worse did: as the kernel test robot and the kinds of verdicts have it.
enum class Stage { configuration, build, boot, tests };
Stage stage_of(const CellComparison& cell);

/// Sums over what ran on the patched tree.
TestCounts tests_of(const Cells& cells);

/// The first patch from which on a cell is worse, over all cells; nothing where not even one is known.
std::optional<int> first_bad_of(const PatchResult& result);
const SubmittedPatch* patch_of(const PatchResult& result, int number);

/// A file that the series touches, for formats that take no finding without one; "Makefile" if need be.
std::string touched_file(const PatchResult& result);

}  // namespace gulliver
