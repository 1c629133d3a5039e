// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/findings/guessed_changes.hpp>
#include <orchestrator/findings/run_comparison.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;
using enum TestStatus;

namespace {

RunRecord on_tree(const std::string& tree, RunRecord record) {
  record.tree.id = tree;
  return record;
}

TestNode doctest(const std::string& file, int line, TestStatus status = passed) {
  return leaf(file + "_rs_" + std::to_string(line), status, "rust/kernel/" + file + ".rs:" + std::to_string(line));
}

RunRecord doctests(const std::string& tree, const Cell& cell, const std::vector<int>& lines) {
  std::vector<TestNode> tests;
  for (const int line : lines) tests.push_back(doctest("a", line));
  return on_tree(tree, record_of(cell, std::move(tests)));
}

std::vector<std::string> ids(const std::vector<RunRecord>& records) {
  std::vector<std::string> ids;
  for (const RunRecord& record : records) ids.push_back(record.cell.id);
  return ids;
}

std::vector<CellComparison> compared(const std::vector<RunRecord>& before, const std::vector<RunRecord>& after) {
  return compare_runs(ids(before), before, ids(after), after);
}

/// Where the lines of the first tree are taken to stand in the second.
std::vector<std::string> moved(const std::vector<int>& before, const std::vector<int>& after) {
  const RunRecord old = doctests("1", x86_64, before), now = doctests("2", x86_64, after);
  const TreeChanges changes = guessed_changes({&old}, {&now});
  std::vector<std::string> places;
  for (const int line : before) {
    const std::string place = moved_place(changes, "rust/kernel/a.rs:" + std::to_string(line));
    places.push_back(place.substr(place.rfind(':') + 1));
  }
  return places;
}

RunRecord keyed(RunRecord record, const std::string& key) {
  record.boot_key = key;
  return record;
}

}  // namespace

TEST(GuessedChanges, follow_doctests_that_moved) {
  EXPECT_THAT(moved({10, 20, 90}, {10, 20, 90}), ElementsAre("10", "20", "90"));
  EXPECT_THAT(moved({10, 20, 90}, {15, 25, 99}), ElementsAre("15", "25", "99"));
  EXPECT_THAT(moved({10, 20, 90}, {7, 9, 40}), ElementsAre("7", "9", "40"));
}

TEST(GuessedChanges, pair_those_that_move_least_where_one_is_new_or_gone) {
  EXPECT_THAT(moved({10, 20, 90}, {10, 20, 40, 110}), ElementsAre("10", "20", "110"));
  EXPECT_THAT(moved({10, 90}, {30, 40, 120}), ElementsAre("40", "120"));
  EXPECT_THAT(moved({10, 20, 40, 90}, {10, 20, 90}), ElementsAre("10", "20", "", "90"));
  EXPECT_THAT(moved({10, 20, 90}, {10, 20}), ElementsAre("10", "20", ""));
  EXPECT_THAT(moved({10, 20}, {20}), ElementsAre("", "20"));
}

TEST(GuessedChanges, take_no_age_over_a_console_that_lies) {
  std::vector<int> many, more;
  for (int line = 1; line < 4000; ++line) many.push_back(2 * line);
  more = many;
  more.push_back(9000);
  EXPECT_EQ(moved(many, more).at(0), "2");
  EXPECT_EQ(moved({10, 2'000'000'000}, {12, 1'000'000'000}).at(0), "12");
}

TEST(GuessedChanges, are_none_on_one_tree_and_where_no_results_came_to_their_end) {
  const RunRecord old = doctests("1", x86_64, {10}), same = doctests("1", x86_64, {20});
  EXPECT_THAT(guessed_changes({&old}, {&same}), IsEmpty());
  RunRecord torn = doctests("2", x86_64, {20});
  torn.tests->complete = false;
  EXPECT_THAT(guessed_changes({&old}, {&torn}), IsEmpty());
}

TEST(RunComparison, tells_what_became_of_each_cell) {
  const auto cells = compared({with(x86_64, passed), with(arm64, failed), with(arm, failed), with(mips, passed)},
                              {with(x86_64, failed), with(arm64, passed), with(arm, failed), with(mipsel, failed)});
  ASSERT_EQ(cells.size(), 5u);
  EXPECT_EQ(cells[0].change, Change::newly_failing);
  EXPECT_EQ(cells[0].blames.at(0).text, "s.t fails");
  EXPECT_EQ(cells[1].change, Change::fixed);
  EXPECT_EQ(cells[1].blames.at(0).text, "s.t fails") << "what it failed in before";
  EXPECT_EQ(cells[2].change, Change::still_failing);
  EXPECT_EQ(cells[2].blames.at(0).text, "s.t fails");
  EXPECT_EQ(cells[3].change, Change::added) << "it was not there, so it did not get worse";
  EXPECT_EQ(cells[4].change, Change::removed);
  EXPECT_EQ(cells[4].cell.id, mips.id);
}

