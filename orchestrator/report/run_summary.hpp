// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gulliver {

/// The word in place of a verdict for a cell that a run did not come to.
inline constexpr std::string_view not_run = "not-run";

/// What a cell's id says: "mips-big/kunit@trixie" is of mips, big-endian, kunit and trixie.
/// Parts that an id does not have stay empty.
struct CellName {
  std::string arch, endian, config, toolchain;

  explicit CellName(std::string_view id);
};

/// The record of a cell, or a null pointer where the run did not come to it.
const RunRecord* record_of(const RunView& view, std::string_view cell);

/// A run in numbers.
struct RunSummary {
  std::vector<std::pair<std::string, int>> verdicts;  ///< how many cells have it; in the model's order
  int cells = 0;
  int known = 0;  ///< of `tests-failed`, those with nothing but accepted failures
  TestCounts tests;
  std::string chosen;  ///< the glob that the run chose tests with; empty: none

  RunSummary(const Run& run, const RunCounts& counts);
  explicit RunSummary(const RunHead& head) : RunSummary(head.run, head.counts) {}
  explicit RunSummary(const RunView& view);

  /// "4 cells: 3 passed, 1 build-failed", "1 cell: 1 tests-failed (1 known)",
  /// "2 cells: 2 passed (only tests matching rust_kvec.*)"
  std::string cells_text() const;
  /// "1,484 tests: 1,484 passed", or "no tests"
  std::string tests_text() const;
};

RunCounts counts_of(const RunView& view);
inline RunHead head_of(const RunView& view) { return {view.run, counts_of(view)}; }

/// From the start to the end; nothing where the run has none.
std::optional<Seconds> took(const Run& run);

/// CPU time of all children over cores times wall time, in percent; nothing where it is not known, as on a
/// cluster and of a resumed run.
std::optional<int> busy_percent(const Run& run);

/// The command that runs one cell of a run again, boot and all.
std::string repeat_command(const Run& run, std::string_view cell);

/// The command that began a run.
std::string begin_command(const Run& run);

}  // namespace gulliver
