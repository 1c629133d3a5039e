// SPDX-License-Identifier: MIT
#include <runners/suite/suite_list.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(SuiteList, names_every_suite_in_order) {
  EXPECT_THAT(parse_suite_list("Linux version 7.3.4\nKTAP version 1\nrust_kvec\nrust_kvec.a\nrust_kvec.b\n"
                               "Handshake API tests\nHandshake API tests.req_alloc\nreboot: Power down\n"),
              ElementsAre("rust_kvec", "Handshake API tests"));
}

TEST(SuiteList, timestamps_and_line_ends_are_not_part_of_a_name) {
  EXPECT_THAT(parse_suite_list("[    1.000000][    T1] KTAP version 1\r\n[    1.000001][    T1] rust_kvec\r\n"
                               "[    1.000002][    T1] rust_kvec.a\r\n"),
              ElementsAre("rust_kvec"));
}

TEST(SuiteList, a_message_between_a_suite_and_its_tests_is_no_suite) {
  EXPECT_THAT(parse_suite_list("KTAP version 1\nrust_kvec\nrandom: crng init done\nrust_kvec.a\n"
                               "clocksource: jiffies\nrust_kvec.b\nrust_atomics\nrust_atomics.c\n"),
              ElementsAre("rust_kvec", "rust_atomics"));
}

TEST(SuiteList, what_stands_before_the_list_or_has_no_test_is_no_suite) {
  EXPECT_THAT(parse_suite_list("usb\nusb.core: loaded\nKTAP version 1\n"), IsEmpty());
  EXPECT_THAT(parse_suite_list("KTAP version 1\nrust_kvec\nrust_kvec.\nreboot: Power down\n"), IsEmpty());
  EXPECT_THAT(parse_suite_list(""), IsEmpty());
}

TEST(SuiteList, a_suite_that_is_named_twice_is_there_once) {
  EXPECT_THAT(parse_suite_list("KTAP version 1\na\na.x\nb\nb.x\na\na.x\n"), ElementsAre("a", "b"));
}

TEST(SuiteList, names_that_no_command_line_can_hold_are_left_out) {
  for (const std::string name : {"a\"b", "a\x1b[31m", "a\tb", "\xc3\xa4", " a", "a "})
    EXPECT_THAT(parse_suite_list("KTAP version 1\n" + name + "\n" + name + ".x\n"), IsEmpty()) << name;
  const std::string endless(101, 'a');
  EXPECT_THAT(parse_suite_list("KTAP version 1\n" + endless + "\n" + endless + ".x\n"), IsEmpty());
}

TEST(SuiteList, keeps_no_more_than_its_limit) {
  std::string console = "KTAP version 1\n";
  for (int i = 0; i < 1000; ++i) console += "s" + std::to_string(i) + "\ns" + std::to_string(i) + ".x\n";
  EXPECT_THAT(parse_suite_list(console), SizeIs(500));
  EXPECT_THAT(parse_suite_list("KTAP version 1\n" + std::string(1 << 20, '.') + "\n"), IsEmpty());
}

TEST(SuiteFilter, matches_one_suite_whatever_its_name) {
  EXPECT_EQ(suite_filter("rust_kvec"), "kunit.filter_glob=rust_kvec");
  EXPECT_EQ(suite_filter("Handshake API tests"), "kunit.filter_glob=\"Handshake API tests\"");
  EXPECT_EQ(suite_filter("a.b"), "kunit.filter_glob=a?b") << "KUnit splits at the first period";
  EXPECT_EQ(suite_filter("a*[b]\\"), "kunit.filter_glob=a\\*\\[b]\\\\");
}
