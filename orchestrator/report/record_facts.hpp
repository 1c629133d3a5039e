// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <orchestrator/report/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// "linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust"
std::string tree_text(const Revision& tree);

/// Whether a package or tool has a say in what a kernel or a boot becomes (rustc, clang, qemu ...),
/// by its name; the others of an image are left to JSON.
bool decides_kernel(std::string_view package);

/// How a guest came to its end, in words.
std::string end_text(GuestEnd end);

/// How often a cell was booted, and whether to the same end: "3 times, the same each time". Empty: once.
std::string boots_text(const RunRecord& record);

/// "rust/kernel/str.rs:12: error: mismatched types"
std::string message_text(const Diagnostic& diagnostic);

/// "abstraction str: rust/kernel/str.rs:12: error: mismatched types"
std::string diagnostic_text(const Diagnostic& diagnostic);

Colour colour_of(TestStatus status);

/// A test that failed or is missing. A suite stands here itself where its own result is bad and
/// nothing inside it is.
struct FailedTest {
  std::string path;  ///< "suite.test"
  const TestNode* test = nullptr;
};

/// In the order of the document. Points into `report`.
std::vector<FailedTest> failed_tests(const TestReport& report);

/// What the suites of a report hold: top-level suites with doctests apart from those without.
struct SuiteCounts {
  int unit_suites = 0;
  int doctests = 0;
};

SuiteCounts count_suites(const TestReport& report);

}  // namespace gulliver
