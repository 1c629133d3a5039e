// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/source/tree_diff.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

const std::string ten_lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

class TreeDiff : public testing::Test {
 protected:
  TreeDiff() {
    put(folder_ / "k/list", ten_lines);
    put(folder_ / "k/stays", "here\n");
    before_ = mirror_.keep(folder_ / "k");
  }
  TreeChanges changes() { return tree_diff(mirror_.get(), before_, mirror_.keep(folder_ / "k")); }

  TemporaryFolder folder_;
  SmallMirror mirror_{folder_ / "m.git"};
  git_oid before_;
};

}  // namespace

TEST_F(TreeDiff, finds_nothing_in_equal_trees) { EXPECT_TRUE(changes().empty()); }

TEST_F(TreeDiff, tells_lines_without_their_context) {
  put(folder_ / "k/list", "1\n2\n2a\n3\n4\nfive\n6\n7\n8\n10\n");
  const TreeChanges expected{
      {"list", "list", {{2, 3, {}, {"2a"}}, {5, 6, {"5"}, {"five"}}, {9, 9, {"9"}, {}}}}};
  EXPECT_EQ(changes(), expected);
}

TEST_F(TreeDiff, tells_new_files_lost_files_and_files_that_moved) {
  fs::rename(folder_ / "k/list", folder_ / "k/moved");
  fs::remove(folder_ / "k/stays");
  put(folder_ / "k/zero", std::string("\0\1", 2));
  const TreeChanges found = changes();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0], (ChangedFile{"list", "moved", {}}));
  EXPECT_EQ(found[1].old_path, "stays");
  EXPECT_EQ(found[1].path, "");
  EXPECT_EQ(found[2], (ChangedFile{"", "zero", {}})) << "binary";
}
