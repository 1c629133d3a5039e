// SPDX-License-Identifier: MIT
#include <orchestrator/findings/bisection.hpp>

#include <gmock/gmock.h>

#include <functional>

using namespace gulliver;
using testing::ElementsAre;

namespace {

/// c1 <- c2 <- ... <- cN on top of a good commit.
Bisection line(int commits) {
  std::vector<Bisection::Commit> all;
  for (int i = 1; i <= commits; ++i) all.push_back({"c" + std::to_string(i), {"c" + std::to_string(i - 1)}});
  return Bisection(all);
}

/// Tests until nothing is left, and returns how many tests that took.
int finish(Bisection& bisection, const std::function<Mark(int)>& judge) {
  int tests = 0;
  while (const auto next = bisection.next()) {
    bisection.mark(*next, judge(std::stoi(next->substr(1))));
    if (++tests > 100) break;
  }
  return tests;
}

}  // namespace

TEST(Bisection, finds_the_first_bad_commit_wherever_it_is) {
  for (int first = 1; first <= 13; ++first) {
    Bisection bisection = line(13);
    EXPECT_EQ(bisection.steps_left(), 4);
    EXPECT_LE(finish(bisection, [&](int c) { return c >= first ? Mark::bad : Mark::good; }), 4);
    EXPECT_THAT(bisection.suspects(), ElementsAre("c" + std::to_string(first)));
    EXPECT_EQ(bisection.steps_left(), 0);
  }
}

TEST(Bisection, has_nothing_to_do_with_one_commit) {
  Bisection bisection = line(1);
  EXPECT_EQ(bisection.next(), std::nullopt);
  EXPECT_THAT(bisection.suspects(), ElementsAre("c1"));
}

TEST(Bisection, goes_around_commits_that_say_nothing) {
  Bisection bisection = line(9);
  finish(bisection, [](int c) { return c == 5 ? Mark::skipped : c >= 7 ? Mark::bad : Mark::good; });
  EXPECT_THAT(bisection.suspects(), ElementsAre("c7"));
}

TEST(Bisection, leaves_a_choice_where_skipped_ones_stand_in_between) {
  Bisection bisection = line(9);
  finish(bisection, [](int c) { return c == 5 || c == 6 ? Mark::skipped : c >= 7 ? Mark::bad : Mark::good; });
  EXPECT_THAT(bisection.suspects(), ElementsAre("c5", "c6", "c7"));
}

TEST(Bisection, follows_both_sides_of_a_merge) {
  // c1 - c2 - c3 ------- c6 - c7      c3 is the first bad one, and is not below c5
  //    \- c4 - c5 ------/
  const std::vector<Bisection::Commit> commits{{"c1", {"c0"}}, {"c2", {"c1"}}, {"c3", {"c2"}}, {"c4", {"c1"}},
                                               {"c5", {"c4"}}, {"c6", {"c3", "c5"}}, {"c7", {"c6"}}};
  Bisection bisection(commits);
  finish(bisection, [](int c) { return c == 3 || c >= 6 ? Mark::bad : Mark::good; });
  EXPECT_THAT(bisection.suspects(), ElementsAre("c3"));
}
