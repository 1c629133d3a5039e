// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <runners/mail/patch_file.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

/// What is left of a mail's text in the file, behind header and before signature.
std::string kept(const std::string& text) {
  Mail mail;
  mail.text = text;
  const std::string file = patch_text(mail);
  const std::size_t begin = file.find("\n\n") + 2;
  return file.substr(begin, file.size() - begin - std::string("-- \n").size());
}

const std::string change = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,3 +1,2 @@\n a\n-- \n b\n";

}  // namespace

TEST(PatchFile, holds_header_message_diff_and_signature) {
  const std::string file = patch_text(read_mails(specimen("format-patch.mbox")).at(2));
  EXPECT_THAT(
      file,
      StartsWith("From: Grüß Łukasz <lukasz@example.net>\n"
                 "Date: Tue, 03 Feb 2026 09:11:12 +0000\n"
                 "Subject: [PATCH net-next v3 2/3] rust: xarray: move, and say naïve where naïve is meant "
                 "in the whole of the abstraction\n\n"
                 "Signed-off-by: Łukasz <lukasz@example.net>\n---\n"));
  EXPECT_THAT(file, HasSubstr("rename to rust/kernel/xarray_be.rs\n"));
  EXPECT_THAT(file, EndsWith("new file mode 100644\nindex 0000000..e69de29\n-- \n"));
}

TEST(PatchFile, keeps_binary_patches_and_crlf) {
  const std::string file = patch_text(read_mails(specimen("format-patch.mbox")).at(3));
  EXPECT_THAT(file, HasSubstr("\n-two\r\n+TWO\r\n three\r\ndiff --git"));
  EXPECT_THAT(file, EndsWith("GIT binary patch\nliteral 18\nZcmZQzWMWRvNX$!5O;O0nPtRvy001YK1fl={\n\n"
                             "literal 9\nQcmZQzWMa<APtRun00tZZxBvhE\n\n-- \n"));
}

TEST(PatchFile, ends_where_the_diff_ends) {
  EXPECT_EQ(kept("why\n---\n" + change + "\nbase-commit: 1\n-- \n2.39\n\n___\nlist\n"),
            "why\n---\n" + change);
  EXPECT_EQ(kept(change + "-- \n2.39\n" + change), change + "-- \n2.39\n" + change);
  EXPECT_EQ(kept(change + "\\ No newline at end of file\nbye\n"), change + "\\ No newline at end of file\n");
  const std::string empty = "diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n";
  EXPECT_EQ(kept(empty + "\nbase-commit: 1\n"), empty);
  EXPECT_EQ(kept(change + "> diff --git a/b b/b\n> +quoted\n"), change);
}

TEST(PatchFile, survives_hunks_that_lie) {
  const std::string head = "diff --git a/a b/a\n--- a/a\n+++ b/a\n";
  EXPECT_EQ(kept(head + "@@ -1,9 +1,9 @@\n a\nSee you\n"), head + "@@ -1,9 +1,9 @@\n a\n");
  EXPECT_EQ(kept(head + "@@ -1,99999999999999999999 +1 @@\n a\n"),
            head + "@@ -1,99999999999999999999 +1 @@\n a\n");
  EXPECT_EQ(kept(head + "@@ -"), head + "@@ -\n");
}

TEST(PatchFile, quotes_names_and_lets_no_field_in) {
  Mail mail =
      mail_of("From: \"Doe, \\\"J\\\"\" <doe@example.org>\nSubject: =?utf-8?q?x=0AFrom:_evil?=\n\n" + change);
  EXPECT_THAT(patch_text(mail),
              StartsWith("From: \"Doe, \\\"J\\\"\" <doe@example.org>\nSubject: x From: evil\n\ndiff"));
}

TEST(PatchFile, tells_a_diff_from_a_quoted_one) {
  EXPECT_TRUE(has_diff("diff --git a/a b/a\n"));
  EXPECT_TRUE(has_diff("text\ndiff --git a/a b/a\n"));
  EXPECT_FALSE(has_diff("> diff --git a/a b/a\n  diff --git a/a b/a\n--- a/a\n+++ b/a\n"));
}

TEST(PatchFile, is_named_as_git_names_it) {
  EXPECT_EQ(patch_file_name(2, "[PATCH v3 2/5] xarray: store in big endian"),
            "0002-xarray-store-in-big-endian.patch");
  EXPECT_EQ(patch_file_name(12, "rust: a.b_c  d!"), "0012-rust-a.b_c-d.patch");
  EXPECT_EQ(patch_file_name(12345, "naïve"), "12345-na-ve.patch");
}

TEST(PatchFile, has_a_harmless_name) {
  EXPECT_EQ(patch_file_name(1, "../../etc/passwd"), "0001-.-etc-passwd.patch");
  EXPECT_EQ(patch_file_name(1, "a...b\n\t/..\\.."), "0001-a.b.patch");
  EXPECT_EQ(patch_file_name(1, ""), "0001.patch");
  EXPECT_EQ(patch_file_name(-1, "\x1b\xff"), "0000.patch");
  const std::string name = patch_file_name(1, std::string(500, 'x'));
  EXPECT_EQ(name.size(), 60u);
  EXPECT_THAT(name, EndsWith("xx.patch"));
  for (int length = 1; length < 80; ++length) {
    const std::string words =
        patch_file_name(1, std::string(static_cast<std::size_t>(length), 'y') + " .. z/..");
    EXPECT_LE(words.size(), 60u);
    EXPECT_THAT(words, Not(HasSubstr("..")));
  }
}