TEST(RunComparison, knows_that_one_image_does_not_get_worse) {
  const auto cells = compared({keyed(with(x86_64, passed), "k"), keyed(with(arm64, failed), "k"), keyed(with(arm, passed), "k")},
                              {keyed(with(x86_64, failed), "k"), keyed(with(arm64, failed), "k"), keyed(with(arm, passed), "k")});
  EXPECT_EQ(cells[0].change, Change::flaky);
  EXPECT_EQ(cells[0].reason, "the very same kernel was once passed: passed; and once tests-failed: 1 test failed");
  EXPECT_EQ(cells[1].change, Change::still_failing);
  EXPECT_EQ(cells[2].change, Change::identical_image);
}

TEST(RunComparison, takes_a_test_that_moved_for_the_same) {
  const auto cells = compared({doctests("1", x86_64, {10, 20})}, {doctests("2", x86_64, {12, 22})});
  EXPECT_EQ(cells[0].change, Change::unchanged);
  EXPECT_THAT(cells[0].tests, IsEmpty());
}

TEST(RunComparison, misses_a_test_on_one_cell_and_not_one_that_the_tree_took_out) {
  const auto gone = compared({doctests("1", x86_64, {10, 20}), doctests("1", arm64, {10, 20})},
                             {doctests("2", x86_64, {10}), doctests("2", arm64, {10})});
  EXPECT_EQ(gone[0].change, Change::unchanged);
  EXPECT_EQ(gone[0].tests.at(0).change, Change::removed);
  const auto lost = compared({doctests("1", x86_64, {10, 20}), doctests("1", arm64, {10, 20})},
                             {doctests("2", x86_64, {10}), doctests("2", arm64, {10, 20})});
  EXPECT_EQ(lost[0].change, Change::vanished);
  EXPECT_EQ(lost[1].change, Change::unchanged);
  const auto on_one_tree = compared({doctests("1", x86_64, {10, 20})}, {doctests("1", x86_64, {10})});
  EXPECT_EQ(on_one_tree[0].change, Change::vanished);
}

TEST(RunComparison, says_the_same_of_tests_with_a_name) {
  const auto tests = [](const std::string& tree, const Cell& cell, bool both) {
    std::vector<TestNode> leaves{leaf("t", passed)};
    if (both) leaves.push_back(leaf("u", passed));
    return on_tree(tree, record_of(cell, std::move(leaves)));
  };
  EXPECT_EQ(compared({tests("1", x86_64, true)}, {tests("2", x86_64, false)})[0].change, Change::unchanged);
  const auto lost = compared({tests("1", x86_64, true), tests("1", arm64, true)}, {tests("2", x86_64, false), tests("2", arm64, true)});
  EXPECT_EQ(lost[0].change, Change::vanished);
}

TEST(RunComparison, ends_as_its_worst_cell_asks_for) {
  const auto code = [](const std::vector<RunRecord>& before, const std::vector<RunRecord>& after) {
    RunComparison comparison;
    comparison.cells = compared(before, after);
    return exit_code_of(comparison);
  };
  RunRecord broken = with(arm64, passed);
  broken.verdict = {VerdictKind::broken, "the disk is full"};
  EXPECT_EQ(code({with(arm64, failed)}, {with(arm64, failed)}), 0);
  EXPECT_EQ(code({with(arm64, passed)}, {with(arm64, failed)}), 1);
  EXPECT_EQ(code({with(arm64, passed)}, {broken}), 3);
  EXPECT_EQ(code({broken}, {with(arm64, failed)}), 3) << "it may have been good";
  EXPECT_EQ(code({broken}, {with(arm64, passed)}), 0) << "good is not worse than anything";
  EXPECT_EQ(code({with(x86_64, passed), broken}, {with(x86_64, failed), broken}), 1) << "what is known is enough";
}

TEST(RunComparison, counts_nothing_that_is_accepted) {
  RunComparison comparison;
  comparison.cells = compared({with(arm64, passed)}, {with(arm64, failed)});
  comparison.known = {arm64.id};
  EXPECT_EQ(exit_code_of(comparison), 0);
}
