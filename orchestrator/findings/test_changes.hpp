// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/tested_cell.hpp>
#include <orchestrator/model/comparison.hpp>

#include <vector>

namespace gulliver {

/// The tests that are not as they were, and those that fail still, in the order of the patched
/// console and then of the base's. A doctest is known again by its place, which moves with the lines
/// above it. What a cell that did not come to its end leaves out has not vanished.
std::vector<TestChange> test_changes(const TestedCell& base, const TestedCell& patched,
                                     const TreeChanges& changes);

/// Every test that failed in a record, as if it were new.
std::vector<TestChange> failing_tests(const RunRecord& record);

}  // namespace gulliver
