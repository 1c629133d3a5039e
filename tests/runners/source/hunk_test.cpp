// SPDX-License-Identifier: MIT
#include <runners/source/hunk.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

Hunk hunk(int line, std::vector<std::string> before, std::vector<std::string> after) {
  return {line, false, false, std::move(before), std::move(after)};
}

std::string applied(std::string_view text, const std::vector<Hunk>& hunks) {
  const auto result = apply_hunks(text, hunks);
  if (const auto* miss = std::get_if<Mismatch>(&result))
    return "hunk " + std::to_string(miss->hunk) + ": " + miss->why;
  return std::get<std::string>(result);
}

}  // namespace

TEST(Hunk, applies_where_the_patch_says) {
  EXPECT_EQ(applied("a\nb\nc\n", {hunk(2, {"b\n"}, {"B\n", "B2\n"})}), "a\nB\nB2\nc\n");
  EXPECT_EQ(applied("x\nx\nx\n", {hunk(2, {"x\n"}, {"y\n"})}), "x\ny\nx\n");
}

TEST(Hunk, is_looked_for_nearby_first) {
  EXPECT_EQ(applied("k\n.\n.\n.\nk\n", {hunk(4, {"k\n"}, {"K\n"})}), "k\n.\n.\n.\nK\n");
  EXPECT_EQ(applied("k\n.\n.\n.\nk\n", {hunk(2, {"k\n"}, {"K\n"})}), "K\n.\n.\n.\nk\n");
  EXPECT_EQ(applied("a\nk\n", {hunk(900, {"k\n"}, {"K\n"})}), "a\nK\n");
}

TEST(Hunk, goes_behind_the_one_before_and_moves_with_it) {
  const std::vector<Hunk> two = {hunk(1, {"k\n"}, {"new\n", "k\n"}), hunk(3, {"k\n"}, {"K\n"})};
  EXPECT_EQ(applied("0\n0\nk\n.\nk\n", two), "0\n0\nnew\nk\n.\nK\n");
  EXPECT_EQ(applied("k\n", {hunk(1, {"k\n"}, {"k\n"}), hunk(1, {"k\n"}, {"K\n"})}),
            "hunk 2: its lines are in the tree, but not where the patch has them");
}

TEST(Hunk, makes_a_file_out_of_nothing_and_nothing_out_of_a_file) {
  EXPECT_EQ(applied("", {Hunk{0, true, true, {}, {"a\n"}}}), "a\n");
  EXPECT_EQ(applied("a\n", {Hunk{1, true, true, {"a\n"}, {}}}), "");
}

TEST(Hunk, inserts_without_context_behind_the_line_it_names) {
  EXPECT_EQ(applied("a\nb\n", {hunk(1, {}, {"+\n"})}), "a\n+\nb\n");
}

TEST(Hunk, keeps_to_start_and_end) {
  EXPECT_EQ(applied("a\nb\na\n", {Hunk{1, false, true, {"a\n"}, {"A\n"}}}), "a\nb\nA\n");
  EXPECT_EQ(applied("a\nb\n", {Hunk{1, false, true, {"a\n"}, {"A\n"}}}),
            "hunk 1: its lines are in the tree, but not where the patch has them");
  EXPECT_EQ(applied("b\na\n", {Hunk{1, true, false, {"a\n"}, {"A\n"}}}),
            "hunk 1: its lines are in the tree, but not where the patch has them");
}

TEST(Hunk, tells_a_file_with_a_last_line_end_from_one_without) {
  EXPECT_EQ(applied("a\nb", {hunk(2, {"b"}, {"b\n", "c\n"})}), "a\nb\nc\n");
  EXPECT_NE(applied("a\nb\n", {hunk(2, {"b"}, {"c"})}), "a\nc");
}

TEST(Hunk, shows_the_first_line_that_differs_at_the_most_similar_place) {
  EXPECT_EQ(applied("1\n2\n3\nfour\n5\n", {hunk(1, {"3\n", "\t4\n", "5\n"}, {"x\n"})}),
            "hunk 1: line 4 of the tree has \"four\" where the patch expects \"\\t4\"");
  EXPECT_EQ(applied("1\n2\n", {hunk(2, {"2\n", "3\n"}, {"x\n"})}),
            "hunk 1: the tree's file ends where the patch expects \"3\"");
  EXPECT_EQ(applied("", {hunk(5, {"2\n"}, {"x\n"})}),
            "hunk 1: the tree's file ends where the patch expects \"2\"");
}

TEST(Hunk, says_that_a_change_is_there_already) {
  EXPECT_EQ(applied("a\nNEW\nb\n", {hunk(1, {"a\n", "b\n"}, {"a\n", "NEW\n", "b\n"})}),
            "hunk 1: the tree has this change already");
}

TEST(Hunk, survives_lines_and_places_out_of_all_proportion) {
  const std::string line(100000, 'x');
  EXPECT_EQ(applied("y\n", {hunk(2147483647, {line}, {})}),
            "hunk 1: the tree's file ends where the patch expects \"" + std::string(100, 'x') + "...\"");
  EXPECT_EQ(applied("y\n", {hunk(-7, {"y\n"}, {"z\n"})}), "z\n");
}
