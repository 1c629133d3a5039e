// SPDX-License-Identifier: MIT
#pragma once

#include <git2.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace gulliver {

/// libgit2 is ready for use while one of these lives.
class GitLibrary {
 public:
  GitLibrary();
  ~GitLibrary();
  GitLibrary(const GitLibrary&) = delete;
  GitLibrary& operator=(const GitLibrary&) = delete;
};

template <auto free>
struct GitFree {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};

template <class T, auto free>
using GitPointer = std::unique_ptr<T, GitFree<free>>;

using GitRepository = GitPointer<git_repository, git_repository_free>;
using GitOdb = GitPointer<git_odb, git_odb_free>;
using GitOdbObject = GitPointer<git_odb_object, git_odb_object_free>;
using GitObject = GitPointer<git_object, git_object_free>;
using GitCommit = GitPointer<git_commit, git_commit_free>;
using GitTree = GitPointer<git_tree, git_tree_free>;
using GitTreeEntry = GitPointer<git_tree_entry, git_tree_entry_free>;
using GitBlob = GitPointer<git_blob, git_blob_free>;
using GitIndex = GitPointer<git_index, git_index_free>;
using GitDiff = GitPointer<git_diff, git_diff_free>;
using GitPatch = GitPointer<git_patch, git_patch_free>;
using GitRemote = GitPointer<git_remote, git_remote_free>;
using GitReference = GitPointer<git_reference, git_reference_free>;
using GitSignature = GitPointer<git_signature, git_signature_free>;

/// What libgit2 said last, as the end of a sentence.
std::string git_words();

/// \throws Error  "WHAT: libgit2's words", where `code` says that a call failed
void git_check(int code, std::string_view what);

/// 40 lower-case hexadecimal digits.
std::string hex(const git_oid& id);

/// \throws Error  it is not 40 hexadecimal digits
git_oid object_id(const std::string& hex);

/// \throws InputError  not a repository, or one that belongs to somebody else
GitRepository open_repository(const std::filesystem::path& path);
GitOdb odb_of(git_repository& repository);
GitTree tree_of(git_repository& repository, const git_oid& id);

/// The bytes of a blob.
std::string blob_text(git_repository& repository, const git_oid& id);

/// The id that a blob of these bytes has, stored or not.
git_oid blob_id(std::string_view bytes);

}  // namespace gulliver
