// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <memory>
#include <string_view>

namespace gulliver {

/// Reads KTAP from a kernel console, a line at a time, as it comes.
/// Format: Documentation/dev-tools/ktap.rst of the kernel; tolerant where KUnit's own output is:
/// both `ok 1 name` and `ok 1 - name`, any depth of indentation, timestamps, lines of printk in
/// between, and a parameterised test that announces no plan (KUnit often cannot count it ahead;
/// its suite and the document must). Names and statuses are read as tools/testing/kunit/kunit_parser.py
/// of the kernel reads them; a test compares the two.
///
/// A console may hold several documents, one behind the other: each has to meet its plans, and
/// their suites are told as one list. Fewer than are due are a problem.
///
/// `# digest: NAME HEX` is an extension of ours: what a test makes of its input in a form that has to be
/// the same on every kernel. NAME is 1 to 100 of a-z A-Z 0-9 . _ : -, HEX 1 to 64 of 0-9 a-f, one blank
/// between them. It belongs to the test that runs. One that is malformed, or that says something else than
/// before, is a problem of the document.
///
/// A kernel under test can print any line it likes, so no summary line is believed: results are
/// counted against plans, each under its number, and a list of tests is only as good as the
/// results in it. Never throws on input and keeps a bounded amount of it: what is wrong with the
/// document is listed in the report.
class KtapReader {
 public:
  /// \param due  documents that have to come: the kernel's, and that of its user space where it has one
  explicit KtapReader(int due = 1);
  ~KtapReader();

  /// One console line, without its line end.
  void add(std::string_view line);

  /// The announced plan of top-level suites is met in the last document that is due: nothing more is to come. A further document that
  /// begins nevertheless takes it back until its own plan is met.
  bool finished() const;

  /// Results of tests so far (not those of suites, but for a suite that is skipped or fails as a whole).
  int results() const;

  /// Name of the test or suite that is running now, as "suite" or "suite.test"; empty between suites.
  /// (KTAP names a test only when it is over, doctests apart; else this is the last test seen.)
  std::string running() const;

  /// Everything read so far; suites that were announced and never came are `missing`, and so are
  /// the tests of a suite that was cut short.
  TestReport report() const&;
  TestReport report() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole console at once.
TestReport parse_ktap(std::string_view console);

}  // namespace gulliver
