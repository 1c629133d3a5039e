// SPDX-License-Identifier: MIT
#include <runners/source/git.hpp>

#include <runners/model/error.hpp>

namespace gulliver {
namespace {

std::string why_not_opened(int code, const std::string& path) {
  const git_error* const error = git_error_last();
  // libgit2 1.5 says "not found" of the setting safe.directory where it means another owner.
  const bool unsafe =
      code == GIT_EOWNER || (code == GIT_ENOTFOUND && error && error->klass == GIT_ERROR_CONFIG);
  if (unsafe)
    return ": belongs to another user: `git config --global --add safe.directory " + path +
           "` says that it may be read";
  if (code == GIT_ENOTFOUND) return ": is not a git repository";
  return ": cannot be opened as a git repository: " + git_words();
}

}  // namespace

GitLibrary::GitLibrary() {
  git_check(git_libgit2_init(), "libgit2");
}

GitLibrary::~GitLibrary() {
  git_libgit2_shutdown();
}

std::string git_words() {
  const git_error* const error = git_error_last();
  return error && error->message ? error->message : "no reason given";
}

void git_check(int code, std::string_view what) {
  if (code < 0) throw Error(std::string(what) + ": " + git_words());
}

std::string hex(const git_oid& id) {
  char text[GIT_OID_HEXSZ + 1];
  return git_oid_tostr(text, sizeof(text), &id);
}

git_oid object_id(const std::string& hex) {
  git_oid id;
  git_check(hex.size() == GIT_OID_HEXSZ ? git_oid_fromstr(&id, hex.c_str()) : -1,
            "'" + hex + "' is not a git object id");
  return id;
}

GitRepository open_repository(const std::filesystem::path& path) {
  git_repository* repository = nullptr;
  const int code = git_repository_open(&repository, path.c_str());
  if (code < 0) throw InputError(path.string() + why_not_opened(code, path.string()));
  return GitRepository(repository);
}

GitOdb odb_of(git_repository& repository) {
  git_odb* odb = nullptr;
  git_check(git_repository_odb(&odb, &repository), git_repository_path(&repository));
  return GitOdb(odb);
}

GitTree tree_of(git_repository& repository, const git_oid& id) {
  git_tree* tree = nullptr;
  git_check(git_tree_lookup(&tree, &repository, &id), git_repository_path(&repository));
  return GitTree(tree);
}

std::string blob_text(git_repository& repository, const git_oid& id) {
  git_blob* found = nullptr;
  git_check(git_blob_lookup(&found, &repository, &id), git_repository_path(&repository));
  const GitBlob blob(found);
  return {static_cast<const char*>(git_blob_rawcontent(found)),
          static_cast<std::size_t>(git_blob_rawsize(found))};
}

git_oid blob_id(std::string_view bytes) {
  git_oid id;
  git_check(git_odb_hash(&id, bytes.data(), bytes.size(), GIT_OBJECT_BLOB), "cannot hash");
  return id;
}

}  // namespace gulliver
