// SPDX-License-Identifier: MIT
#include <runners/model/test_report.hpp>
#include <runners/model/verdict.hpp>

#include <gtest/gtest.h>

#include <cctype>
#include <set>

using namespace gulliver;

TEST(Verdict, names_are_stable_lower_case_words_and_round_trip) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(VerdictKind::broken); ++i) {
    const auto kind = static_cast<VerdictKind>(i);
    const std::string_view name = name_of(kind);
    for (char c : name) EXPECT_TRUE(std::islower(static_cast<unsigned char>(c)) || c == '-') << name;
    EXPECT_TRUE(seen.insert(name).second) << name;
    EXPECT_EQ(verdict_kind(name), kind);
  }
  EXPECT_EQ(verdict_kind("green"), std::nullopt);
}

TEST(Verdict, a_pass_and_a_finding_are_nobodys_fault) {
  for (int i = 0; i <= static_cast<int>(VerdictKind::broken); ++i) {
    const auto kind = static_cast<VerdictKind>(i);
    EXPECT_EQ(fault_of(kind) == Fault::none, kind == VerdictKind::passed || kind == VerdictKind::unsupported);
  }
  EXPECT_EQ(fault_of(VerdictKind::broken), Fault::farm);
  EXPECT_EQ(fault_of(VerdictKind::emulator_died), Fault::farm);
  EXPECT_EQ(fault_of(VerdictKind::patch_failed), Fault::input);
}

namespace {
TestNode leaf(std::string name, TestStatus status, std::string location = "") {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  node.location = std::move(location);
  return node;
}
}  // namespace

TEST(TestReport, counts_leaves_and_not_suites) {
  TestNode suite = leaf("rust_kvec", TestStatus::failed);
  suite.plan = 3;
  suite.children = {leaf("a", TestStatus::passed), leaf("b", TestStatus::failed), leaf("c", TestStatus::skipped)};
  TestReport report;
  report.suites = {suite, leaf("lone", TestStatus::missing)};
  EXPECT_EQ(count(report), (TestCounts{1, 1, 1, 1}));
  EXPECT_EQ(count(report).total(), 4);
}

TEST(TestReport, rust_is_a_rust_suite_or_a_test_in_a_rust_file) {
  TestNode c_suite = leaf("list", TestStatus::passed);
  c_suite.children = {leaf("add", TestStatus::passed), leaf("odd", TestStatus::passed, "rust/kernel/list.rs:3")};
  TestNode rust_suite = leaf("rust_str", TestStatus::passed);
  rust_suite.children = {leaf("x", TestStatus::passed), leaf("y", TestStatus::skipped)};
  TestReport report;
  report.suites = {c_suite};
  EXPECT_EQ(rust_tests_run(report), 1);
  report.suites = {rust_suite};
  EXPECT_EQ(rust_tests_run(report), 1) << "a skipped test did not run";
}
