// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>
#include <runners/source/series_files.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// Applies one mail of `git format-patch` to a tree and returns the tree that comes of it.
/// `base` is what messages call the tree.
/// \throws PatchError  it does not apply, or is no patch
git_oid apply_patch(git_repository& repository, const git_oid& tree, const std::filesystem::path& patch,
                    const std::string& base);

/// Applies whole series one after the other.  \throws InputError, PatchError
git_oid apply_series(git_repository& repository, git_oid tree,
                     const std::vector<std::filesystem::path>& series, const std::string& base);

}  // namespace gulliver
