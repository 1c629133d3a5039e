// SPDX-License-Identifier: MIT
#include <orchestrator/cli/sent_mails.hpp>
#include <orchestrator/cli/week_view.hpp>
#include <orchestrator/cli/weekly_mail.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

const Address farm{"Gulliver", "farm@example.org"};

MailDraft mail(const std::vector<Address>& to = {{"", "a@example.org"}}, int cells = 13, const std::string& site = "") {
  Week week;
  week.matrix = "/m/all.yaml";
  week.cells = week.passed = cells;
  week.effort.runs = 1;
  week.from = Moment(std::chrono::hours(24 * 20000));
  week.to = week.from + std::chrono::days(7);
  return weekly_mail({week}, farm, to, site);
}

}  // namespace

TEST(SentMails, are_kept_for_the_same_matrices) {
  const TemporaryFolder folder;
  SentMails sent(folder / "weekly", {"/a.yaml", "/b.yaml"});
  EXPECT_FALSE(sent.has("1@x"));
  EXPECT_THAT(sent.references(), IsEmpty());
  sent.add("1@x");
  sent.add("2@x");
  const SentMails again(folder / "weekly", {"/b.yaml", "/a.yaml"});
  EXPECT_TRUE(again.has("1@x"));
  EXPECT_THAT(again.references(), ElementsAre("1@x", "2@x"));
  EXPECT_FALSE(SentMails(folder / "weekly", {"/a.yaml"}).has("1@x"));
}

TEST(SentMails, refer_to_the_first_and_the_last_ones) {
  const TemporaryFolder folder;
  SentMails sent(folder.path(), {"/a.yaml"});
  for (int i = 0; i < 60; ++i) sent.add(std::to_string(i) + "@x");
  EXPECT_THAT(sent.references(), SizeIs(10));
  EXPECT_EQ(sent.references().front(), "0@x");
  EXPECT_EQ(sent.references().back(), "59@x");
}

TEST(WeeklyMail, has_an_id_of_what_it_says) {
  const MailDraft draft = mail();
  EXPECT_THAT(draft.message_id, EndsWith("@example.org"));
  EXPECT_EQ(mail().message_id, draft.message_id);
  EXPECT_NE(mail({{"", "b@example.org"}}).message_id, draft.message_id);
  EXPECT_NE(mail({{"", "a@example.org"}}, 12).message_id, draft.message_id);
}

TEST(WeeklyMail, says_it_in_its_subject_and_leads_on) {
  const MailDraft draft = mail({{"", "a@example.org"}}, 13, "https://farm.example.org");
  EXPECT_EQ(draft.subject, "[gulliver] all 13 cells pass, 0 tests");
  EXPECT_THAT(draft.text, HasSubstr("\nMore: https://farm.example.org\n"));
  EXPECT_THAT(draft.text, EndsWith("\n-- \nGulliver\n"));
  EXPECT_THAT(draft.html, HasSubstr("href=\"https://farm.example.org\""));
}

TEST(PeriodBegin, is_a_while_ago_or_a_day) {
  const Moment now = Moment(std::chrono::sys_days(std::chrono::year(2026) / 11 / 26)) + std::chrono::hours(6);
  EXPECT_EQ(period_begin("7d", now), now - std::chrono::days(7));
  EXPECT_EQ(period_begin("24h", now), now - std::chrono::hours(24));
  EXPECT_EQ(period_begin("2w", now), now - std::chrono::days(14));
  EXPECT_EQ(period_begin("2026-11-19", now), Moment(std::chrono::sys_days(std::chrono::year(2026) / 11 / 19)));
  for (const char* since : {"", "d", "7", "7x", "0d", "-7d", "2026-11", "2026-11-31", "2026-11-19x", "2026-11-27", "2999-01-01", "1000-01-01", "99999999999d", "5001w"})
    EXPECT_THROW(period_begin(since, now), InputError) << since;
}
