// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>
#include <runners/source/hunk.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The part of a patch that is about one file.
struct FilePatch {
  std::string text;  ///< from "diff --git" on
  int line = 0;      ///< 1-based line of the mail where it begins
};

/// Cuts a mail into the files it changes: header, message and signature belong to none.
std::vector<FilePatch> file_patches(std::string_view mail);

/// As libgit2 reads it: a diff of one file. Null where it cannot be read; git_words() says why.
GitDiff parse(const FilePatch& patch);

/// The hunks of a diff's one file; none where it only moves, is binary or changes its mode.
/// \throws Error
std::vector<Hunk> hunks_of(git_diff& diff);

}  // namespace gulliver
