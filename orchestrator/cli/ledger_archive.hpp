// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/history.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/site/archive.hpp>
#include <runners/files/files.hpp>

#include <map>
#include <utility>

namespace gulliver {

/// The ledger as a site shows it. What was read once is kept, so that one of these sees the ledger as it is now until
/// is_old().
class LedgerArchive : public Archive {
 public:
  /// \param matrices  as people name them; none: those that runs were made of and that are still there
  /// \param runs      how many of the newest runs have pages
  /// \throws InputError  there is no such matrix
  LedgerArchive(const Folders& folders, const std::vector<std::string>& matrices, int runs);

  /// Somebody wrote to the ledger since this was made.
  bool is_old() const { return history_.version() != version_; }

  std::vector<std::string> matrices() const override { return known().matrices; }
  std::vector<LostMatrix> lost_matrices() const override { return known().lost; }
  RunView matrix(const std::string& file) const override;
  std::vector<RunId> runs() const override { return runs_; }
  std::vector<RunHead> heads() const override { return heads_; }
  std::shared_ptr<const RunView> run(RunId id) const override;
  std::vector<std::string> cells() const override { return cells_; }
  std::vector<std::string> abstractions() const override { return history_.abstractions(); }
  std::vector<std::string> tests() const override { return tests_; }
  CellHistory cell(const std::string& id) const override { return history_.cell(id); }
  TestHistory abstraction(const std::string& name) const override { return history_.abstraction(name); }
  TestHistory test(const std::string& name) const override { return history_.test(name); }
  Moment now() const override { return now_; }

 private:
  struct Known {
    std::vector<std::string> matrices;
    std::vector<LostMatrix> lost;
  };

  const Known& known() const;

  Ledger ledger_;
  History history_;
  std::vector<RunHead> heads_;
  std::int64_t version_;
  Moment now_;
  std::vector<std::string> asked_, cells_, tests_;
  std::vector<RunId> runs_;
  mutable std::optional<Known> known_;
  mutable std::map<std::string, RunView> read_;                           ///< by matrix
  mutable std::pair<RunId, std::shared_ptr<const RunView>> last_run_{};  ///< runs are asked for one after the other
};

}  // namespace gulliver
