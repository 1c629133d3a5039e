// SPDX-License-Identifier: MIT
#include <runners/model/tree_changes.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

/// Two lines go in behind line 2, line 5 becomes three, and line 9 goes.
const ChangedFile edited{"rust/kernel/list.rs",
                         "rust/kernel/list/mod.rs",
                         {{2, 3, {}, {"a", "b"}}, {5, 7, {"old"}, {"x", "y", "z"}}, {9, 12, {"gone"}, {}}}};

const TreeChanges changes{edited, {"rust/kernel/dead.rs", "", {{1, 0, {"all"}, {}}}}, {"", "rust/kernel/new.rs", {}}};

}  // namespace

TEST(TreeChanges, follow_a_line_through_an_edit) {
  EXPECT_EQ(moved_line(edited, 1), 1);
  EXPECT_EQ(moved_line(edited, 2), 2) << "what is added stands behind it";
  EXPECT_EQ(moved_line(edited, 3), 5);
  EXPECT_EQ(moved_line(edited, 5), 0);
  EXPECT_EQ(moved_line(edited, 6), 10);
  EXPECT_EQ(moved_line(edited, 9), 0);
  EXPECT_EQ(moved_line(edited, 10), 13);
}

TEST(TreeChanges, follow_a_place_into_a_file_of_another_name) {
  EXPECT_EQ(moved_place(changes, "rust/kernel/list.rs:3"), "rust/kernel/list/mod.rs:5");
  EXPECT_EQ(moved_place(changes, "rust/kernel/list.rs:5"), "");
  EXPECT_EQ(moved_place(changes, "rust/kernel/dead.rs:7"), "");
  EXPECT_EQ(moved_place(changes, "rust/kernel/str.rs:7"), "rust/kernel/str.rs:7");
  EXPECT_EQ(moved_place(changes, "rust_kvec.test"), "rust_kvec.test");
  EXPECT_EQ(moved_place(changes, "rust/kernel/list.rs:x"), "rust/kernel/list.rs:x");
}
