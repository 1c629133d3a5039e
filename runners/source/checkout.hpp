// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>
#include <runners/source/ticker.hpp>

#include <filesystem>
#include <vector>

namespace gulliver {

/// What stands between a folder and a tree: found first, done afterwards. Points into the target.
struct Checkout {
  std::vector<std::filesystem::path> remove;   ///< files and folders that the tree does not have
  std::vector<std::filesystem::path> open;     ///< folders that not everybody may enter
  std::vector<const git_index_entry*> permit;  ///< as they should be but for their permissions
  std::vector<const git_index_entry*> write;   ///< missing or different
  bool learned = false;                        ///< a file had to be read
  bool empty() const { return remove.empty() && open.empty() && permit.empty() && write.empty(); }
};

/// Compares a folder with a target, an index of all files of a tree. A file that is as `known`
/// remembers it is believed to hold what it held then; any other one is read.
/// \throws Error, Interrupted
Checkout compare(const std::filesystem::path& folder, git_index& target, git_index& known,
                 const Ticker& ticker);

/// \throws Error, Interrupted
void carry_out(const Checkout& checkout, const std::filesystem::path& folder, git_repository& repository,
               const Ticker& ticker);

/// The index of a target as it now stands on disk, kept in a file.  \throws Error
void remember(const std::filesystem::path& folder, git_index& target, const std::filesystem::path& file);

}  // namespace gulliver
