// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>
#include <orchestrator/model/effort.hpp>
#include <orchestrator/model/finding.hpp>
#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/report/survey.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// Something that is wrong with the kernel, or was: a test, or what else stood in the way of a cell.
struct Trouble {
  Change change = Change::newly_failing;
  std::string part;   ///< "xarray", "C", "Kconfig", "the boot"; empty of what is flaky
  std::string test;   ///< "suite.test"; empty: it is no test
  std::string place;  ///< file:line; empty if not known
  std::string text;   ///< what is wrong, in a sentence; empty of a test
  std::vector<std::string> cells;
  std::optional<RunId> last_good, first_bad;
  std::optional<Moment> since;  ///< begin of the run with which it became as it is
};

struct SuspectedDefect {
  Finding finding;
  bool is_new = false;  ///< was not suspected at the begin of the period
};

/// A cell whose place in the table is not what it was.
struct OutcomeChange {
  std::string cell;
  Outcome before = Outcome::untried, after = Outcome::untried;
};

/// A cell of which nothing is known for this period, and why.
struct OpenCell {
  std::string cell;
  std::string reason;
  bool recorded = true;  ///< some run has a record of it
};

/// What a period, usually a week, was like for a matrix. Only what the kernel did is in the first four lists; where the farm
/// failed, a cell is among `open`.
struct Week {
  std::string matrix;  ///< the file, absolute
  Moment from, to;
  std::vector<std::string> trees;  ///< exactly, of the newest records
  int cells = 0;                   ///< of the matrix: the sum of the next five, and `open`
  int passed = 0;                  ///< measured in this period, all of these
  int unsupported = 0, failing = 0, flaky_cells = 0;
  int known = 0;                   ///< fail in nothing but what is accepted
  TestCounts tests;                ///< of all cells that were measured in this period
  std::vector<SuspectedDefect> defects;
  std::vector<Trouble> regressions;  ///< good at the begin of the period, bad now
  std::vector<Trouble> broken;       ///< bad before, bad now
  std::vector<Trouble> flaky;
  std::vector<Trouble> fixed;
  std::vector<std::string> gained, lost;  ///< "mips-big": architectures that have a passing cell now and had none, and the reverse
  std::vector<OutcomeChange> outcomes;
  std::vector<OpenCell> open;
  MapSummary coverage;
  std::optional<MapSummary> coverage_before;  ///< nothing: no kernel was configured before
  std::vector<ToolUse> tools;                 ///< those that decide a kernel, in use now
  Effort effort;
};

}  // namespace gulliver
