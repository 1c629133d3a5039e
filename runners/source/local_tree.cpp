// SPDX-License-Identifier: MIT
#include <runners/source/local_tree.hpp>

#include <runners/model/error.hpp>
#include <runners/source/folder_import.hpp>

#include <string>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// The commit of a revision, or of the tag that it names.
git_oid commit_of(git_repository& repository, const fs::path& path, const std::string& revision) {
  git_object* found = nullptr;
  const int code = git_revparse_single(&found, &repository, revision.c_str());
  const GitObject object(found);
  git_object* commit = nullptr;
  if (code < 0 || git_object_peel(&commit, found, GIT_OBJECT_COMMIT) < 0)
    throw InputError(path.string() + ": has no revision '" + revision + "': " + git_words());
  const GitObject done(commit);
  return *git_object_id(commit);
}

/// The files that git tracks, as an index that belongs to no repository and is never written.
GitIndex copy_of_index(git_repository& repository, const Ticker& ticker) {
  git_index *read = nullptr, *made = nullptr;
  git_check(git_repository_index(&read, &repository), git_repository_path(&repository));
  const GitIndex tracked(read);
  git_check(git_index_new(&made), "cannot make an index");
  GitIndex copy(made);
  for (std::size_t i = 0; i < git_index_entrycount(read); ++i) {
    const git_index_entry* const entry = git_index_get_byindex(read, i);
    if (git_index_entry_stage(entry) == 0) git_check(git_index_add(made, entry), entry->path);
    ticker.check();
  }
  return copy;
}

/// Tracked files that differ on disk, and files that are neither tracked nor ignored.
GitDiff changes_on_disk(git_repository& repository) {
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_INCLUDE_TYPECHANGE |
                  GIT_DIFF_IGNORE_SUBMODULES;
  git_diff* diff = nullptr;
  git_check(git_diff_index_to_workdir(&diff, &repository, nullptr, &options),
            git_repository_path(&repository));
  return GitDiff(diff);
}

void take_file(Mirror& mirror, git_index& index, const fs::path& file, const char* path) {
  const std::string bytes = contents_of(file);
  git_index_entry entry{};
  const bool link = fs::is_symlink(file);
  const bool executable =
      !link && (fs::status(file).permissions() & fs::perms::owner_exec) != fs::perms::none;
  entry.mode = link ? GIT_FILEMODE_LINK : executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
  entry.path = path;
  git_check(git_blob_create_from_buffer(&entry.id, &mirror.repository(), bytes.data(), bytes.size()), path);
  git_check(git_index_add(&index, &entry), path);
}

git_oid tree_on_disk(Mirror& mirror, git_repository& repository, const fs::path& path, const Ticker& ticker) {
  if (git_repository_is_bare(&repository))
    throw InputError(path.string() + ": is a bare repository: it has no changes that are not committed");
  const GitIndex index = copy_of_index(repository, ticker);
  const GitDiff diff = changes_on_disk(repository);
  const fs::path folder = git_repository_workdir(&repository);
  for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
    ticker.check();
    const git_diff_delta& delta = *git_diff_get_delta(diff.get(), i);
    const char* const name = delta.status == GIT_DELTA_DELETED ? delta.old_file.path : delta.new_file.path;
    const fs::file_status found = fs::symlink_status(folder / name);
    if (fs::is_regular_file(found) || fs::is_symlink(found))
      take_file(mirror, *index, folder / name, name);
    else
      git_index_remove(index.get(), name, 0);
  }
  git_oid tree;
  git_check(git_index_write_tree_to(&tree, index.get(), &mirror.repository()), path.string());
  return tree;
}

}  // namespace

Base local_base(Mirror& mirror, const LocalTree& local, const Ticker& ticker) {
  const GitRepository repository = open_repository(local.path);
  mirror.borrow(fs::path(git_repository_commondir(repository.get())) / "objects");
  const git_oid commit = commit_of(*repository, local.path, local.uncommitted ? "HEAD" : local.revision);
  const git_oid committed = mirror.tree_of_commit(commit);
  const std::string name = local.path.string() + " " + hex(commit);
  if (!local.uncommitted) return {committed, name, hex(commit)};
  const git_oid tree = tree_on_disk(mirror, *repository, local.path, ticker);
  if (git_oid_equal(&tree, &committed)) return {tree, name, hex(commit)};
  return {tree, name + " with uncommitted changes", hex(commit), true};
}

}  // namespace gulliver
