// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>

#include <initializer_list>
#include <string>
#include <vector>

namespace gulliver {

/// One thing that broke, is broken still, or is mended, and every cell where it is so.
struct ChangeGroup {
  Change change = Change::newly_failing;
  std::string part;  ///< part_text()
  Blame blame;
  std::vector<std::string> cells;  ///< at least one
};

/// Of the blames of all cells, in their order; a cell without one stands for itself, with its reason. Cells that are as they were,
/// that are only in one of the two runs, or of which nothing can be said, are in none.
std::vector<ChangeGroup> group_changes(const std::vector<CellComparison>& cells);

/// Those with one of these changes.
std::vector<ChangeGroup> groups_of(const std::vector<ChangeGroup>& groups, std::initializer_list<Change> changes);

/// One test that is not as it was, and every cell where it is so.
struct TestGroup {
  TestChange test;
  std::vector<std::string> cells;
};

/// Of all cells, heaviest change first.
std::vector<TestGroup> group_tests(const std::vector<CellComparison>& cells);

/// Tests of one abstraction that changed alike on the same cells.
struct AbstractionTests {
  std::string abstraction;
  std::vector<std::string> tests, cells;
};

std::vector<AbstractionTests> by_abstraction(const std::vector<TestGroup>& tests, Change change);

struct WarningGroup {
  Diagnostic warning;
  std::vector<std::string> cells;
};

std::vector<WarningGroup> group_warnings(const std::vector<CellComparison>& cells);

/// "xarray", "doctest of xarray", "C"; of what is in no part of the tree, how far the cell came: "the boot", "Kconfig".
std::string part_text(const Blame& blame, VerdictKind verdict);

/// "mips-big/kunit, s390x-big/kunit"; from the seventh on they are counted.
std::string cells_text(const std::vector<std::string>& cells);

}  // namespace gulliver
