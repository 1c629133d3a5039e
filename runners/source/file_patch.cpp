// SPDX-License-Identifier: MIT
#include <runners/source/file_patch.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

/// "\ No newline at end of file": the line before it ends without one.
void cut_line_end(std::vector<std::string>& lines) {
  if (!lines.empty() && lines.back().ends_with('\n')) lines.back().pop_back();
}

/// Puts a line of a patch where it belongs; returns whether it is a line of context.
bool add_line(Hunk& hunk, const git_diff_line& line) {
  const std::string text(line.content, line.content_len);
  switch (line.origin) {
    case GIT_DIFF_LINE_CONTEXT:
      hunk.before.push_back(text);
      hunk.after.push_back(text);
      return true;
    case GIT_DIFF_LINE_DELETION:
      hunk.before.push_back(text);
      return false;
    case GIT_DIFF_LINE_ADDITION:
      hunk.after.push_back(text);
      return false;
    case GIT_DIFF_LINE_CONTEXT_EOFNL:
      cut_line_end(hunk.before);
      cut_line_end(hunk.after);
      return true;
    case GIT_DIFF_LINE_DEL_EOFNL:
      cut_line_end(hunk.before);
      return false;
    default:
      cut_line_end(hunk.after);
      return false;
  }
}

Hunk hunk_of(git_patch& patch, std::size_t index) {
  const git_diff_hunk* header = nullptr;
  std::size_t lines = 0;
  git_check(git_patch_get_hunk(&header, &lines, &patch, index), "cannot read a hunk");
  Hunk hunk;
  hunk.line = header->old_start;
  bool context_behind = false;
  for (std::size_t i = 0; i < lines; ++i) {
    const git_diff_line* line = nullptr;
    git_check(git_patch_get_line_in_hunk(&line, &patch, index, i), "cannot read a hunk");
    context_behind = add_line(hunk, *line);
  }
  hunk.at_start = hunk.line <= 1;
  hunk.at_end = !context_behind;
  return hunk;
}

}  // namespace

std::vector<FilePatch> file_patches(std::string_view mail) {
  std::vector<FilePatch> patches;
  for (int line = 1; !mail.empty(); ++line) {
    const std::size_t end = std::min(mail.find('\n'), mail.size() - 1) + 1;
    if (mail.starts_with("diff --git ")) patches.push_back({"", line});
    if (!patches.empty()) patches.back().text += mail.substr(0, end);
    mail.remove_prefix(end);
  }
  return patches;
}

GitDiff parse(const FilePatch& patch) {
  // The signature's first line ends every kind of section, even that of an empty file.
  const std::string text = patch.text + (patch.text.ends_with('\n') ? "" : "\n") + "-- \n";
  git_diff* read = nullptr;
  git_error_clear();
  if (git_diff_from_buffer(&read, text.data(), text.size()) < 0) return nullptr;
  GitDiff diff(read);
  return git_diff_num_deltas(read) == 1 ? std::move(diff) : nullptr;
}

std::vector<Hunk> hunks_of(git_diff& diff) {
  git_patch* made = nullptr;
  git_check(git_patch_from_diff(&made, &diff, 0), "cannot read a patch");
  const GitPatch patch(made);
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; made && i < git_patch_num_hunks(made); ++i) hunks.push_back(hunk_of(*made, i));
  return hunks;
}

}  // namespace gulliver
