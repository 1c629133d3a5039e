// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/source/file_patch.hpp>
#include <runners/source/patch_series.hpp>
#include <runners/source/source_store.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

std::string mail(const std::string& diff) {
  return "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
         "From: Lemuel <lemuel@example.org>\n"
         "Date: Sun, 9 Sep 2001 01:46:40 +0000\n"
         "Subject: [PATCH 1/2] Change it\n"
         "\n"
         "--- a line of the message that looks like one of a diff\n"
         "+++ and another\n"
         "\n"
         "Signed-off-by: Lemuel <lemuel@example.org>\n"
         "---\n"
         " file | 2 +-\n"
         " 1 file changed, 1 insertion(+), 1 deletion(-)\n"
         "\n" +
         diff + "-- \n2.39.5\n\n";
}

const std::string change_b =
    "diff --git a/list b/list\nindex 1111111..2222222 100644\n--- a/list\n+++ b/list\n"
    "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n";

class PatchSeries : public testing::Test {
 protected:
  PatchSeries() {
    put(folder_ / "tree/list", "a\nb\nc\nd\ne\nf\ng\nh\n");
    put(folder_ / "tree/tool", "#!/bin/sh\n");
    fs::permissions(folder_ / "tree/tool", fs::perms(0755));
    put(folder_ / "tree/sub/only", "alone\n");
    base_ = mirror_.keep(folder_ / "tree");
  }

  fs::path patch(const std::string& name, const std::string& text) {
    put(folder_ / "port" / name, text);
    return folder_ / "port" / name;
  }
  git_oid apply(const std::string& text) {
    return apply_patch(mirror_.get(), base_, patch("1.patch", mail(text)), "linux 7.3");
  }
  std::string refusal(const std::string& text) {
    return complaint_of<PatchError>([&] { apply(text); });
  }
  std::string port() const { return (folder_ / "port").string(); }

  TemporaryFolder folder_;
  SmallMirror mirror_{folder_ / "mirror.git"};
  git_oid base_;
};

}  // namespace

TEST_F(PatchSeries, applies_mails_in_the_order_of_their_names) {
  patch("0002-second.patch",
        mail("diff --git a/list b/list\n--- a/list\n+++ b/list\n@@ -1,3 +1,3 @@\n a\n-B\n+BB\n c\n"));
  patch("0001-first.patch", mail(change_b));
  patch("README", "not a patch");
  const git_oid tree = apply_series(mirror_.get(), base_, {folder_ / "port"}, "linux 7.3");
  EXPECT_EQ(mirror_.text(tree, "list"), "a\nBB\nc\nd\ne\nf\ng\nh\n");
  EXPECT_EQ(mirror_.text(tree, "sub/only"), "alone\n");
}

TEST_F(PatchSeries, names_patch_file_and_hunk_that_do_not_apply) {
  const std::string second = "@@ -6,3 +6,3 @@\n f\n-G\n+gg\n h\n";
  EXPECT_EQ(refusal(change_b + second), port() +
                                            "/1.patch: does not apply to linux 7.3: list, hunk 2 (line 6): "
                                            "line 7 of the tree has \"g\" where the patch expects \"G\"");
}

TEST_F(PatchSeries, says_that_a_patch_is_in_the_tree_already) {
  const git_oid once = apply(change_b);
  EXPECT_EQ(complaint_of<PatchError>(
                [&] { apply_patch(mirror_.get(), once, folder_ / "port/1.patch", "linux 7.4"); }),
            port() +
                "/1.patch: does not apply to linux 7.4: list, hunk 1 (line 1): "
                "the tree has this change already");
}

