// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/build_history.hpp>
#include <orchestrator/model/finding.hpp>
#include <orchestrator/model/run_record.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gulliver {

/// The memory of the farm: a SQLite file (WAL). Every record is one transaction, kept when the
/// call returns; a run without an end was interrupted. Schema: schema.sql, which is a document.
class Ledger {
 public:
  /// Opens or makes the file, and brings an older schema up to date.
  /// \throws Error  it cannot be opened, or is from a newer Gulliver
  explicit Ledger(const std::filesystem::path& file);
  ~Ledger();

  RunId begin(const Run& run);  ///< `run.id` is ignored; the new id is returned
  void set_folder(RunId run, const std::filesystem::path& folder);
  void resumed(RunId run);      ///< it was cut short, and goes on now: no longer `in_one_go`
  void add(const RunRecord& record);
  void finish(RunId run, Moment when, Seconds cpu);

  /// Runs to which nothing is added any more, as far as can be told, and whose standings are not kept yet: those that
  /// are finished, and those with a later one.
  std::vector<RunId> unsettled() const;

  /// Keeps what the findings of a run make of its records, for `History`. A record that is added later undoes it.
  /// \param standing  its records, with the verdicts that the findings give them
  void settle(RunId run, const std::vector<RunRecord>& standing, const Findings& findings);

  std::optional<Run> find_run(RunId run) const;
  std::optional<RunId> last_run() const;
  std::vector<Run> runs(int limit) const;                               ///< newest first
  std::vector<RunRecord> records(RunId run) const;                      ///< in the plan's order
  std::vector<RunRecord> records(RunId run, const std::set<std::string>& cells) const;  ///< those of some cells
  std::optional<RunRecord> last_record(const std::string& cell) const;  ///< of the newest run that has one

  /// For each cell of `records`, the tests that ran in it on the same tree in runs before `run`.
  Manifest manifest(RunId run, const std::vector<RunRecord>& records) const;

  /// The newest passed record with this key that was really booted.
  std::optional<RunRecord> booted(const std::string& boot_key) const;

  /// The newest record of this input that says something of the kernel: neither the farm failed, nor
  /// did its boots disagree.
  std::optional<RunRecord> measured(const std::string& input_key) const;

  /// Records of a cell with a build that said something (warnings, errors), but for those of one tree.
  std::vector<RunRecord> builds_of(const std::string& cell, const std::string& but_tree) const;

  /// Of memory the most is kept, for an incremental build says nothing of a whole one; `lines` of 0 stay as they were known.
  void remember_build(const std::string& build_id, const BuildHistory& history);
  std::map<std::string, BuildHistory> build_history() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gulliver
