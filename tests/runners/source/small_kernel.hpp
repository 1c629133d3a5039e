// SPDX-License-Identifier: MIT
#pragma once

#include <runners/files/files.hpp>
#include <runners/source/folder_import.hpp>
#include <runners/source/git.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <string>

namespace gulliver {

inline void put(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  write_file(file, text);
}

/// The least that passes for a kernel.
inline void put_small_kernel(const std::filesystem::path& folder) {
  put(folder / "Makefile",
      "# SPDX-License-Identifier: GPL-2.0\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\n"
      "EXTRAVERSION =\nNAME = Baby Opossum\n");
  put(folder / "Kconfig", "mainmenu \"Linux\"\n");
  put(folder / "rust/lib.rs", "//! Nothing yet.\n");
  put(folder / "scripts/run.sh", "#!/bin/sh\n");
  std::filesystem::permissions(folder / "scripts/run.sh", std::filesystem::perms(0755));
  if (!std::filesystem::exists(folder / "scripts/link"))
    std::filesystem::create_symlink("run.sh", folder / "scripts/link");
}

/// A git work tree in a folder, made with libgit2.
class SmallRepository {
 public:
  explicit SmallRepository(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder);
    git_repository* made = nullptr;
    git_check(git_repository_init(&made, folder.c_str(), 0), "init");
    repository_.reset(made);
  }

  git_repository* get() const { return repository_.get(); }
  const std::filesystem::path& path() const { return folder_; }

  /// Commits all that is in the folder; returns the commit's id.
  std::string commit(const std::string& message) {
    git_index* opened = nullptr;
    git_check(git_repository_index(&opened, get()), "index");
    const GitIndex index(opened);
    git_check(git_index_add_all(opened, nullptr, 0, nullptr, nullptr), "add");
    git_check(git_index_update_all(opened, nullptr, nullptr, nullptr), "add");
    git_check(git_index_write(opened), "write");
    git_oid tree, id;
    git_check(git_index_write_tree(&tree, opened), "tree");
    git_signature* made = nullptr;
    git_check(git_signature_new(&made, "Lemuel", "lemuel@example.org", 1000000000, 0), "signature");
    const GitSignature signature(made);
    git_oid head;
    const bool has_parent = git_reference_name_to_id(&head, get(), "HEAD") == 0;
    git_commit* found = nullptr;
    if (has_parent) git_check(git_commit_lookup(&found, get(), &head), "parent");
    const GitCommit parent(found);
    const git_commit* parents[] = {found};
    git_check(git_commit_create(&id, get(), "HEAD", made, made, nullptr, message.c_str(),
                                tree_of(*get(), tree).get(), has_parent, parents),
              "commit");
    return hex(id);
  }

  void reference(const std::string& name, const std::string& commit) {
    const git_oid id = object_id(commit);
    git_reference* made = nullptr;
    git_check(git_reference_create(&made, get(), name.c_str(), &id, 1, "test"), name);
    const GitReference done(made);
  }

 private:
  GitLibrary library_;
  std::filesystem::path folder_;
  GitRepository repository_;
};

/// A bare repository with the tree of a folder in it.
class SmallMirror {
 public:
  explicit SmallMirror(const std::filesystem::path& folder) {
    git_repository* made = nullptr;
    git_check(git_repository_init(&made, folder.c_str(), 1), "init");
    repository_.reset(made);
  }
  git_repository& get() const { return *repository_; }
  git_oid keep(const std::filesystem::path& folder) const {
    return import_folder(get(), folder, Ticker(), "importing");
  }

  /// A file's text in a tree; "nothing" where there is none.
  std::string text(const git_oid& tree, const std::string& path) const {
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree_of(get(), tree).get(), path.c_str()) < 0) return "nothing";
    const GitTreeEntry entry(found);
    return blob_text(get(), *git_tree_entry_id(found));
  }
  unsigned mode(const git_oid& tree, const std::string& path) const {
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree_of(get(), tree).get(), path.c_str()) < 0) return 0;
    const GitTreeEntry entry(found);
    return git_tree_entry_filemode(found);
  }

 private:
  GitLibrary library_;
  GitRepository repository_;
};

inline std::int64_t modified(const std::filesystem::path& file) {
  struct stat found {};
  ::lstat(file.c_str(), &found);
  return std::int64_t{found.st_mtim.tv_sec} * 1000000000 + found.st_mtim.tv_nsec;
}

inline unsigned mode_of(const std::filesystem::path& file) {
  struct stat found {};
  ::lstat(file.c_str(), &found);
  return found.st_mode & 07777u;
}

template <class T>
T finish(boost::asio::awaitable<T> task) {
  boost::asio::io_context context;
  auto result = boost::asio::co_spawn(context, std::move(task), boost::asio::use_future);
  context.run();
  return result.get();
}

/// What a call complains of; "nothing" where it does not.
template <class E, class F>
std::string complaint_of(F call) {
  try {
    call();
  } catch (const E& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace gulliver
