// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <runners/model/tree_changes.hpp>

#include <vector>

namespace gulliver {

/// What differs between two trees as far as their tests tell it, for where the trees themselves are not at hand:
/// by how many lines each doctest moved, and which tests are gone from every record of the second tree, so that
/// the tree itself took them out. Doctests of a file are paired in their order, as the fewest edits explain it;
/// the lines are made up, and only good for moved_place() and for names of functions that are gone.
/// Nothing between records of one tree, or where one side has no tests.
TreeChanges guessed_changes(const std::vector<const RunRecord*>& before, const std::vector<const RunRecord*>& after);

}  // namespace gulliver
