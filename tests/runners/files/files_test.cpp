// SPDX-License-Identifier: MIT
#include <runners/files/file_lock.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace gulliver;

TEST(Files, writes_and_reads_back) {
  const TemporaryFolder folder;
  write_file(folder / "a", "first");
  write_file(folder / "a", std::string("sec\0nd", 6));
  EXPECT_EQ(read_file(folder / "a"), std::string("sec\0nd", 6));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(Files, says_which_file_cannot_be_read) {
  try {
    read_file("/nowhere/at/all");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "/nowhere/at/all: cannot read: No such file or directory");
  }
}

TEST(Files, hashes_text_and_file_alike) {
  const TemporaryFolder folder;
  write_file(folder / "a", "abc");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_file(folder / "a"), sha256("abc"));
}

TEST(Files, removes_folders_without_write_permission) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "a/b");
  write_file(folder / "a/b/c", "");
  fs::permissions(folder / "a/b", fs::perms::owner_read | fs::perms::owner_exec);
  remove_folder(folder / "a");
  EXPECT_FALSE(fs::exists(folder / "a"));
}

TEST(FileLock, is_held_by_one_and_ends_with_it) {
  const TemporaryFolder folder;
  {
    const auto first = FileLock::try_take(folder / "lock");
    EXPECT_TRUE(first);
    EXPECT_FALSE(FileLock::try_take(folder / "lock"));
    EXPECT_EQ(FileLock::holder(folder / "lock"), std::to_string(::getpid()));
  }
  EXPECT_TRUE(FileLock::try_take(folder / "lock"));
}

TEST(PlainFile, is_read_below_a_folder) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "a/b");
  write_file(folder / "a/b/c", std::string("x\0y", 3));
  EXPECT_TRUE(is_plain_file(folder.path(), "a/b/c"));
  EXPECT_EQ(read_plain_file(folder.path(), "a/b/c", 3), std::string("x\0y", 3));
  EXPECT_EQ(read_plain_file(folder.path(), "a/b/c", 2), "");
}

TEST(PlainFile, is_nothing_else) {
  const TemporaryFolder folder, other;
  write_file(other / "secret", "s");
  fs::create_directories(folder / "a");
  write_file(folder / "a/file", "f");
  fs::create_symlink(other / "secret", folder / "link");
  fs::create_directory_symlink(other.path(), folder / "way");
  fs::create_directory_symlink("a", folder / "way_within");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  for (const char* name : {"link", "way/secret", "way_within/file", "pipe", "a", "nothing", "", "a/file/x"}) {
    EXPECT_FALSE(is_plain_file(folder.path(), name)) << name;
    EXPECT_EQ(read_plain_file(folder.path(), name, 100), "") << name;
  }
}

TEST(PlainFile, does_not_lead_out) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "in");
  write_file(folder / "out", "o");
  for (const fs::path& name : {fs::path("../out"), fs::path("x/../../out"), folder / "out", fs::path("/etc/passwd"), fs::path(".")}) {
    EXPECT_FALSE(is_plain_file(folder / "in", name)) << name;
    EXPECT_EQ(read_plain_file(folder / "in", name, 100), "") << name;
  }
}
