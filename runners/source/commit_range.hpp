// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// A commit of a repository on this machine.
struct CommitInfo {
  std::string id;       ///< 40 hexadecimal digits
  std::string subject;  ///< the first line of its message
  std::string author;   ///< "Lemuel <lemuel@example.org>"
  std::string patch;    ///< as `git format-patch` writes it; of a merge empty
  std::vector<std::string> parents;  ///< ids
};

/// A range of commits: what can be reached from `to` and not from `from`, oldest first.
struct CommitRange {
  std::string from, to;  ///< ids
  std::vector<CommitInfo> commits;
};

/// Whether a text has the form of a range, "A..B"; either side may be empty and is HEAD then.
bool is_commit_range(const std::string& text);

/// Reads a range of a git repository; nothing is written into it.
/// \throws InputError  not a repository, no such revision, nothing in the range, or more than 10,000 commits
CommitRange read_commit_range(const std::filesystem::path& repository, const std::string& range);

/// The commit of a revision; empty if there is none.  \throws InputError  not a repository
std::string find_commit(const std::filesystem::path& repository, const std::string& revision);

/// Whether a folder is the work tree of a git repository.
bool is_work_tree(const std::filesystem::path& folder);

}  // namespace gulliver
