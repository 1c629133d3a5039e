// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <runners/mail/compose.hpp>
#include <runners/mail/header_writer.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

using namespace gulliver;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

namespace {

const Address farm{"Gulliver", "farm@example.org"};

MailDraft draft_with(const std::string& text) {
  MailDraft draft;
  draft.from = farm;
  draft.to = {{"Glumdalclitch Böll", "nurse@brobdingnag.example"}};
  draft.subject = "Re: [PATCH v2 1/2] rust: list: a list";
  draft.message_id = "1@farm.example.org";
  draft.date = Moment(std::chrono::seconds(1770109872));
  draft.text = text;
  return draft;
}

MailDraft draft_about(const std::string& subject) {
  MailDraft draft = draft_with("text\n");
  draft.subject = subject;
  return draft;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::istringstream stream(bytes);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Mail read_back(const MailDraft& draft) {
  return mail_of(compose(draft));
}

}  // namespace

TEST(Compose, writes_a_reply) {
  const Mail parent = read_mails(specimen("thread.mbox")).at(0);
  MailDraft draft = reply_to(parent, farm);
  draft.message_id = "1@farm.example.org";
  draft.date = Moment(std::chrono::seconds(1770109872));
  draft.text = "It passed.";
  EXPECT_EQ(compose(draft),
            "From: Gulliver <farm@example.org>\n"
            "To: =?utf-8?q?Glumdalclitch_B=C3=B6ll?= <nurse@brobdingnag.example>\n"
            "Cc: <rust-for-linux@vger.example.org>, =?utf-8?q?J=C3=BCrgen_M=C3=BCnodi?=\n"
            " <munodi@laputa.example>, \"Doe, John\" <doe@example.org>, Lemuel\n"
            " <lemuel@example.org>\n"
            "Subject: Re: [RFC PATCH v2 1/2] rust: list: a list that is folded\n"
            "Date: Tue, 03 Feb 2026 09:11:12 +0000\n"
            "Message-ID: <1@farm.example.org>\n"
            "In-Reply-To: <20260203-list-v2-1@brobdingnag.example>\n"
            "References: <20260203-list-v1-0@brobdingnag.example>\n"
            " <20260203-list-v2-0@brobdingnag.example>\n"
            " <20260203-list-v2-1@brobdingnag.example>\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 7bit\n"
            "\n"
            "It passed.\n");
}

TEST(Compose, is_read_back_as_what_it_was) {
  MailDraft draft = reply_to(read_mails(specimen("thread.mbox")).at(0), farm);
  draft.message_id = "1@farm.example.org";
  draft.date = Moment(std::chrono::seconds(1770109872));
  draft.text = "> quoted\n\nIt päßt.\n-- \nGulliver\n";
  const Mail mail = read_back(draft);
  EXPECT_EQ(mail.from, draft.from);
  EXPECT_EQ(mail.to, draft.to);
  EXPECT_EQ(mail.cc, draft.cc);
  EXPECT_EQ(mail.subject, draft.subject);
  EXPECT_EQ(mail.message_id, draft.message_id);
  EXPECT_EQ(mail.in_reply_to, draft.in_reply_to);
  EXPECT_EQ(mail.references, draft.references);
  EXPECT_EQ(mail.date, draft.date);
  EXPECT_EQ(mail.text, draft.text);
}

TEST(Compose, makes_equal_bytes_of_equal_drafts) {
  MailDraft draft = draft_with("text");
  draft.attachments = {{"a.txt", "a\n"}};
  EXPECT_EQ(compose(draft), compose(draft));
}

TEST(Compose, encodes_a_body_only_as_far_as_it_must) {
  EXPECT_THAT(compose(draft_with("ascii\n")), EndsWith("Content-Transfer-Encoding: 7bit\n\nascii\n"));
  EXPECT_THAT(compose(draft_with("größer\n")), EndsWith("Content-Transfer-Encoding: 8bit\n\ngrößer\n"));
  for (const std::string& text : {std::string(2000, 'x') + "\n", std::string("a\r\nb\n \n=\tc \n"),
                                  "ü" + std::string(1000, '='), std::string("nul \0 here\n", 11)}) {
    EXPECT_THAT(compose(draft_with(text)), HasSubstr("Content-Transfer-Encoding: quoted-printable\n"));
    EXPECT_THAT(lines_of(compose(draft_with(text))), Each(SizeIs(testing::Le(76u))));
    EXPECT_EQ(read_back(draft_with(text)).text, text.ends_with('\n') ? text : text + '\n');
  }
}

TEST(Compose, replaces_what_is_no_utf8) {
  EXPECT_EQ(read_back(draft_with("a\xff\xc3 b\n")).text, "a\uFFFD\uFFFD b\n");
  EXPECT_EQ(read_back(draft_about("a\xff")).subject, "a\uFFFD");
}

TEST(Compose, attaches_texts) {
  MailDraft draft = draft_with("See below.\n");
  draft.attachments = {{"console \"../ü.log", "[    0.000000] Linux\r\nend"}, {"", "--=_gulliver_0\n"}};
  const std::string bytes = compose(draft);
  EXPECT_THAT(bytes, HasSubstr("Content-Type: multipart/mixed; boundary=\"=_gulliver_1\"\n"));
  EXPECT_THAT(bytes, HasSubstr("filename=\"console__..___.log\"\n"));
  EXPECT_THAT(bytes, HasSubstr("filename=\"attachment\"\n"));
  EXPECT_EQ(mail_of(bytes).text, "See below.\n[    0.000000] Linux\r\nend\n--=_gulliver_0\n");
}

TEST(Compose, puts_text_before_html) {
  MailDraft draft = draft_with("It päßt.\n");
  draft.html = "<p>It päßt.</p>\n";
  EXPECT_THAT(compose(draft), EndsWith("MIME-Version: 1.0\n"
                                       "Content-Type: multipart/alternative; boundary=\"=_gulliver_0\"\n"
                                       "\n"
                                       "--=_gulliver_0\n"
                                       "Content-Type: text/plain; charset=utf-8\n"
                                       "Content-Transfer-Encoding: 8bit\n"
                                       "\n"
                                       "It päßt.\n"
                                       "\n"
                                       "--=_gulliver_0\n"
                                       "Content-Type: text/html; charset=utf-8\n"
                                       "Content-Transfer-Encoding: 8bit\n"
                                       "\n"
                                       "<p>It päßt.</p>\n"
                                       "\n"
                                       "--=_gulliver_0--\n"));
  EXPECT_EQ(read_back(draft).text, "It päßt.\n") << "HTML is none of its text";
}

TEST(Compose, attaches_texts_to_a_mail_with_html) {
  MailDraft draft = draft_with("text\n");
  draft.html = "<p>--=_gulliver_0</p>\n";
  draft.attachments = {{"a.txt", "attached\n"}};
  const std::string bytes = compose(draft);
  EXPECT_THAT(bytes, HasSubstr("Content-Type: multipart/mixed; boundary=\"=_gulliver_2\"\n\n--=_gulliver_2\n"
                               "Content-Type: multipart/alternative; boundary=\"=_gulliver_1\"\n"));
  EXPECT_EQ(mail_of(bytes).text, "text\nattached\n");
}

TEST(Compose, keeps_to_ascii_where_it_has_to) {
  MailDraft draft = draft_with("größer → kleiner\n");
  draft.html = "<p>größer</p>\n";
  draft.attachments = {{"ü.txt", "ü\n"}};
  draft.seven_bit = true;
  const std::string bytes = compose(draft);
  EXPECT_TRUE(std::ranges::none_of(bytes, [](unsigned char c) { return c > 0x7e; }));
  EXPECT_EQ(mail_of(bytes).text, "größer → kleiner\nü\n");
}

TEST(Compose, says_that_nobody_waits_for_an_answer) {
  MailDraft draft = draft_with("text\n");
  EXPECT_THAT(compose(draft), Not(HasSubstr("Auto-Submitted")));
  draft.automatic = true;
  EXPECT_THAT(compose(draft), HasSubstr("\nAuto-Submitted: auto-generated\n"));
}

TEST(Compose, folds_header_fields) {
  MailDraft draft = draft_about("Re: [PATCH] " + std::string(200, 'w') + " and words, wörds and w" +
                                std::string(300, 'o') + "rds");
  for (int i = 0; i < 50; ++i) {
    draft.cc.push_back(
        {"Jürgen Münodi of Laputa and Balnibarbi " + std::to_string(i), "munodi@laputa.example"});
    draft.references.push_back(std::to_string(i) + "@example.org");
  }
  EXPECT_THAT(lines_of(compose(draft)), Each(SizeIs(testing::Le(76u))));
  const Mail mail = read_back(draft);
  EXPECT_EQ(mail.subject, draft.subject);
  EXPECT_EQ(mail.cc, draft.cc);
  EXPECT_EQ(mail.references, draft.references);
}

TEST(Compose, keeps_subjects_as_they_are) {
  for (const std::string subject :
       {"[PATCH] =?utf-8?q?trick?= x", "two  spaces   in it",
        "日本語日本語日本語日本語日本語日本語日本語日本語日本語", "_=?_ \"(\\", "ü ü  ü", "", "x: y",
        "emoji 🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀"})
    EXPECT_EQ(read_back(draft_about(subject)).subject, subject);
}

TEST(Compose, keeps_names_as_they_are) {
  for (const std::string name :
       {"Doe, John", "\"Q\" \\ Public", "x <y@z.example>, q", "Grüß, Ł. <x>", "=?utf-8?q?Evil?=", "a: b;",
        "(comment)", "O'Neil-Smith", "John Q. Public", "ü"}) {
    MailDraft draft = draft_with("text\n");
    draft.to = {{name, "a@b.example"}, {name + ' ' + std::string(80, 'n'), "c@d.example"}};
    EXPECT_EQ(read_back(draft).to, draft.to);
  }
}

TEST(Compose, lets_no_value_out_of_its_field) {
  MailDraft draft = draft_about("x\r\nBcc: all@example.org\n\nbody");
  draft.from.name = "x\nBcc: all@example.org";
  draft.to = {{"y\r\n\r\nz", "a@b.example"},
              {"", "c@d.example\nBcc: e@f.example"},
              {"", "g@h.example>, <i@j.example"}};
  draft.in_reply_to = "x>\nBcc: <y";
  draft.references = {"a@b", "c@d\n\n", "e f", "<g>", std::string(251, 'h'), ""};
  draft.attachments = {{"a\"\nBcc: b", "text"}};
  const std::string bytes = compose(draft);
  EXPECT_THAT(bytes, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(bytes, Not(HasSubstr("\r")));
  const Mail mail = mail_of(bytes);
  EXPECT_EQ(mail.subject, "x  Bcc: all@example.org  body");
  EXPECT_EQ(mail.from, (Address{"x Bcc: all@example.org", farm.address}));
  EXPECT_THAT(mail.to, ElementsAre(Address{"y    z", "a@b.example"}));
  EXPECT_EQ(mail.in_reply_to, "");
  EXPECT_THAT(mail.references, ElementsAre("a@b"));
}

TEST(Compose, wants_a_sender_and_an_id) {
  MailDraft draft = draft_with("text");
  draft.from.address = "nobody";
  EXPECT_EQ(complaint_of([&] { compose(draft); }), "\"nobody\" is no address that a mail can be from");
  draft = draft_with("text");
  draft.message_id = "<1@farm>";
  EXPECT_EQ(complaint_of([&] { compose(draft); }), "\"<1@farm>\" is no Message-ID");
}

TEST(Compose, knows_addresses) {
  EXPECT_TRUE(is_address("a.b+c=d@vger.kernel.org"));
  for (const char* const text :
       {"", "@", "a@", "@b", "a", "a@b@c", ".a@b", "a.@b", "a b@c", "a@b c", "a@ü", "ü@a", "a@b\n"})
    EXPECT_FALSE(is_address(text)) << text;
}

TEST(ReplyTo, answers_the_author_and_copies_the_others_once) {
  Mail parent;
  parent.from = {"A", "a@example.org"};
  parent.to = {{"List", "list@example.org"}, {"Farm", "FARM@example.org"}, {"A", "A@example.org"}};
  parent.cc = {{"", "LIST@example.org"}, {"C", "c@example.org"}};
  const MailDraft draft = reply_to(parent, farm);
  EXPECT_EQ(draft.from, farm);
  EXPECT_THAT(draft.to, ElementsAre(parent.from));
  EXPECT_THAT(draft.cc, ElementsAre(parent.to[0], parent.cc[1]));
}

TEST(ReplyTo, goes_where_answers_are_wanted) {
  const Mail parent = read_mails(specimen("thread.mbox")).at(1);
  EXPECT_THAT(reply_to(parent, farm).to, ElementsAre(Address{"", "lists@example.org"}));
  EXPECT_THAT(reply_to(parent, farm).cc, IsEmpty());
}

TEST(ReplyTo, says_re_once) {
  Mail parent;
  for (const auto& [subject, answer] :
       {std::pair{"[PATCH] x", "Re: [PATCH] x"}, std::pair{"Re: x", "Re: x"}, std::pair{"RE: x", "RE: x"},
        std::pair{"", "Re: "}, std::pair{"rest", "Re: rest"}}) {
    parent.subject = subject;
    EXPECT_EQ(reply_to(parent, farm).subject, answer);
  }
}

TEST(ReplyTo, continues_the_thread) {
  Mail parent;
  EXPECT_THAT(reply_to(parent, farm).references, IsEmpty());
  parent.in_reply_to = "0";
  parent.message_id = "2";
  EXPECT_EQ(reply_to(parent, farm).in_reply_to, "2");
  EXPECT_THAT(reply_to(parent, farm).references, ElementsAre("0", "2"));
  parent.references = {"0", "1"};
  EXPECT_THAT(reply_to(parent, farm).references, ElementsAre("0", "1", "2"));
}
