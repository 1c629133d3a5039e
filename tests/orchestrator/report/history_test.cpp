// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/history.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

namespace {

CellMoment moment(RunId run, VerdictKind verdict, const std::string& tree = "linux 7.3") {
  CellMoment made;
  made.run = run;
  made.when = at(static_cast<int>(run) * 3600);
  made.verdict = verdict;
  made.tree = tree;
  made.tests = {5, 0, 0, 0};
  return made;
}

using enum VerdictKind;

}  // namespace

TEST(History, stands_as_the_last_run_that_said_something) {
  const Streak streak = streak_of(CellHistory{"a", {moment(1, passed), moment(2, tests_failed, "linux 7.4"), moment(3, tests_failed, "linux 7.4"),
                                                    moment(4, broken), moment(5, flaky)}});
  EXPECT_TRUE(streak.known);
  EXPECT_FALSE(streak.good);
  EXPECT_EQ(streak.last_good, 1);
  EXPECT_EQ(streak.first_bad, 2);
  EXPECT_EQ(streak.since, at(2 * 3600));
  EXPECT_EQ(streak.runs, 3);
  EXPECT_EQ(streak.good_runs, 1);
  EXPECT_EQ(streak.changes, 0) << "the tree changed as well";
}

TEST(History, counts_changes_on_the_same_tree) {
  const Streak streak = streak_of(CellHistory{"a", {moment(1, passed), moment(2, splat), moment(3, passed)}});
  EXPECT_EQ(streak.changes, 2);
  EXPECT_TRUE(streak.good);
  EXPECT_EQ(streak.last_good, 3);
}

TEST(History, of_nothing_is_not_known) {
  EXPECT_FALSE(streak_of(CellHistory{"a", {moment(1, broken)}}).known);
  EXPECT_FALSE(streak_of(std::vector<TestMoment>()).known);
}

TEST(History, of_a_cell_is_a_line_for_each_run) {
  const CellHistory history{"mips-big/kunit", {moment(1, passed), moment(2, tests_failed)}};
  const std::string text = render_history(history, at(5 * 3600), {false, 100});
  EXPECT_THAT(text, HasSubstr("mips-big/kunit: bad for 3 h; 1 of 2 runs good (50 %)\nlast good run 1, first bad run 2\n"));
  EXPECT_THAT(text, HasSubstr("  2  2026-11-22 21:00  tests-failed    5/5"));
  const auto json = nlohmann::json::parse(json_history(history));
  EXPECT_EQ(json["standing"], "bad");
  EXPECT_EQ(json["moments"][0]["verdict"], "passed");
}

TEST(History, of_tests_is_a_strip_for_each_cell) {
  TestHistory history;
  history.names = {"rust_kernel_str.fmt"};
  history.cells["a"] = {{1, at(0), "t", {1, 0, 0, 0}}, {2, at(3600), "t", {0, 1, 0, 0}}, {3, at(7200), "t", {0, 0, 1, 0}}};
  const std::string text = render_history("str", history, at(7200), {false, 100});
  EXPECT_THAT(text, HasSubstr("str: 1 test\n"));
  EXPECT_THAT(text, HasSubstr("✓✗?\n"));
  const auto json = nlohmann::json::parse(json_history("str", history));
  EXPECT_EQ(json["cells"][0]["first_bad"], 2);
  EXPECT_EQ(json["cells"][0]["last_good"], 1);
}

TEST(History, of_hostile_names_is_harmless) {
  TestHistory history;
  history.names = {"x"};
  history.cells["\x1b[31mred"] = {{1, at(0), "t", {1, 0, 0, 0}}};
  EXPECT_THAT(render_history("\x1b]0;x", history, at(0), {false, 100}), Not(HasSubstr("\x1b")));
}
