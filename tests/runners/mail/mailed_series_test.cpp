// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <runners/mail/mailed_series.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

Mail post(const std::string& subject, const std::string& from = "Lemuel") {
  Mail mail;
  mail.subject = subject;
  mail.from = {from, from + "@example.org"};
  mail.message_id = subject + from;
  mail.text = "why\n---\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n";
  return mail;
}

Mail answer(const Mail& parent, Mail mail) {
  mail.in_reply_to = parent.message_id;
  return mail;
}

std::vector<std::string> ids_of(const MailedSeries& series) {
  std::vector<std::string> found;
  for (const MailedPatch& patch : series.patches) found.push_back(patch.mail.message_id);
  return found;
}

std::vector<std::string> ids(std::vector<Mail> mails) {
  return ids_of(series_of(std::move(mails), "box"));
}

std::string refusal(std::vector<Mail> mails) {
  return complaint_of([&] { series_of(std::move(mails), "box"); });
}

}  // namespace

TEST(MailedSeries, is_what_git_format_patch_wrote) {
  const MailedSeries series = series_of(read_mails(specimen("format-patch.mbox")), "box");
  ASSERT_EQ(series.count(), 3);
  EXPECT_EQ(series.version, 3);
  EXPECT_EQ(series.subject, "Arrays of every byte order");
  EXPECT_EQ(series.base_commit, "f22e80dc0de4f8ce43c2356300e25318d700e452");
  ASSERT_TRUE(series.cover);
  EXPECT_EQ(series.head(), *series.cover);
  EXPECT_EQ(series.patches[1].number, 2);
  EXPECT_EQ(series.patches[1].mail.from.address, "lukasz@example.net");
  EXPECT_THAT(series.patches[1].patch_text, HasSubstr("rename from rust/kernel/xarray.rs\n"));
}

TEST(MailedSeries, without_numbers_is_in_the_order_of_the_file) {
  const MailedSeries series = series_of(read_mails(specimen("unnumbered.mbox")), "box");
  ASSERT_EQ(series.count(), 3);
  EXPECT_FALSE(series.cover);
  EXPECT_EQ(series.subject, "xarray: store in big endian");
  EXPECT_EQ(series.head(), series.patches[0].mail);
  EXPECT_EQ(series.patches[2].number, 3);
  EXPECT_EQ(series.patches[2].mail.subject, "[PATCH] logo: another one, and a line of DOS");
}

TEST(MailedSeries, is_the_newest_version_of_whoever_began_the_thread) {
  const std::vector<Mail> mails = read_mails(specimen("versions.mbox"));
  ASSERT_EQ(mails.size(), 12u);
  const MailedSeries series = series_of(mails, "box");
  EXPECT_EQ(series.version, 3);
  EXPECT_THAT(ids_of(series), ElementsAre("v3-1@a", "v3-2@a", "v3-3@a"));
  EXPECT_EQ(series.head().message_id, "v3-0@a");
  EXPECT_EQ(series.subject, "rust: list: lists of all lengths");
  EXPECT_EQ(series.base_commit, "0123456789abcdef0123456789abcdef01234567");
}

TEST(MailedSeries, does_not_depend_on_the_order_of_the_mails) {
  std::vector<Mail> mails = read_mails(specimen("versions.mbox"));
  const std::vector<std::string> wanted{"v3-1@a", "v3-2@a", "v3-3@a"};
  for (std::size_t i = 0; i < mails.size(); ++i) {
    std::rotate(mails.begin(), mails.begin() + 1, mails.end());
    EXPECT_EQ(ids(mails), wanted) << i;
  }
  std::reverse(mails.begin(), mails.end());
  EXPECT_EQ(ids(mails), wanted);
}

TEST(MailedSeries, puts_nothing_quoted_into_a_patch) {
  for (const MailedPatch& patch : series_of(read_mails(specimen("versions.mbox")), "box").patches) {
    EXPECT_THAT(patch.patch_text, HasSubstr("New.\n---\ndiff --git a/v3-" + std::to_string(patch.number)));
    EXPECT_THAT(patch.patch_text, testing::EndsWith("-old\n+new\n-- \n"));
  }
}

TEST(MailedSeries, may_be_a_single_patch) {
  const MailedSeries series = series_of({post("[RFC PATCH v2] rust: one")}, "box");
  EXPECT_EQ(series.count(), 1);
  EXPECT_EQ(series.version, 2);
  EXPECT_EQ(series.subject, "rust: one");
  EXPECT_EQ(series.base_commit, "");
  EXPECT_THAT(ids({post("[PATCH RESEND 1/1] x")}), ElementsAre("[PATCH RESEND 1/1] xLemuel"));
  EXPECT_THAT(ids({post("no tag")}), ElementsAre("no tagLemuel"));
}

TEST(MailedSeries, leaves_follow_ups_to_those_who_posted_them) {
  const Mail root = post("[PATCH 1/1] a"), other = answer(root, post("[PATCH 1/1] b", "Flimnap"));
  EXPECT_THAT(ids({other, root}), ElementsAre(root.message_id));
  const Mail report = answer(post(""), post("Re: it crashes", "Flimnap"));
  EXPECT_THAT(ids({report, answer(report, root)}), ElementsAre(root.message_id));
  const Mail next = answer(root, post("[PATCH] without a number"));
  EXPECT_THAT(ids({root, next}), ElementsAre(root.message_id));
  EXPECT_THAT(ids({root, answer(root, post("[PATCH 2/1] beyond"))}), ElementsAre(root.message_id));
}

