// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/local_tree.hpp>

#include <gtest/gtest.h>

#include <map>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

class LocalTreeTest : public testing::Test {
 protected:
  LocalTreeTest() {
    put_small_kernel(repository_.path());
    put(repository_.path() / ".gitignore", "*.o\n");
    commit_ = repository_.commit("first");
  }

  Base base(const std::string& revision = "HEAD", bool uncommitted = false) {
    return local_base(mirror_, LocalTree{repository_.path(), revision, uncommitted}, Ticker());
  }
  std::string text(const Base& base, const std::string& path) {
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, tree_of(mirror_.repository(), base.tree).get(), path.c_str()) < 0)
      return "nothing";
    const GitTreeEntry entry(found);
    return blob_text(mirror_.repository(), *git_tree_entry_id(found));
  }
  std::string refusal(const LocalTree& local) {
    return complaint_of<InputError>([&] { local_base(mirror_, local, Ticker()); });
  }

  /// Every file below .git, with its time and contents.
  std::map<std::string, std::pair<std::int64_t, std::string>> inside() const {
    std::map<std::string, std::pair<std::int64_t, std::string>> files;
    for (const auto& entry : fs::recursive_directory_iterator(repository_.path() / ".git"))
      files[entry.path()] = {modified(entry.path()), entry.is_regular_file() ? read_file(entry.path()) : ""};
    return files;
  }

  TemporaryFolder folder_;
  SmallRepository repository_{folder_ / "linux"};
  Mirror mirror_{folder_ / "mirror.git"};
  std::string commit_;
};

}  // namespace

TEST_F(LocalTreeTest, gives_the_tree_of_a_revision) {
  put(repository_.path() / "Makefile", "VERSION = 8\n");
  const std::string second = repository_.commit("second");
  EXPECT_EQ(text(base(), "Makefile"), "VERSION = 8\n");
  EXPECT_EQ(base().name, repository_.path().string() + " " + second);
  EXPECT_NE(text(base("HEAD~1"), "Makefile"), "VERSION = 8\n");
  EXPECT_EQ(base("HEAD~1").name, repository_.path().string() + " " + commit_);
}

TEST_F(LocalTreeTest, takes_what_is_on_disk_when_asked_to) {
  const fs::path top = repository_.path();
  put(top / "rust/lib.rs", "//! Changed.\n");
  put(top / "rust/untracked.rs", "new\n");
  put(top / "rust/deep/er.rs", "deep\n");
  put(top / "built.o", "ignored");
  fs::remove(top / "Kconfig");
  fs::permissions(top / "scripts/run.sh", fs::perms(0644));
  fs::remove(top / "scripts/link");
  fs::create_symlink("../Makefile", top / "scripts/link");

  const Base with = base("HEAD", true);
  EXPECT_EQ(with.name, top.string() + " " + commit_ + " with uncommitted changes");
  EXPECT_EQ(with.commit, commit_);
  EXPECT_TRUE(with.uncommitted);
  EXPECT_EQ(text(with, "rust/lib.rs"), "//! Changed.\n");
  EXPECT_EQ(text(with, "rust/untracked.rs"), "new\n");
  EXPECT_EQ(text(with, "rust/deep/er.rs"), "deep\n");
  EXPECT_EQ(text(with, "built.o"), "nothing");
  EXPECT_EQ(text(with, "Kconfig"), "nothing");
  EXPECT_EQ(text(with, "scripts/link"), "../Makefile");
  git_tree_entry* found = nullptr;
  ASSERT_EQ(git_tree_entry_bypath(&found, tree_of(mirror_.repository(), with.tree).get(), "scripts/run.sh"),
            0);
  const GitTreeEntry script(found);
  EXPECT_EQ(git_tree_entry_filemode(found), GIT_FILEMODE_BLOB);
  EXPECT_EQ(text(base(), "rust/lib.rs"), "//! Nothing yet.\n") << "HEAD is HEAD";
}

