// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>
#include <runners/source/ticker.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// The bytes that git keeps of a file: its contents, or where it points (symbolic link).
/// \throws Error
std::string contents_of(const std::filesystem::path& file);

/// Stores a folder (files, executable bits, symbolic links) as one pack; returns its tree.
/// Tells "WHAT: N %".  \throws Error, Interrupted
git_oid import_folder(git_repository& repository, const std::filesystem::path& folder, const Ticker& ticker,
                      const std::string& what);

/// Makes a commit of a tree that is the same wherever and whenever it is made, and a reference
/// to it.  \throws Error
git_oid commit_tree(git_repository& repository, const git_oid& tree, const std::string& message,
                    const std::string& reference);

}  // namespace gulliver
