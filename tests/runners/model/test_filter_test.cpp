// SPDX-License-Identifier: MIT
#include <runners/model/test_filter.hpp>

#include <runners/model/error.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(TestFilter, without_a_period_is_about_tests_of_any_suite) {
  EXPECT_EQ(test_filter("rust_doctest_kernel_xarray*"), "*.rust_doctest_kernel_xarray*");
  EXPECT_EQ(test_filter("rust_kvec.*"), "rust_kvec.*");
}

TEST(TestFilter, is_one_glob_that_can_stand_on_a_command_line) {
  for (const char* glob : {"", "a,b", "a b", "a\"b", "a'b", "a\nb", "a$b", "\xc3\xa4"})
    EXPECT_THROW(test_filter(glob), InputError) << glob;
  EXPECT_THROW(test_filter(std::string(201, 'a')), InputError);
}

TEST(TestFilter, is_cut_at_the_first_period_as_kunit_does) {
  EXPECT_TRUE(passes_filter("", "a.b"));
  EXPECT_TRUE(passes_filter("*.b*", "a.bc"));
  EXPECT_TRUE(passes_filter("a", "a.bc"));
  EXPECT_FALSE(passes_filter("a", "ab.c"));
  EXPECT_FALSE(passes_filter("a.b", "a.c"));
  EXPECT_FALSE(passes_filter("a.*", "a")) << "a suite is no test";
  EXPECT_TRUE(passes_filter("a.b", "a.b.3")) << "a parameter of the test";
  EXPECT_FALSE(passes_filter("*.p3", "a.b.p3")) << "KUnit does not ask for parameters";
  EXPECT_TRUE(passes_filter("a.[!x]*", "a.b"));
}

TEST(TestFilter, of_a_test_matches_that_test) {
  EXPECT_EQ(filter_of_test("rust_kvec", "push"), "rust_kvec.push");
  EXPECT_EQ(filter_of_test("a.b", "c*"), "a?b.c\\*");
  EXPECT_EQ(filter_of_suite("a.b"), "a?b");
  EXPECT_EQ(filter_of_test("a", "b c"), "") << "it would be cut at the blank";
  EXPECT_EQ(filter_of_test("a", "b\" init=/bin/sh"), "");
  EXPECT_TRUE(passes_filter(filter_of_test("rust_kvec", "push?"), "rust_kvec.push?"));
}
