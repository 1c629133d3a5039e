// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

enum class TestStatus {
  passed,
  failed,
  skipped,
  missing,  ///< the plan promised it, or it began, and no result line came
};

std::string_view name_of(TestStatus status);
std::optional<TestStatus> test_status(std::string_view name);

/// A canonical result that a test printed as `# digest: NAME HEX`: it has to be the same on every kernel.
struct Digest {
  std::string name;   ///< 1 to 100 of a-z A-Z 0-9 . _ : -; has one value in a report
  std::string value;  ///< 1 to 64 hexadecimal digits, small letters
  bool operator==(const Digest&) const = default;
};

/// A test, or a suite of tests: KTAP nests to any depth.
/// Format: Documentation/dev-tools/ktap.rst of the kernel.
struct TestNode {
  std::string name;                      ///< as the result line or "# Subtest:" gives it
  TestStatus status = TestStatus::missing;
  std::string comment;                   ///< text behind `# SKIP` or the result's `#`
  std::string location;                  ///< doctests: "rust/kernel/xarray.rs:34"
  std::vector<std::string> diagnostics;  ///< lines printed while it ran, without indentation
  std::vector<Digest> digests = {};      ///< printed while it ran
  int line = 0;                          ///< 1-based console line of its result; 0: none came, or on another console
  std::optional<int> plan;               ///< suites: how many subtests were announced
  std::vector<TestNode> children;

  bool is_suite() const { return plan.has_value() || !children.empty(); }
  bool operator==(const TestNode&) const = default;
};

struct TestCounts {
  int passed = 0, failed = 0, skipped = 0, missing = 0;
  int total() const { return passed + failed + skipped + missing; }
  bool operator==(const TestCounts&) const = default;
};

/// The KTAP document of one console.
struct TestReport {
  std::optional<int> plan;              ///< top-level suites announced
  std::vector<TestNode> suites;
  std::vector<std::string> problems;    ///< what is wrong with the document, one sentence each

  /// Every plan, at every level, was announced and met, and nothing is wrong.
  bool complete = false;
  bool operator==(const TestReport&) const = default;
};

/// Counts the leaves (tests, and suites that have none); a suite counts as one that failed where it says so
/// and nothing in it failed: where its tests are missing, nothing else would tell. list_tests() lists just these.
TestCounts count(const TestNode& node);
TestCounts count(const TestReport& report);

/// Tests that exercise Rust: suites named rust_*, and tests located in a .rs file.
int rust_tests_run(const TestReport& report);

}  // namespace gulliver
