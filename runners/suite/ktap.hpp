// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <memory>
#include <string_view>

namespace gulliver {

/// Reads KTAP from a kernel console, a line at a time, as it comes.
/// Format: Documentation/dev-tools/ktap.rst of the kernel; tolerant where KUnit's own output is:
/// both `ok 1 name` and `ok 1 - name`, `# SKIP` with and without a dash, timestamps, lines of
/// printk in between. Believes no summary line: it counts results against plans. Never throws
/// on input: what is wrong with the document is listed in the report.
class KtapReader {
 public:
  KtapReader();
  ~KtapReader();

  /// One console line, without its line end.
  void add(std::string_view line);

  /// The announced plan of top-level suites is met: nothing more is to come.
  bool finished() const;

  /// Result lines of tests (not suites) so far.
  int results() const;

  /// Name of the test or suite that is running now, as "suite" or "suite.test"; empty between suites.
  /// (KTAP names a test only when it is over; then this is the suite and the last test seen.)
  std::string running() const;

  /// Everything read so far; suites that were announced and never came are `missing`.
  TestReport report() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole console at once.
TestReport parse_ktap(std::string_view console);

}  // namespace gulliver
