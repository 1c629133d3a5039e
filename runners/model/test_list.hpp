// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A test of a report, under an id by which it is known again on another kernel. A doctest's name
/// will not do: it ends with a number that shifts where a doctest before it is compiled out.
struct ListedTest {
  std::string id;    ///< its location, else its name; behind the first of equals "#2", "#3", ...
  std::string name;  ///< "suite.test"
  const TestNode* node = nullptr;

  bool ran() const;     ///< a test, not a suite, that passed or failed
  bool failed() const;  ///< says `not ok`
};

/// Whatever count() counts: every test, every suite that has none, and every suite that failed though nothing
/// inside it did. In the order of the document; points into `report`.
std::vector<ListedTest> list_tests(const TestReport& report);

/// Where a failed test itself is, else where it says that its assertion or expectation failed, as
/// "rust/kernel/net/netlink.rs:210"; empty if neither is known.
std::string place_of(const TestNode& test);

/// The module of the kernel crate that a test is about: "sync::arc" for rust/kernel/sync/arc.rs;
/// where it has no location, its suite's name without "rust_kernel_" or "rust_".
std::string abstraction_of(const std::string& name, const std::string& location);

}  // namespace gulliver
