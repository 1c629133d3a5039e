// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// A test with its full name, "suite.test". Points into the report.
struct NamedTest {
  std::string name;
  const TestNode* node = nullptr;
};

/// Tests, not suites, with this status, in order.
std::vector<NamedTest> tests_with(const TestReport& report, TestStatus status);

/// A suite that says `not ok` of itself while none of its tests does (its init failed).
std::optional<std::string> suite_failed_alone(const TestReport& report);

/// Whether a suite was seen; others are only announced.
bool tests_began(const TestReport& report);

/// How far a guest came: "before the first test", "in rust_kvec.push", "after suite rust_kvec",
/// "in suite rust_kvec after rust_kvec.push" (KTAP names a test when it is over, doctests apart),
/// "in rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 (rust/kernel/xarray.rs:34)".
std::string whereabouts(const TestReport& report);

/// The test that was running at a line of the console: the one whose result comes next. Nothing
/// before the first result, where the line may belong to the boot.
std::optional<NamedTest> test_at(const TestReport& report, int line);

/// What a failed test expected, and where: "\"Expected a == b to be true, but is false\" at
/// rust/kernel/xarray.rs:40". Without such words the location of the test; empty if it has none.
std::string expectation(const TestNode& test);

}  // namespace gulliver
