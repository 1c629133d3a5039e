// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <runners/model/test_list.hpp>

#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// A record with its tests by id. Points into the record.
struct TestedCell {
  const RunRecord* record = nullptr;
  std::vector<ListedTest> tests = {};                ///< in the order of the console
  std::map<std::string, const ListedTest*> by_id = {};

  explicit TestedCell(const RunRecord& of);
  TestedCell(const TestedCell&) = delete;
  TestedCell(TestedCell&&) = default;

  const Cell& cell() const { return record->cell; }

  /// It came to the end of its results: what is not among them did not run.
  bool complete() const { return record->tests && record->tests->complete; }

  /// The test of that id, if it is there with a result.
  const ListedTest* find(const std::string& id) const;

  bool passed(const std::string& id) const;

  /// It says `not ok`, or the kernel crashed or hung in it. Where boots disagree, nothing failed.
  bool failed(const std::string& id) const;
};

/// All of a run, in the order of their records.
std::vector<TestedCell> tested_cells(const std::vector<RunRecord>& records);

}  // namespace gulliver
