// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree_changes.hpp>
#include <runners/source/git.hpp>

#include <string>

namespace gulliver {

/// What differs between two trees of a repository. A file that moved is one change.  \throws Error
TreeChanges tree_diff(git_repository& repository, const git_oid& from, const git_oid& to);

/// The same as one patch that git can apply, binary files and modes included.  \throws Error
std::string diff_text(git_repository& repository, const git_oid& from, const git_oid& to);

}  // namespace gulliver
