// SPDX-License-Identifier: MIT
#include <orchestrator/cli/choice.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;

namespace {

enum class Speed { slow, fast };

/// What becomes of a program's options `--mode` (a word) and `--speed` (an enumeration).
class Choice : public testing::Test {
 protected:
  Choice() {
    one_of(app_.add_option("--mode", mode_), {"a", "b", "c"});
    one_of<Speed>(app_.add_option("--speed", speed_), {{"quick", Speed::fast}, {"slow", Speed::slow}});
  }

  /// What a user who is refused reads; "" for one who is not.
  std::string refusal(const std::string& line) {
    try {
      app_.parse(line);
      return "";
    } catch (const CLI::ParseError& fault) {
      return fault.what();
    }
  }

  CLI::App app_;
  std::string mode_;
  Speed speed_ = Speed::slow;
};

}  // namespace

TEST_F(Choice, a_word_and_what_it_means_arrive) {
  EXPECT_EQ(refusal("--mode b --speed quick"), "");
  EXPECT_EQ(mode_, "b");
  EXPECT_EQ(speed_, Speed::fast);
}

TEST_F(Choice, another_word_is_told_what_would_be_right) {
  EXPECT_EQ(refusal("--mode d"), "--mode: found \"d\"; a, b or c would be right");
  EXPECT_EQ(refusal("--speed 1"), "--speed: found \"1\"; quick or slow would be right");
}

TEST_F(Choice, help_lists_the_words) { EXPECT_THAT(app_.help(), testing::HasSubstr("--speed quick|slow")); }
