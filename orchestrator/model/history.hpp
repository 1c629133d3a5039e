// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// What a run came to, in numbers.
struct RunCounts {
  std::map<VerdictKind, int> verdicts;  ///< the standings': how many cells have it
  int known = 0;  ///< of `tests_failed`, those with nothing but accepted failures
  TestCounts tests;
  bool operator==(const RunCounts&) const = default;
};

/// A run without its records.
struct RunHead {
  Run run;
  RunCounts counts;
};

/// What a run made of a cell, in short.
struct CellMoment {
  RunId run = 0;
  Moment when;
  VerdictKind verdict = VerdictKind::broken;  ///< the standing's; of a run that still goes on, the record's own
  std::string fingerprint;
  std::string tree;       ///< Revision::base and series
  TestCounts tests;
  Seconds build{}, boot{};  ///< zero: taken from an earlier run, or it did not come to one
};

/// A cell through all runs, oldest first.
struct CellHistory {
  std::string cell;
  std::vector<CellMoment> moments;
};

/// What a run made of some tests in a cell.
struct TestMoment {
  RunId run = 0;
  Moment when;
  std::string tree;
  TestCounts tests;

  bool failed() const { return tests.failed + tests.missing > 0; }
  bool passed() const { return !failed() && tests.passed > 0; }
};

/// A test, or all tests of an abstraction, through all runs, oldest first, by cell.
struct TestHistory {
  std::vector<std::string> names;  ///< of the tests: "suite.test"
  std::map<std::string, std::vector<TestMoment>> cells;
};

}  // namespace gulliver
