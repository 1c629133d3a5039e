// SPDX-License-Identifier: MIT
#include <runners/process/line_splitter.hpp>

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <vector>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class Lines : public testing::Test {
 protected:
  std::vector<std::string> lines_;
  LineSplitter splitter_{[this](std::string_view line) {
    lines_.emplace_back(line);
    return line == "stop" ? Reading::enough : Reading::go_on;
  }};
};

TEST_F(Lines, may_come_byte_by_byte) {
  for (const char byte : std::string("one\r\n\ntwo\n")) splitter_.add({&byte, 1});
  EXPECT_THAT(lines_, ElementsAre("one", "", "two"));
}

TEST_F(Lines, may_come_many_at_once) {
  splitter_.add("one\ntwo\nthree");
  EXPECT_THAT(lines_, ElementsAre("one", "two"));
  splitter_.finish();
  EXPECT_THAT(lines_, ElementsAre("one", "two", "three"));
}

TEST_F(Lines, end_with_any_number_of_carriage_returns) {
  splitter_.add("a\rb\r\r\r\n\r\n");
  EXPECT_THAT(lines_, ElementsAre("a\rb", ""));
}

TEST_F(Lines, are_not_made_up_at_the_end) {
  splitter_.finish();
  EXPECT_THAT(lines_, IsEmpty());
}

TEST_F(Lines, may_hold_any_byte) {
  splitter_.add(std::string("\0\xff\x1b\n", 4));
  EXPECT_THAT(lines_, ElementsAre(std::string("\0\xff\x1b", 3)));
}

TEST_F(Lines, are_cut_and_only_once) {
  const std::string longest(LineSplitter::longest, 'x');
  splitter_.add(longest + "\r\n" + longest + "y");
  splitter_.add("yy\nnext\n");
  ASSERT_THAT(lines_, SizeIs(3));
  EXPECT_EQ(lines_[0], longest);
  EXPECT_EQ(lines_[1], longest);
  EXPECT_EQ(lines_[2], "next");
}

TEST_F(Lines, are_no_longer_read_after_enough) {
  EXPECT_EQ(splitter_.add("go\n"), Reading::go_on);
  EXPECT_EQ(splitter_.add("stop\nmore\n"), Reading::enough);
  EXPECT_EQ(splitter_.add("still more\n"), Reading::enough);
  EXPECT_EQ(splitter_.finish(), Reading::enough);
  EXPECT_THAT(lines_, ElementsAre("go", "stop"));
}

TEST_F(Lines, are_no_longer_handed_to_a_callback_that_threw) {
  int calls = 0;
  LineSplitter splitter([&calls](std::string_view) -> Reading {
    ++calls;
    throw std::runtime_error("no");
  });
  EXPECT_THROW(splitter.add("one\ntwo\n"), std::runtime_error);
  splitter.add("three\n");
  splitter.finish();
  EXPECT_EQ(calls, 1);
}

TEST_F(Lines, may_be_wanted_by_nobody) {
  LineSplitter unwanted(nullptr);
  EXPECT_EQ(unwanted.add("one\n"), Reading::go_on);
  EXPECT_EQ(unwanted.finish(), Reading::go_on);
}

}  // namespace
