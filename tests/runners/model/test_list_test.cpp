// SPDX-License-Identifier: MIT
#include <runners/model/test_list.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;

namespace {

TestNode test(std::string name, TestStatus status, std::string location = "") {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  node.location = std::move(location);
  return node;
}

TestNode suite(std::string name, TestStatus status, std::vector<TestNode> children) {
  TestNode node = test(std::move(name), status);
  node.plan = static_cast<int>(children.size());
  node.children = std::move(children);
  return node;
}

std::vector<std::string> ids(const TestReport& report) {
  std::vector<std::string> ids;
  for (const ListedTest& test : list_tests(report)) ids.push_back(test.id);
  return ids;
}

}  // namespace

TEST(TestList, knows_a_doctest_by_its_place_and_another_test_by_its_name) {
  using enum TestStatus;
  TestReport report;
  report.suites = {suite("rust_kernel_str", passed, {test("fmt", passed), suite("table", passed, {test("row", skipped)})}),
                   suite("rust_doctests_kernel", passed, {test("rust_doctest_kernel_list_rs_7", passed, "rust/kernel/list.rs:34")}),
                   test("bare", missing)};
  EXPECT_THAT(ids(report), ElementsAre("rust_kernel_str.fmt", "rust_kernel_str.table.row", "rust/kernel/list.rs:34", "bare"));
  EXPECT_EQ(list_tests(report)[2].name, "rust_doctests_kernel.rust_doctest_kernel_list_rs_7");
}

TEST(TestList, numbers_tests_that_a_macro_puts_at_one_place) {
  using enum TestStatus;
  TestReport report;
  report.suites = {suite("d", passed, {test("a_0", passed, "x.rs:1"), test("a_1", passed, "x.rs:1"), test("a_2", passed, "x.rs:2"),
                                       test("a_3", passed, "x.rs:1")})};
  EXPECT_THAT(ids(report), ElementsAre("x.rs:1", "x.rs:1#2", "x.rs:2", "x.rs:1#3"));
}

TEST(TestList, has_a_suite_where_it_failed_on_its_own_or_has_no_test) {
  using enum TestStatus;
  TestReport report;
  report.suites = {suite("inside", failed, {test("a", failed)}), suite("own", failed, {test("a", passed)}),
                   suite("cut", failed, {test("a", missing)}), suite("empty", skipped, {})};
  EXPECT_THAT(ids(report), ElementsAre("inside.a", "own.a", "own", "cut.a", "cut", "empty"));
  EXPECT_EQ(count(report), (TestCounts{.passed = 1, .failed = 3, .skipped = 1, .missing = 1})) << "counts what is listed";
  EXPECT_FALSE(list_tests(report)[2].ran());
  EXPECT_TRUE(list_tests(report)[2].failed());
}

TEST(TestList, only_a_result_means_that_a_test_ran) {
  using enum TestStatus;
  TestReport report;
  report.suites = {test("a", passed), test("b", failed), test("c", skipped), test("d", missing)};
  std::vector<bool> ran;
  for (const ListedTest& test : list_tests(report)) ran.push_back(test.ran());
  EXPECT_THAT(ran, ElementsAre(true, true, false, false));
}

TEST(TestList, names_the_abstraction_of_a_test) {
  EXPECT_EQ(abstraction_of("s.t", "rust/kernel/xarray.rs:34"), "xarray");
  EXPECT_EQ(abstraction_of("s.t", "rust/kernel/sync/arc.rs:5"), "sync::arc");
  EXPECT_EQ(abstraction_of("s.t", "rust/kernel/net/mod.rs:5"), "net");
  EXPECT_EQ(abstraction_of("s.t", "rust/kernel/lib.rs:202"), "kernel");
  EXPECT_EQ(abstraction_of("s.t", "rust/pin-init/src/lib.rs:9"), "pin-init::src::lib");
  EXPECT_EQ(abstraction_of("rust_kernel_bitmap.t", ""), "bitmap");
  EXPECT_EQ(abstraction_of("rust_netlink.t", ""), "netlink");
  EXPECT_EQ(abstraction_of("example", ""), "example");
}

TEST(TestList, finds_where_a_test_says_that_it_failed) {
  TestNode node = test("test_family_flags_bitfield", TestStatus::failed);
  EXPECT_EQ(place_of(node), "");
  node.diagnostics = {"hello", "# test_family_flags_bitfield: ASSERTION FAILED at rust/kernel/net/netlink.rs:342", "Expected"};
  EXPECT_EQ(place_of(node), "rust/kernel/net/netlink.rs:342");
  node.location = "rust/kernel/x.rs:1";
  EXPECT_EQ(place_of(node), "rust/kernel/x.rs:1");
}
