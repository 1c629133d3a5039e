// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <runners/mail/inbox.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

constexpr const char* diff = "why\n---\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n";

Mail post(const std::string& id, const std::string& subject, const std::string& parent = "", const std::string& text = diff) {
  Mail mail;
  mail.message_id = id;
  mail.subject = subject;
  mail.in_reply_to = parent;
  mail.from = {"Lemuel", "lemuel@example.org"};
  mail.text = text;
  return mail;
}

std::vector<std::string> heads(const Inbox& inbox) {
  std::vector<std::string> found;
  for (const MailedSeries& series : inbox.series) found.push_back(series.head().message_id);
  return found;
}

}  // namespace

TEST(Inbox, has_a_series_of_every_thread) {
  const Inbox inbox = sort_into_series({post("b1", "[PATCH 1/2] one"), post("a", "[PATCH] alone"), post("b2", "[PATCH 2/2] two", "b1"),
                                        post("talk", "lunch?", "", "today\n"), post("re", "Re: [PATCH] alone", "a", "Nice.\n")});
  EXPECT_THAT(heads(inbox), ElementsAre("b1", "a"));
  EXPECT_EQ(inbox.series[0].count(), 2);
  EXPECT_THAT(inbox.waiting, IsEmpty());
}

TEST(Inbox, threads_hold_together_whatever_the_order) {
  const Inbox inbox = sort_into_series({post("b2", "[PATCH 2/2] two", "b0"), post("b1", "[PATCH 1/2] one", "b0"),
                                        post("b0", "[PATCH 0/2] cover", "", "about\n")});
  EXPECT_THAT(heads(inbox), ElementsAre("b0"));
}

TEST(Inbox, what_is_not_complete_waits) {
  const Inbox inbox = sort_into_series({post("b1", "[PATCH 1/2] one"), post("a", "[PATCH] alone")});
  EXPECT_THAT(heads(inbox), ElementsAre("a"));
  EXPECT_THAT(inbox.waiting, ElementsAre(HasSubstr("\"[PATCH 1/2] one\": patch 2 of 2 is missing")));
}

TEST(Inbox, a_newer_version_in_a_thread_of_its_own_takes_the_place) {
  const std::vector<Mail> mails{post("v1", "[PATCH] rust: add a thing"), post("other", "[PATCH] other"),
                                post("v2", "[PATCH v2] rust: Add a thing")};
  EXPECT_THAT(heads(sort_into_series(mails)), ElementsAre("v2", "other"));
  EXPECT_THAT(heads(sort_into_series({mails[2], mails[1], mails[0]})), ElementsAre("v2", "other"));
}

TEST(Inbox, a_series_that_b4_prepared_is_known_under_another_title) {
  const std::string id = "\nchange-id: 20261101-thing-0a1b2c3d4e5f\n";
  EXPECT_THAT(heads(sort_into_series({post("v1", "[PATCH] old title", "", id + diff), post("v2", "[PATCH v2] new title", "", id + diff)})),
              ElementsAre("v2"));
}

TEST(Inbox, another_poster_of_that_title_takes_nothing_away) {
  Mail rival = post("v9", "[PATCH v9] rust: add a thing");
  rival.from = {"Gunther", "gunther@example.org"};
  EXPECT_THAT(heads(sort_into_series({post("v1", "[PATCH] rust: add a thing"), rival})), ElementsAre("v1", "v9"));
}

TEST(Inbox, mails_that_answer_each_other_in_a_ring_are_one_thread) {
  const Inbox inbox = sort_into_series({post("a", "[PATCH 1/2] a", "b"), post("b", "[PATCH 2/2] b", "a")});
  ASSERT_EQ(inbox.series.size(), 1u);
  EXPECT_EQ(inbox.series[0].count(), 2);
}
