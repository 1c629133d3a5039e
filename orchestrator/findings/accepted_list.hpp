// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/tested_cell.hpp>
#include <orchestrator/model/finding.hpp>

#include <set>
#include <string>
#include <vector>

namespace gulliver {

/// The accepted findings of a run on its day. Remembers which of them were of use.
class AcceptedList {
 public:
  explicit AcceptedList(const Run& run);

  /// The first entry, not expired, that accepts this of this test on this cell, or a null pointer.
  const Accepted* find(Accepted::Kind kind, const std::string& cell, const std::string& name,
                       const std::string& location);

  /// The entry that accepts a failure of the finding's test on the first of its cells, if it is accepted on all of them.
  const Accepted* find_on_all(const Finding& finding);

  /// What is to be said of the entries themselves, once everything was looked up: those that have
  /// expired, and those whose tests run, or pass, on every cell that they name. Of a run with
  /// filters only the former, since the cells that need an entry may be left out of it.
  std::vector<Finding> findings(const std::vector<TestedCell>& cells) const;

 private:
  bool expired(const Accepted& entry) const { return entry.expires < today_; }
  bool unneeded(const Accepted& entry, const std::vector<TestedCell>& cells) const;

  const Run& run_;
  std::string today_;  ///< "2026-11-22", UTC
  std::set<const Accepted*> used_;
};

}  // namespace gulliver
