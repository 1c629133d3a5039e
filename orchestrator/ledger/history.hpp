// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/history.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gulliver {

class Database;

/// A ledger read from the side of one cell, test or abstraction, through all its runs. Trees with a patch series on
/// trial, commits that `bisect` went over, and runs that chose tests are left out; the bases of trials are not.
class History {
 public:
  /// \throws Error  the ledger cannot be read
  explicit History(const std::filesystem::path& file);
  ~History();

  /// No moments where no run had such a cell.
  CellHistory cell(const std::string& id) const;

  /// Of all tests whose name matches a glob ("rust_netlink.*"); no names where there is none.
  TestHistory tests(const std::string& glob) const;

  /// Of the one test of this name.
  TestHistory test(const std::string& name) const;

  /// Of all tests of a module of the kernel crate ("sync::arc"), those of the modules in it included.
  TestHistory abstraction(const std::string& name) const;

  /// What every run that has records came to, trials included. Of a run that is not settled the verdicts are the records'.
  std::map<RunId, RunCounts> counts() const;

  /// For who asked for something that there is not: everything that can be asked for.
  std::vector<std::string> cells() const;
  std::vector<std::string> abstractions() const;
  std::vector<std::string> test_names() const;

  /// A number that is another one once somebody else has written to the ledger.
  std::int64_t version() const;

 private:
  std::unique_ptr<Database> database_;
};

}  // namespace gulliver
