// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/commit_range.hpp>
#include <runners/source/patch_series.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

class CommitRangeTest : public testing::Test {
 protected:
  CommitRangeTest() {
    put_small_kernel(folder_ / "k");
    first_ = repository_.commit("first");
    put(folder_ / "k/rust/lib.rs", "//! Something.\n");
    put(folder_ / "k/blob", std::string("\0\1\2", 3));
    second_ = repository_.commit("rust: say something\n\nMore words.\n");
    put(folder_ / "k/rust/lib.rs", "//! Something else.\n");
    third_ = repository_.commit("third");
  }

  TemporaryFolder folder_;
  SmallRepository repository_{folder_ / "k"};
  std::string first_, second_, third_;
};

}  // namespace

TEST_F(CommitRangeTest, reads_commits_oldest_first) {
  const CommitRange range = read_commit_range(folder_ / "k", first_ + "..");
  EXPECT_EQ(range.from, first_);
  EXPECT_EQ(range.to, third_);
  ASSERT_EQ(range.commits.size(), 2u);
  EXPECT_EQ(range.commits[0].id, second_);
  EXPECT_EQ(range.commits[0].subject, "rust: say something");
  EXPECT_EQ(range.commits[0].author, "Lemuel <lemuel@example.org>");
  EXPECT_EQ(range.commits[1].parents, std::vector<std::string>{second_});
}

TEST_F(CommitRangeTest, makes_patches_that_lead_from_one_end_to_the_other) {
  const CommitRange range = read_commit_range(folder_ / "k", first_ + "..HEAD");
  EXPECT_THAT(range.commits[0].patch, HasSubstr("Subject: [PATCH] rust: say something"));
  SmallMirror mirror(folder_ / "m.git");
  const auto tree_at = [&](const std::string& commit) {
    const GitRepository opened = open_repository(folder_ / "k");
    git_commit* found = nullptr;
    const git_oid id = object_id(commit);
    git_check(git_commit_lookup(&found, opened.get(), &id), "lookup");
    const GitCommit done(found);
    return *git_commit_tree_id(found);
  };
  git_oid tree = tree_at(first_);
  for (const CommitInfo& commit : range.commits) {
    put(folder_ / "one.patch", commit.patch);
    tree = apply_patch(*open_repository(folder_ / "k"), tree, folder_ / "one.patch", "first");
  }
  EXPECT_EQ(hex(tree), hex(tree_at(third_)));
}

TEST_F(CommitRangeTest, says_what_is_wrong_with_a_range) {
  const auto complaint = [&](const std::string& range) -> std::string {
    try {
      read_commit_range(folder_ / "k", range);
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_EQ(complaint("nowhere..HEAD"), (folder_ / "k").string() + ": has no revision 'nowhere'");
  EXPECT_EQ(complaint("HEAD..HEAD"), (folder_ / "k").string() + ": nothing is in the range 'HEAD..HEAD'");
  EXPECT_THROW(read_commit_range(folder_ / "nothing", "a..b"), InputError);
}

TEST_F(CommitRangeTest, is_told_from_the_name_of_a_file) {
  EXPECT_TRUE(is_commit_range("v7.3..topic"));
  EXPECT_TRUE(is_commit_range("v7.3.."));
  EXPECT_TRUE(is_commit_range("..topic/a"));
  EXPECT_FALSE(is_commit_range("../series.mbox"));
  EXPECT_FALSE(is_commit_range("series.mbox"));
  EXPECT_FALSE(is_commit_range("a...b"));
}

TEST_F(CommitRangeTest, finds_a_commit_by_any_name) {
  EXPECT_EQ(find_commit(folder_ / "k", "HEAD~1"), second_);
  EXPECT_EQ(find_commit(folder_ / "k", "0123456789012345678901234567890123456789"), "");
  EXPECT_TRUE(is_work_tree(folder_ / "k"));
  EXPECT_FALSE(is_work_tree(folder_.path()));
}
