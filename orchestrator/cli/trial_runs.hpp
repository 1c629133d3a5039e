// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/model/patch_result.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gulliver {

using CellIds = std::set<std::string>;
using CellRecords = std::map<std::string, RunRecord>;  // by the cell's id

/// A plan with nothing but these cells.
Plan with_cells(const Plan& plan, const CellIds& cells);

CellIds cells_of(const Plan& plan);

/// The record of a cell in a run, with the verdict that the run's findings make of it.
std::optional<RunRecord> standing_record(const Ledger& ledger, RunId run, const std::string& cell);

/// What an earlier run made of the very same input: a tree, and everything else that a cell is made of.
std::optional<RunRecord> known_record(FarmSession& farm, const Build& build, const PlannedCell& planned,
                                      const Revision& tree);

/// What a series on trial is made of: a plan for the base, the same with patches on top, and their runs.
class TrialRuns {
 public:
  /// `folder` is where the patches are kept; `arguments` are those of the command.
  TrialRuns(FarmSession& farm, std::string matrix, Plan base, SubmittedSeries series, std::filesystem::path folder,
            WalkSettings settings, std::vector<std::string> arguments);

  const Plan& base_plan() const { return base_; }

  /// The base with the first `count` patches on top. Built where every other number of patches of every
  /// other series is built.
  Plan patched_plan(std::size_t count) const;

  /// Records of earlier runs of the very same input.
  CellRecords known_base();

  /// Measures cells of the base now. `fresh`: boots them whatever was booted before.
  CellRecords measure_base(const CellIds& cells, bool fresh);

  struct Patched {
    RunId run = 0;
    CellRecords records;
    std::string refusal;                    ///< why the patches do not apply; else empty
    std::map<std::string, Revision> trees;  ///< by cell
  };
  Patched measure_patched(std::size_t count, const CellIds& cells, bool fresh);

  /// What differs for a cell between the base and all patches.
  TreeChanges changes(const std::string& cell);
  bool has_bindings(const std::string& cell, const RunRecord& record) const {
    return !bindings_of(cell, record).empty();
  }
  std::vector<ChangedBinding> bindings(const std::string& cell, const RunRecord& base, const RunRecord& patched);

  RunId base_run() const { return base_run_; }  ///< the last one; 0: there was none

 private:
  RunId walk(const Plan& plan, std::vector<PreparedTree> trees, bool fresh, CellRecords& records);
  std::string bindings_of(const std::string& cell, const RunRecord& record) const;
  std::string refusal(const std::vector<PreparedTree>& trees) const;
  const Build& build_of(const Plan& plan, const std::string& cell) const;

  FarmSession& farm_;
  std::string matrix_;
  Plan base_;
  SubmittedSeries series_;
  std::filesystem::path folder_;
  WalkSettings settings_;
  std::vector<std::string> arguments_;
  RunId base_run_ = 0;
  std::map<std::size_t, TreeChanges> changes_;  ///< by tree
};

}  // namespace gulliver
