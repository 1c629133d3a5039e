// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>
#include <runners/source/ticker.hpp>

#include <cstddef>
#include <filesystem>
#include <string>

namespace gulliver {

/// A tree on disk, kept from run to run: a plain folder, for a kernel that finds a `.git` beside
/// itself changes its version. What git would keep inside stands beside it: NAME.index knows the
/// files as they were written, NAME.tree the tree that they came from. While a checkout is under
/// way there is no NAME.tree; the next one then looks into every file.
class WorkTree {
 public:
  WorkTree(const std::filesystem::path& worktrees, const std::string& name);

  const std::filesystem::path& folder() const { return folder_; }

  /// Takes over a folder of files, where there is no work tree yet: the checkout finds them.
  void adopt(const std::filesystem::path& files);

  /// Begins as a copy of another one, where there is no work tree yet: files of the same name, time
  /// and content, so that a build folder which was made from the other one goes on from here.
  void begin_as(const WorkTree& other);

  /// Makes the folder equal to a tree. Files that are as they should be keep their modification
  /// time, whatever else there is goes. Everybody may read the files, whatever the umask.
  /// Returns how many files were written or removed.
  /// \throws Error, Interrupted
  std::size_t check_out(git_repository& repository, const git_oid& tree, const Ticker& ticker);

 private:
  std::string checked_out() const;
  GitIndex known_files() const;

  std::filesystem::path folder_, index_, marker_;
};

}  // namespace gulliver