TEST(MailedSeries, leaves_afterthoughts_out_of_a_patch_without_number) {
  const Mail root = post("[PATCH] a"), review = answer(root, post("Re: [PATCH] a", "Flimnap"));
  EXPECT_THAT(ids({root, review, answer(review, post("[PATCH] a, fixed"))}), ElementsAre(root.message_id));
}

TEST(MailedSeries, finds_a_thread_through_references) {
  const Mail root = post("[PATCH 1/1] a");
  Mail other = post("[PATCH 1/1] b", "Flimnap");
  other.in_reply_to = "not at hand";
  other.references = {root.message_id, "not at hand"};
  EXPECT_THAT(ids({other, root}), ElementsAre(root.message_id));
}

TEST(MailedSeries, survives_mails_that_answer_each_other) {
  const Mail one = post("[PATCH 1/2] a"), two = post("[PATCH 2/2] b");
  EXPECT_THAT(ids({answer(two, one), answer(one, two)}), ElementsAre(one.message_id, two.message_id));
  EXPECT_THAT(ids({answer(one, one), answer(two, two)}), ElementsAre(one.message_id, two.message_id));
}

TEST(MailedSeries, drops_what_came_twice) {
  const Mail one = post("[PATCH 1/2] a"), two = post("[PATCH 2/2] b");
  EXPECT_THAT(ids({one, two, one, two}), ElementsAre(one.message_id, two.message_id));
  Mail nameless = post("[PATCH 1/1] a");
  nameless.message_id = "";
  EXPECT_EQ(ids({nameless, nameless}).size(), 1u);
}

TEST(MailedSeries, takes_only_a_whole_base_commit) {
  const auto base = [](const std::string& trailer) {
    Mail mail = post("[PATCH] x");
    mail.text += trailer;
    return series_of({mail}, "box").base_commit;
  };
  const std::string id(40, 'a');
  EXPECT_EQ(base("\nbase-commit: " + id + "\n"), id);
  EXPECT_EQ(base("\nbase-commit: " + id + "a\n"), "");
  EXPECT_EQ(base("\nbase-commit: " + id.substr(1) + "\n"), "");
  EXPECT_EQ(base("\nbase-commit: " + id.substr(1) + "G\n"), "");
  EXPECT_EQ(base("\n> base-commit: " + id + "\n"), "");
  EXPECT_EQ(base("\nbase-commit: --upload-pack=sh\n"), "");
}

TEST(MailedSeries, wants_a_patch) {
  const std::string words =
      "box: there is no patch in it: no mail but replies has a line that begins with \"diff --git\"";
  Mail quoting = post("[PATCH] x");
  quoting.text = "> diff --git a/a b/a\n";
  EXPECT_EQ(refusal({}), words);
  EXPECT_EQ(refusal({quoting}), words);
  EXPECT_EQ(refusal({post("Re: [PATCH] x")}), words);
}

TEST(MailedSeries, wants_all_of_its_patches) {
  EXPECT_EQ(refusal({post("[PATCH 1/3] a"), post("[PATCH 3/3] c")}), "box: patch 2 of 3 is missing");
  EXPECT_EQ(refusal({post("[PATCH v2 2/3] a")}), "box: patches 1, 3 of 3 of version 2 are missing");
  EXPECT_EQ(refusal({post("[PATCH 0/1] a")}), "box: patch 1 of 1 is missing");
  EXPECT_EQ(refusal({post("[PATCH 9999/9999] a")}),
            "box: patches 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 9988 more of 9999 are missing");
  EXPECT_EQ(refusal({post("[PATCH 1/1] a"), post("[PATCH v2 0/1] a")}),
            "box: patch 1 of 1 of version 2 is missing");
  EXPECT_EQ(refusal({post("[PATCH 1/2] a"), post("[PATCH 2/2] b", "Flimnap")}),
            "box: patch 2 of 2 is missing");
}

TEST(MailedSeries, wants_one_mail_for_each_patch) {
  Mail again = post("[PATCH v2 2/2] b");
  again.message_id = "other";
  EXPECT_EQ(
      refusal({post("[PATCH v2 1/2] a"), post("[PATCH v2 2/2] b"), again}),
      "box: two different mails claim to be patch 2/2 of version 2: <[PATCH v2 2/2] bLemuel> and <other>");
  Mail one = post("[PATCH 1/1] a"), two = post("[PATCH 1/1] b");
  one.message_id = two.message_id = "";
  EXPECT_EQ(refusal({one, two}),
            "box: two different mails claim to be patch 1/1: \"[PATCH 1/1] a\" and \"[PATCH 1/1] b\"");
}

TEST(MailedSeries, is_not_one_of_two) {
  EXPECT_EQ(refusal({post("[PATCH 1/1] a"), post("[PATCH 1/2] b"), post("[PATCH 2/2] c")}),
            "box: there are two series of version 1 in it: one of 1 and one of 2");
  EXPECT_EQ(refusal({post("[PATCH] a"), post("[PATCH 1/1] b")}),
            "box: there are two series of version 1 in it: one without numbers and one of 1");
}
