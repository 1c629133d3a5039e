// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/work_tree.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

class WorkTreeTest : public testing::Test {
 protected:
  WorkTreeTest() {
    put_small_kernel(folder_ / "k");
    first_ = mirror_.keep(folder_ / "k");
    put(folder_ / "k/rust/lib.rs", "//! Something.\n");
    put(folder_ / "k/rust/new/mod.rs", "\n");
    fs::remove(folder_ / "k/Kconfig");
    second_ = mirror_.keep(folder_ / "k");
  }

  WorkTree work_tree() const { return {folder_ / "w", "k"}; }
  std::size_t check_out(const git_oid& tree) { return work_tree().check_out(mirror_.get(), tree, Ticker()); }
  fs::path file(const std::string& name) const { return folder_ / "w/k" / name; }

  /// As though nobody had touched the files for a long time.
  void age() {
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "w/k"))
      if (entry.is_regular_file() && !entry.is_symlink())
        fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  std::string on_disk() const { return hex(mirror_.keep(folder_ / "w/k")); }

  TemporaryFolder folder_;
  SmallMirror mirror_{folder_ / "m.git"};
  git_oid first_, second_;
};

}  // namespace

TEST_F(WorkTreeTest, holds_the_tree_and_nothing_of_git) {
  EXPECT_EQ(check_out(first_), 5u);
  EXPECT_EQ(on_disk(), hex(first_));
  EXPECT_EQ(fs::read_symlink(file("scripts/link")), "run.sh");
  EXPECT_FALSE(fs::exists(file(".git")));
  EXPECT_EQ(read_file(folder_ / "w/k.tree"), hex(first_) + "\n");
}

TEST_F(WorkTreeTest, touches_nothing_the_second_time) {
  check_out(first_);
  const auto index = modified(folder_ / "w/k.index"), marker = modified(folder_ / "w/k.tree");
  EXPECT_EQ(check_out(first_), 0u);
  EXPECT_EQ(modified(folder_ / "w/k.index"), index);
  EXPECT_EQ(modified(folder_ / "w/k.tree"), marker);
}

TEST_F(WorkTreeTest, touches_only_what_differs) {
  check_out(first_);
  age();
  check_out(first_);  // learns the times
  const auto makefile = modified(file("Makefile")), script = modified(file("scripts/run.sh"));
  const auto library = modified(file("rust/lib.rs")), link = modified(file("scripts/link"));
  EXPECT_EQ(check_out(second_), 3u);
  EXPECT_EQ(on_disk(), hex(second_));
  EXPECT_EQ(modified(file("Makefile")), makefile);
  EXPECT_EQ(modified(file("scripts/run.sh")), script);
  EXPECT_EQ(modified(file("scripts/link")), link);
  EXPECT_GT(modified(file("rust/lib.rs")), library);
  EXPECT_FALSE(fs::exists(file("Kconfig")));

  EXPECT_EQ(check_out(first_), 3u);
  EXPECT_EQ(on_disk(), hex(first_));
  EXPECT_FALSE(fs::exists(file("rust/new")));
  EXPECT_EQ(modified(file("Makefile")), makefile);
}

TEST_F(WorkTreeTest, undoes_what_others_did_to_it) {
  check_out(first_);
  write_file(file("Makefile"), "VERSION = 8\n");
  fs::remove(file("Kconfig"));
  fs::permissions(file("scripts/run.sh"), fs::perms(0600));
  put(file("vmlinux"), "built here");
  fs::remove_all(file("rust"));
  write_file(file("rust"), "a file in place of a folder");
  fs::remove(file("scripts/link"));
  fs::create_directories(file("scripts/link/below"));
  check_out(first_);
  EXPECT_EQ(on_disk(), hex(first_));
  EXPECT_EQ(mode_of(file("scripts/run.sh")), 0755u);
}

TEST_F(WorkTreeTest, replaces_a_file_by_a_folder_and_back) {
  fs::remove_all(folder_ / "k/scripts");
  put(folder_ / "k/scripts", "now a file\n");
  fs::remove(folder_ / "k/Makefile");
  put(folder_ / "k/Makefile/part", "now a folder\n");
  const git_oid third = mirror_.keep(folder_ / "k");
  for (const git_oid& tree : {first_, third, first_}) {
    check_out(tree);
    EXPECT_EQ(on_disk(), hex(tree));
  }
}

