// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/series_input.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gulliver {

/// One thing to try: a series of mails, or what was pushed to a branch.
struct Arrival {
  std::string name;  ///< of its answer: file-name safe, the same whenever this very thing is seen
  std::string told;  ///< for people
  SeriesInput input;
  std::string tree = {};  ///< that it is to be tried on; empty: the matrix's
};

/// Where things to try come from. What was tried already is for the asking side to know.
class Watched {
 public:
  virtual ~Watched() = default;

  /// What is there now, oldest first: an older version of something newer is not.
  /// \throws Error  it cannot be reached
  virtual std::vector<Arrival> look() = 0;

  /// It was tried, and its answer is kept.
  virtual void done(const Arrival&) {}
};

/// The series in a maildir.  \throws InputError  it is none
std::unique_ptr<Watched> watch_maildir(const std::filesystem::path& folder);

/// The branch of a repository elsewhere. The commit that it was last seen at is kept in `memory`; the first time
/// there is nothing to try yet, and later what was pushed since, as one change.
std::unique_ptr<Watched> watch_branch(const std::string& url, const std::string& branch, const std::filesystem::path& memory);

}  // namespace gulliver
