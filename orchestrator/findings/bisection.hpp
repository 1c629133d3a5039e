// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// What a commit under test turned out to be. `skipped`: it says nothing (it does not build, or fails
/// in another way).
enum class Mark { good, bad, skipped };

/// A search for the first bad commit, as git-bisect(1) does it: among what can be reached from every
/// bad commit and from no good one, the commit that splits the rest best is next.
class Bisection {
 public:
  struct Commit {
    std::string id;
    std::vector<std::string> parents;  ///< those that are not among the commits are good
  };

  /// Parents before children; the last one is known to be bad.
  explicit Bisection(std::vector<Commit> commits);

  void mark(const std::string& id, Mark mark);

  /// What to test next; nothing where nothing is left to find out.
  std::optional<std::string> next() const;

  /// The first bad commit; several, oldest first, where skipped ones stand in between.
  std::vector<std::string> suspects() const;

  /// Tests that are left to do, at most if none is skipped.
  int steps_left() const;

 private:
  using Set = std::vector<bool>;  // by place in commits_

  Set suspected() const;
  const Set& history(std::size_t commit) const { return histories_[commit]; }

  std::vector<Commit> commits_;
  std::map<std::string, std::size_t> places_;
  std::vector<Set> histories_;  ///< of each commit: itself and what is reached from it
  std::map<std::size_t, Mark> marks_;
};

}  // namespace gulliver