TEST_F(WorkTreeTest, finds_out_what_an_interrupted_checkout_left) {
  check_out(first_);
  std::stop_source stop;
  const Ticker ticker(stop.get_token(), [&](const std::string&) { stop.request_stop(); });
  EXPECT_THROW(work_tree().check_out(mirror_.get(), second_, ticker), Interrupted);
  EXPECT_FALSE(fs::exists(folder_ / "w/k.tree"));
  const auto makefile = modified(file("Makefile"));
  check_out(second_);
  EXPECT_EQ(on_disk(), hex(second_));
  EXPECT_EQ(modified(file("Makefile")), makefile) << "read, found to be right, and left alone";
}

TEST_F(WorkTreeTest, reads_every_file_when_the_marker_is_gone) {
  check_out(first_);
  struct stat before {};
  ::lstat(file("Makefile").c_str(), &before);
  const auto time = fs::last_write_time(file("Makefile"));
  std::string text = read_file(file("Makefile"));
  text.replace(text.find("Baby"), 4, "Dead");
  write_file(file("Makefile"), text);
  fs::last_write_time(file("Makefile"), time);  // same size, same time: the index would believe it
  ASSERT_EQ(modified(file("Makefile")),
            std::int64_t{before.st_mtim.tv_sec} * 1000000000 + before.st_mtim.tv_nsec);
  fs::remove(folder_ / "w/k.tree");
  EXPECT_EQ(check_out(first_), 1u);
  EXPECT_EQ(on_disk(), hex(first_));
}

TEST_F(WorkTreeTest, survives_an_index_that_is_broken_or_gone) {
  check_out(first_);
  write_file(folder_ / "w/k.index", "nonsense");
  EXPECT_EQ(check_out(first_), 0u);
  fs::remove(folder_ / "w/k.index");
  EXPECT_EQ(check_out(first_), 0u);
  EXPECT_EQ(check_out(second_), 3u);
  EXPECT_EQ(on_disk(), hex(second_));
}

TEST_F(WorkTreeTest, may_be_read_by_everybody_whatever_the_umask) {
  const mode_t mask = ::umask(0077);
  check_out(second_);
  ::umask(mask);
  EXPECT_EQ(mode_of(file("")), 0755u);
  EXPECT_EQ(mode_of(file("rust/new")), 0755u);
  EXPECT_EQ(mode_of(file("rust/new/mod.rs")), 0644u);
  EXPECT_EQ(mode_of(file("scripts/run.sh")), 0755u);
}

TEST_F(WorkTreeTest, adopts_files_that_are_there_already) {
  put_small_kernel(folder_ / "unpacked");
  fs::permissions(folder_ / "unpacked/Makefile", fs::perms(0600));
  fs::permissions(folder_ / "unpacked/scripts", fs::perms(0700));
  fs::create_directories(folder_ / "w");
  work_tree().adopt(folder_ / "unpacked");
  const auto makefile = modified(file("Makefile"));
  EXPECT_EQ(check_out(first_), 0u);
  EXPECT_EQ(on_disk(), hex(first_));
  EXPECT_EQ(modified(file("Makefile")), makefile);
  EXPECT_EQ(mode_of(file("Makefile")), 0644u);
  EXPECT_EQ(mode_of(file("scripts")), 0755u);

  put_small_kernel(folder_ / "unpacked");
  work_tree().adopt(folder_ / "unpacked");
  EXPECT_TRUE(fs::exists(folder_ / "unpacked")) << "there is a work tree already";
}

TEST_F(WorkTreeTest, begins_as_another_one_with_its_times_and_goes_its_own_way) {
  check_out(first_);
  age();
  const auto time = fs::last_write_time(file("Makefile"));
  WorkTree copy(folder_ / "w", "k+series");
  copy.begin_as(work_tree());
  copy.check_out(mirror_.get(), second_, Ticker());
  EXPECT_EQ(hex(mirror_.keep(copy.folder())), hex(second_));
  EXPECT_EQ(fs::last_write_time(copy.folder() / "Makefile"), time);
  EXPECT_EQ(on_disk(), hex(first_)) << "the other one is as it was";
}

TEST_F(WorkTreeTest, begins_as_no_other_one_where_it_is_there_already) {
  check_out(second_);
  WorkTree other(folder_ / "w", "other");
  other.check_out(mirror_.get(), first_, Ticker());
  work_tree().begin_as(other);
  EXPECT_EQ(on_disk(), hex(second_));
}