TEST_F(PatchSeries, adds_deletes_moves_and_changes_modes) {
  const git_oid tree = apply(
      "diff --git a/empty b/empty\nnew file mode 100644\nindex 0000000..e69de29\n"
      "diff --git a/new/file b/new/file\nnew file mode 100755\nindex 0000000..1234567\n--- /dev/null\n"
      "+++ b/new/file\n@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n"
      "diff --git a/link b/link\nnew file mode 120000\nindex 0000000..1234567\n--- /dev/null\n"
      "+++ b/link\n@@ -0,0 +1 @@\n+list\n\\ No newline at end of file\n"
      "diff --git a/sub/only b/sub/only\ndeleted file mode 100644\nindex 1234567..0000000\n--- a/sub/only\n"
      "+++ /dev/null\n@@ -1 +0,0 @@\n-alone\n"
      "diff --git a/tool b/moved\nsimilarity index 100%\nrename from tool\nrename to moved\n"
      "diff --git a/list b/list\nold mode 100644\nnew mode 100755\n");
  EXPECT_EQ(mirror_.text(tree, "empty"), "");
  EXPECT_EQ(mirror_.text(tree, "new/file"), "one\ntwo");
  EXPECT_EQ(mirror_.mode(tree, "new/file"), 0100755u);
  EXPECT_EQ(mirror_.text(tree, "link"), "list");
  EXPECT_EQ(mirror_.mode(tree, "link"), 0120000u);
  EXPECT_EQ(mirror_.mode(tree, "sub"), 0u);
  EXPECT_EQ(mirror_.mode(tree, "tool"), 0u);
  EXPECT_EQ(mirror_.mode(tree, "moved"), 0100755u);
  EXPECT_EQ(mirror_.mode(tree, "list"), 0100755u);
  EXPECT_EQ(mirror_.text(tree, "list"), "a\nb\nc\nd\ne\nf\ng\nh\n");
}

