// SPDX-License-Identifier: MIT
#include <tests/faults/confusion.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(Confusion, the_diagonal_is_what_was_reported_as_what_it_is) {
  EXPECT_EQ(confusion_matrix({{"passed", "passed"}, {"flaky", "flaky"}, {"flaky", "flaky"}}),
            "planted \\ reported      1  2\n"
            " 1  passed              1  .\n"
            " 2  flaky               .  2\n"
            "3 planted, 3 reported as what they are, 0 passed that should not have\n");
}

TEST(Confusion, a_false_pass_and_a_class_that_nobody_planted_stand_out) {
  EXPECT_EQ(confusion_matrix({{"flaky", "passed"}, {"passed", "broken"}}),
            "planted \\ reported      1  2  3\n"
            " 1  flaky               .  1  .\n"
            " 2  passed              .  .  1\n"
            " 3  broken            \n"
            "2 planted, 0 reported as what they are, 1 passed that should not have\n");
}
