// SPDX-License-Identifier: MIT
#include <runners/source/patch_series.hpp>

#include <runners/files/files.hpp>
#include <runners/source/file_patch.hpp>
#include <runners/source/source_store.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct File {
  git_oid id;
  git_filemode_t mode;
};

/// A path that a patch may name: below the tree, and nothing of git's own.
bool stays_inside(const std::string& path) {
  const fs::path parts(path);
  return !parts.empty() && parts.is_relative() && parts.has_filename() &&
         std::ranges::none_of(parts, [](const fs::path& part) { return part.empty() || part == "." || part == ".." || part == ".git"; });
}

bool is_file_mode(git_filemode_t mode) {
  return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE || mode == GIT_FILEMODE_LINK;
}

std::string octal(unsigned int mode) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%06o", mode);
  return digits.data();
}

/// Changes of one patch, on top of a tree.
class Patching {
 public:
  Patching(git_repository& repository, const git_oid& tree)
      : repository_(repository), tree_(tree_of(repository, tree)) {}

  /// Applies what a patch does to one file; returns why not, where it does not apply.
  std::optional<std::string> apply(git_diff& diff) {
    const git_diff_delta& delta = *git_diff_get_delta(&diff, 0);
    const std::string from = delta.old_file.path, to = delta.new_file.path;
    for (const std::string& path : {from, to})
      if (!stays_inside(path)) return path + ": leads out of the tree";
    const auto mode = static_cast<git_filemode_t>(delta.new_file.mode);
    if (mode && !is_file_mode(mode)) return to + ": has mode " + octal(mode) + ", and a file of a kernel has 100644, 100755 or 120000";
    const bool adds = delta.status == GIT_DELTA_ADDED, moves = delta.status == GIT_DELTA_RENAMED;
    const auto old = adds ? std::nullopt : find(from);
    if (!adds && !old) return from + ": the tree has no such file";
    if ((adds || moves) && find(to)) return to + ": the tree has this file already";
    if (const std::string file = file_above(to); !file.empty()) return to + ": " + file + " is no folder";
    const auto made = delta.flags & GIT_DIFF_FLAG_BINARY ? binary(diff, to) : text(diff, old);
    if (const auto* const why = std::get_if<std::string>(&made)) return from + *why;

    if (moves || delta.status == GIT_DELTA_DELETED) changes_[from] = std::nullopt;
    if (delta.status == GIT_DELTA_DELETED) return std::nullopt;
    changes_[to] = File{std::get<git_oid>(made), mode ? mode : old ? old->mode : GIT_FILEMODE_BLOB};
    return std::nullopt;
  }

  git_oid result() const {
    std::vector<git_tree_update> updates;
    for (const auto& [path, file] : changes_) {
      const git_tree_update_t action = file ? GIT_TREE_UPDATE_UPSERT : GIT_TREE_UPDATE_REMOVE;
      updates.push_back(
          {action, file ? file->id : git_oid{}, file ? file->mode : GIT_FILEMODE_BLOB, path.c_str()});
    }
    git_oid id;
    git_check(git_tree_create_updated(&id, &repository_, tree_.get(), updates.size(), updates.data()),
              "cannot make a tree");
    return id;
  }

 private:
  using Made = std::variant<git_oid, std::string>;

  std::optional<File> find(const std::string& path) const {
    if (const auto change = changes_.find(path); change != changes_.end()) return change->second;
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree_.get(), path.c_str()) < 0) return std::nullopt;
    const GitTreeEntry entry(found);
    return File{*git_tree_entry_id(found), git_tree_entry_filemode(found)};
  }

  /// What stands in the way of a path, as a link would.
  std::string file_above(const std::string& path) const {
    for (fs::path above = fs::path(path).parent_path(); !above.empty(); above = above.parent_path())
      if (const auto found = find(above.string()); found && found->mode != GIT_FILEMODE_TREE) return above.string();
    return "";
  }

  Made text(git_diff& diff, const std::optional<File>& old) {
    const std::vector<Hunk> hunks = hunks_of(diff);
    if (hunks.empty() && old) return old->id;
    const auto made = apply_hunks(old ? blob_text(repository_, old->id) : "", hunks);
    if (const auto* const miss = std::get_if<Mismatch>(&made))
      return ", hunk " + std::to_string(miss->hunk) + " (line " + std::to_string(miss->line) +
             "): " + miss->why;
    const std::string& bytes = std::get<std::string>(made);
    if (git_diff_get_delta(&diff, 0)->status == GIT_DELTA_DELETED && !bytes.empty())
      return ": the patch deletes the file, but the tree's has more in it";
    git_oid id;
    git_check(git_blob_create_from_buffer(&id, &repository_, bytes.data(), bytes.size()),
              "cannot keep a file");
    return id;
  }

  /// Binary patches are libgit2's: they have no place to look for.
  Made binary(git_diff& diff, const std::string& path) {
    git_index* made = nullptr;
    if (git_apply_to_tree(&made, &repository_, tree_.get(), &diff, nullptr) < 0)
      return ": the binary patch does not fit: " + git_words();
    const GitIndex index(made);
    const git_index_entry* const entry = git_index_get_bypath(made, path.c_str(), 0);
    return entry ? entry->id : git_oid{};
  }

  git_repository& repository_;
  GitTree tree_;
  std::map<std::string, std::optional<File>> changes_;
};

}  // namespace

std::vector<fs::path> patches_of(const fs::path& series) {
  if (!fs::is_directory(series)) throw InputError(series.string() + ": no such folder of patches");
  std::vector<fs::path> patches;
  for (const fs::directory_entry& entry : fs::directory_iterator(series))
    if (entry.path().extension() == ".patch") patches.push_back(entry.path());
  if (patches.empty()) throw InputError(series.string() + ": there is no *.patch file in this folder");
  std::sort(patches.begin(), patches.end());
  return patches;
}

std::string series_name(const fs::path& series) {
  return (series.has_filename() ? series : series.parent_path()).filename().string();
}

git_oid apply_patch(git_repository& repository, const git_oid& tree, const fs::path& patch,
                    const std::string& base) {
  const std::vector<FilePatch> files = file_patches(read_file(patch));
  if (files.empty())
    throw PatchError(patch.string() +
                     ": there is no line 'diff --git' in it: `git format-patch` makes patches");
  Patching patching(repository, tree);
  for (const FilePatch& file : files) {
    const GitDiff diff = parse(file);
    if (!diff)
      throw PatchError(patch.string() + ":" + std::to_string(file.line) +
                       ": cannot be read as a patch of a file: " + git_words());
    if (const auto why = patching.apply(*diff))
      throw PatchError(patch.string() + ": does not apply to " + base + ": " + *why);
  }
  try {
    return patching.result();
  } catch (const Error& error) {  // two files of the patch stand in each other's way
    throw PatchError(patch.string() + ": does not apply to " + base + ": " + error.what());
  }
}

git_oid apply_series(git_repository& repository, git_oid tree, const std::vector<fs::path>& series,
                     const std::string& base) {
  for (const fs::path& folder : series)
    for (const fs::path& patch : patches_of(folder)) tree = apply_patch(repository, tree, patch, base);
  return tree;
}

}  // namespace gulliver