TEST_F(PatchSeries, moves_and_edits_at_once) {
  const git_oid tree = apply(
      "diff --git a/list b/lists/all\nsimilarity index 80%\nrename from list\nrename to lists/all\n"
      "index 1111111..2222222 100644\n--- a/list\n+++ b/lists/all\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  EXPECT_EQ(mirror_.mode(tree, "list"), 0u);
  EXPECT_EQ(mirror_.text(tree, "lists/all"), "a\nB\nc\nd\ne\nf\ng\nh\n");
}

TEST_F(PatchSeries, applies_binary_patches) {
  put(folder_ / "tree/logo", std::string("\0\1\2\3binary\0", 11));
  base_ = mirror_.keep(folder_ / "tree");
  const git_oid before = base_;
  put(folder_ / "tree/logo", std::string("\0\1\2\3changed\0\0", 13));
  const git_oid after = mirror_.keep(folder_ / "tree");
  git_diff* made = nullptr;
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.flags = GIT_DIFF_SHOW_BINARY;
  options.id_abbrev = 40;
  git_check(git_diff_tree_to_tree(&made, &mirror_.get(), tree_of(mirror_.get(), before).get(),
                                  tree_of(mirror_.get(), after).get(), &options),
            "diff");
  const GitDiff diff(made);
  git_buf text = GIT_BUF_INIT;
  git_check(git_diff_to_buf(&text, made, GIT_DIFF_FORMAT_PATCH), "print");
  const std::string patch_text(text.ptr, text.size);
  git_buf_dispose(&text);
  ASSERT_NE(patch_text.find("GIT binary patch"), std::string::npos);
  EXPECT_EQ(hex(apply(patch_text)), hex(after));
  base_ = after;
  EXPECT_EQ(refusal(patch_text), port() +
                                     "/1.patch: does not apply to linux 7.3: logo: "
                                     "the binary patch does not fit: binary patch did not apply cleanly");
}

TEST_F(PatchSeries, refuses_what_contradicts_the_tree) {
  const std::string head = port() + "/1.patch: does not apply to linux 7.3: ";
  EXPECT_EQ(refusal("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"),
            head + "x: the tree has no such file");
  EXPECT_EQ(
      refusal(
          "diff --git a/list b/list\nnew file mode 100644\n--- /dev/null\n+++ b/list\n@@ -0,0 +1 @@\n+a\n"),
      head + "list: the tree has this file already");
  EXPECT_EQ(refusal("diff --git a/list b/list\ndeleted file mode 100644\n--- a/list\n+++ /dev/null\n"
                    "@@ -1,3 +0,0 @@\n-a\n-b\n-c\n"),
            head + "list, hunk 1 (line 1): its lines are in the tree, but not where the patch has them");
}

TEST_F(PatchSeries, refuses_paths_that_lead_out_of_the_tree) {
  for (const std::string path : {"../out", "sub/../../out", ".git/hooks/post-checkout", "sub/.git/config", "sub/./x"}) {
    const std::string why = refusal("diff --git a/" + path + " b/" + path + "\nnew file mode 100755\nindex 0000000..2222222\n--- /dev/null\n+++ b/" +
                                    path + "\n@@ -0,0 +1 @@\n+x\n");
    EXPECT_NE(why, "") << path;
    EXPECT_NE(why, "nothing") << path;
  }
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(PatchSeries, takes_an_absolute_path_for_one_of_the_tree) {  // as git does
  const git_oid tree = apply("diff --git a//etc/x b//etc/x\nnew file mode 100644\nindex 0000000..2222222\n--- /dev/null\n+++ b//etc/x\n"
                             "@@ -0,0 +1 @@\n+x\n");
  EXPECT_EQ(mirror_.text(tree, "etc/x"), "x\n");
}

TEST_F(PatchSeries, refuses_to_write_through_a_link) {
  const std::string link = "diff --git a/way b/way\nnew file mode 120000\nindex 0000000..2222222\n--- /dev/null\n+++ b/way\n"
                           "@@ -0,0 +1 @@\n+/etc\n\\ No newline at end of file\n";
  const std::string through = "diff --git a/way/x b/way/x\nnew file mode 100644\nindex 0000000..2222222\n--- /dev/null\n+++ b/way/x\n"
                              "@@ -0,0 +1 @@\n+x\n";
  EXPECT_EQ(refusal(link + through), port() + "/1.patch: does not apply to linux 7.3: way/x: way is no folder");
  EXPECT_NE(refusal(through + link), "nothing");
  const git_oid with_link = apply(link);
  EXPECT_EQ(complaint_of<PatchError>([&] { apply_patch(mirror_.get(), with_link, patch("2.patch", mail(through)), "linux 7.3"); }),
            port() + "/2.patch: does not apply to linux 7.3: way/x: way is no folder");
}

TEST_F(PatchSeries, refuses_what_is_no_file) {
  const std::string folder = "diff --git a/x b/x\nnew file mode 040000\nindex 0000000..2222222\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+x\n";
  EXPECT_NE(refusal(folder), "nothing");
}

TEST_F(PatchSeries, refuses_what_is_no_patch) {
  EXPECT_EQ(refusal(""),
            port() + "/1.patch: there is no line 'diff --git' in it: `git format-patch` makes patches");
  EXPECT_EQ(refusal("diff --git a/list b/list\n--- a/list\n+++ b/list\n@@ -1,z +1 @@\n"),
            port() + "/1.patch:14: cannot be read as a patch of a file: invalid patch hunk header at line 4");
  EXPECT_EQ(refusal("diff --git a/list b/list\n--- a/list\n+++ b/list\n@@ -1,9 +1,9 @@\n a\n"),
            port() + "/1.patch:14: cannot be read as a patch of a file: invalid patch hunk at line 7");
}

TEST_F(PatchSeries, wants_a_folder_with_patches_in_it) {
  EXPECT_EQ(complaint_of<InputError>([&] { patches_of(folder_ / "nowhere"); }),
            (folder_ / "nowhere").string() + ": no such folder of patches");
  EXPECT_EQ(complaint_of<InputError>([&] { patches_of(folder_ / "tree"); }),
            (folder_ / "tree").string() + ": there is no *.patch file in this folder");
}

TEST(FilePatches, cuts_a_mail_into_the_files_it_changes) {
  const auto files =
      file_patches("Subject: x\n\ndiff --git a/a b/a\n+1\ndiff --git a/b b/b\n-diff --git\n-- \n2.39\n");
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].text, "diff --git a/a b/a\n+1\n");
  EXPECT_EQ(files[0].line, 3);
  EXPECT_EQ(files[1].text, "diff --git a/b b/b\n-diff --git\n-- \n2.39\n");
  EXPECT_EQ(files[1].line, 5);
}

TEST(FilePatches, survive_bytes_of_every_kind) {
  const GitLibrary library;
  std::string noise = "diff --git ";
  for (int i = 0; i < 4096; ++i) noise += static_cast<char>(i * 37 % 256);
  for (const FilePatch& file : file_patches(noise)) EXPECT_FALSE(parse(file));
  EXPECT_TRUE(file_patches("").empty());
  EXPECT_FALSE(parse({"diff --git a/x b/x", 1}));
}
