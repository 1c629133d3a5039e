// SPDX-License-Identifier: MIT
#include <runners/source/tree_diff.hpp>

namespace gulliver {
namespace {

std::string line_text(const git_diff_line& line) {
  std::string text(line.content, line.content_len);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

ChangedLines lines_of(git_patch& patch, std::size_t index) {
  const git_diff_hunk* hunk = nullptr;
  std::size_t count = 0;
  git_check(git_patch_get_hunk(&hunk, &count, &patch, index), "cannot read a hunk");
  ChangedLines lines{hunk->old_start, hunk->new_start, {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const git_diff_line* line = nullptr;
    git_check(git_patch_get_line_in_hunk(&line, &patch, index, i), "cannot read a line");
    if (line->origin == GIT_DIFF_LINE_DELETION) lines.removed.push_back(line_text(*line));
    if (line->origin == GIT_DIFF_LINE_ADDITION) lines.added.push_back(line_text(*line));
  }
  return lines;
}

ChangedFile changed_file(git_diff& diff, std::size_t index) {
  const git_diff_delta& delta = *git_diff_get_delta(&diff, index);
  ChangedFile file;
  if (delta.status != GIT_DELTA_ADDED) file.old_path = delta.old_file.path;
  if (delta.status != GIT_DELTA_DELETED) file.path = delta.new_file.path;
  git_patch* read = nullptr;
  git_check(git_patch_from_diff(&read, &diff, index), file.path);
  const GitPatch patch(read);
  for (std::size_t i = 0; patch && i < git_patch_num_hunks(patch.get()); ++i)
    file.lines.push_back(lines_of(*patch, i));
  return file;
}

/// A file that moved is one change.
GitDiff diff_of(git_repository& repository, const git_oid& from, const git_oid& to, unsigned context) {
  const GitTree before = tree_of(repository, from), after = tree_of(repository, to);
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.context_lines = context;
  options.flags = GIT_DIFF_SHOW_BINARY;
  git_diff* made = nullptr;
  git_check(git_diff_tree_to_tree(&made, &repository, before.get(), after.get(), &options), "cannot compare trees");
  GitDiff diff(made);
  git_diff_find_options find = GIT_DIFF_FIND_OPTIONS_INIT;
  find.flags = GIT_DIFF_FIND_RENAMES;
  git_check(git_diff_find_similar(made, &find), "cannot find renames");
  return diff;
}

}  // namespace

std::string diff_text(git_repository& repository, const git_oid& from, const git_oid& to) {
  const GitDiff diff = diff_of(repository, from, to, 3);
  git_buf text = GIT_BUF_INIT;
  git_check(git_diff_to_buf(&text, diff.get(), GIT_DIFF_FORMAT_PATCH), "cannot write a patch");
  std::string patch(text.ptr, text.size);
  git_buf_dispose(&text);
  return patch;
}

TreeChanges tree_diff(git_repository& repository, const git_oid& from, const git_oid& to) {
  const GitDiff diff = diff_of(repository, from, to, 0);
  TreeChanges changes;
  for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) changes.push_back(changed_file(*diff, i));
  return changes;
}

}  // namespace gulliver