TEST_F(LocalTreeTest, takes_files_that_are_staged_or_taken_back) {
  const fs::path top = repository_.path();
  git_index* opened = nullptr;
  git_check(git_repository_index(&opened, repository_.get()), "index");
  const GitIndex index(opened);
  put(top / "staged.rs", "staged\n");
  git_check(git_index_add_bypath(opened, "staged.rs"), "add");
  git_check(git_index_remove_bypath(opened, "Kconfig"), "remove");  // but it stays on disk
  git_check(git_index_write(opened), "write");
  const Base with = base("HEAD", true);
  EXPECT_EQ(text(with, "staged.rs"), "staged\n");
  EXPECT_EQ(text(with, "Kconfig"), "mainmenu \"Linux\"\n");
}

TEST_F(LocalTreeTest, without_changes_is_its_head) {
  EXPECT_EQ(hex(base("HEAD", true).tree), hex(base().tree));
  EXPECT_EQ(base("HEAD", true).name, base().name);
  EXPECT_FALSE(base("HEAD", true).uncommitted);
  EXPECT_EQ(base().commit, commit_);
}

TEST_F(LocalTreeTest, is_never_written_into) {
  put(repository_.path() / "rust/lib.rs", "//! Changed.\n");
  put(repository_.path() / "built.o", "ignored");
  for (const auto& entry : fs::recursive_directory_iterator(repository_.path() / ".git"))
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto before = inside();
  base("HEAD", true);
  put(repository_.path() / "rust/lib.rs", "//! Nothing yet.\n");  // as in HEAD: its blob is there already
  base("HEAD", true);
  EXPECT_EQ(inside(), before);
}

TEST_F(LocalTreeTest, reads_objects_that_it_borrows_itself) {
  const fs::path clone = folder_ / "clone";
  SmallRepository borrower(clone);
  put(clone / ".git/objects/info/alternates", (repository_.path() / ".git/objects").string() + "\n");
  const GitRepository fresh = open_repository(clone);
  const git_oid id = object_id(commit_);
  git_reference* made = nullptr;
  git_check(git_reference_create(&made, fresh.get(), "refs/heads/borrowed", &id, 1, "test"), "reference");
  const GitReference done(made);
  const Base base = local_base(mirror_, LocalTree{clone, "borrowed", false}, Ticker());
  EXPECT_EQ(text(base, "Kconfig"), "mainmenu \"Linux\"\n");
}

TEST_F(LocalTreeTest, refuses_what_is_not_there) {
  const std::string path = repository_.path().string();
  EXPECT_EQ(refusal(LocalTree{folder_ / "nowhere"}),
            (folder_ / "nowhere").string() + ": is not a git repository");
  EXPECT_EQ(refusal(LocalTree{path, "v9.9"}), path + ": has no revision 'v9.9': revspec 'v9.9' not found");
  EXPECT_EQ(refusal(LocalTree{path, "HEAD:Kconfig"}).substr(0, path.size() + 40),
            (path + ": has no revision 'HEAD:Kconfig': the git_object of id").substr(0, path.size() + 40));
}

TEST_F(LocalTreeTest, refuses_uncommitted_changes_of_a_bare_repository) {
  const SmallMirror bare(folder_ / "bare.git");
  commit_tree(bare.get(), bare.keep(repository_.path() / "rust"), "x\n", "refs/heads/master");
  EXPECT_EQ(
      refusal(LocalTree{folder_ / "bare.git", "HEAD", true}),
      (folder_ / "bare.git").string() + ": is a bare repository: it has no changes that are not committed");
}

TEST_F(LocalTreeTest, says_what_to_do_about_another_owner) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a repository away";
  for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, folder_.path().c_str());  // no safe.directory there
  const std::string path = repository_.path().string();
  ASSERT_EQ(::chown(path.c_str(), 12345, 12345), 0);
  ASSERT_EQ(::chown((path + "/.git").c_str(), 12345, 12345), 0);
  EXPECT_EQ(refusal(LocalTree{path}),
            path + ": belongs to another user: `git config --global --add safe.directory " + path +
                "` says that it may be read");
  for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, nullptr);
}
