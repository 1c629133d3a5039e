// SPDX-License-Identifier: MIT
#include <runners/model/test_report.hpp>

namespace gulliver {
namespace {

void add_one(TestStatus status, TestCounts& counts) {
  switch (status) {
    case TestStatus::passed: ++counts.passed; break;
    case TestStatus::failed: ++counts.failed; break;
    case TestStatus::skipped: ++counts.skipped; break;
    case TestStatus::missing: ++counts.missing; break;
  }
}

void add_tests(const TestNode& node, TestCounts& counts) {
  if (node.children.empty()) return add_one(node.status, counts);
  const int before = counts.failed;
  for (const TestNode& child : node.children) add_tests(child, counts);
  if (node.status == TestStatus::failed && counts.failed == before) ++counts.failed;
}

bool ran(const TestNode& node) {
  return node.status == TestStatus::passed || node.status == TestStatus::failed;
}

int rust_leaves(const TestNode& node, bool rust) {
  rust = rust || node.name.starts_with("rust_") || node.location.find(".rs:") != std::string::npos;
  if (node.children.empty()) return rust && !node.plan && ran(node) ? 1 : 0;
  int sum = 0;
  for (const TestNode& child : node.children) sum += rust_leaves(child, rust);
  return sum;
}

}  // namespace

std::string_view name_of(TestStatus status) {
  switch (status) {
    case TestStatus::passed: return "passed";
    case TestStatus::failed: return "failed";
    case TestStatus::skipped: return "skipped";
    case TestStatus::missing: return "missing";
  }
  return "unknown";
}

std::optional<TestStatus> test_status(std::string_view name) {
  for (TestStatus status : {TestStatus::passed, TestStatus::failed, TestStatus::skipped, TestStatus::missing})
    if (name_of(status) == name) return status;
  return std::nullopt;
}

TestCounts count(const TestNode& node) {
  TestCounts counts;
  add_tests(node, counts);
  return counts;
}

TestCounts count(const TestReport& report) {
  TestCounts counts;
  for (const TestNode& suite : report.suites) add_tests(suite, counts);
  return counts;
}

int rust_tests_run(const TestReport& report) {
  int sum = 0;
  for (const TestNode& suite : report.suites) sum += rust_leaves(suite, false);
  return sum;
}

}  // namespace gulliver
