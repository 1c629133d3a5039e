// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

std::string from_line(const std::string& who = "lemuel@example.org") {
  return "From " + who + " Mon Sep 17 00:00:00 2001\n";
}

/// A mail of one text part.
Mail with_body(const std::string& fields, const std::string& body) {
  return mail_of("Subject: x\n" + fields + "\n" + body);
}

std::string nested(int levels) {
  std::string text = "Subject: deep\n";
  for (int i = 0; i < levels; ++i) {
    const std::string name = "b" + std::to_string(i);
    text += "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
  }
  return text + "\nat the bottom\n";
}

}  // namespace

TEST(Mailbox, reads_what_git_format_patch_writes) {
  const std::vector<Mail> mails = read_mails(specimen("format-patch.mbox"));
  ASSERT_EQ(mails.size(), 4u);
  EXPECT_EQ(mails[0].message_id, "cover.1795538050.git.lemuel@example.org");
  EXPECT_EQ(mails[0].subject, "[PATCH net-next v3 0/3] Arrays of every byte order");
  EXPECT_THAT(mails[0].text, HasSubstr("Grüß Łukasz (1):\n"));
  EXPECT_EQ(mails[1].in_reply_to, mails[0].message_id);
  EXPECT_THAT(mails[1].references, ElementsAre(mails[0].message_id));
  EXPECT_EQ(mails[2].from, (Address{"Grüß Łukasz", "lukasz@example.net"}));
  EXPECT_EQ(
      mails[2].subject,
      "[PATCH net-next v3 2/3] rust: xarray: move, and say naïve where naïve is meant in the whole of the "
      "abstraction");
  EXPECT_TRUE(mails[2].prepared);
}

TEST(Mailbox, keeps_from_lines_of_a_writer_that_does_not_quote) {
  EXPECT_THAT(read_mails(specimen("format-patch.mbox")).at(1).text,
              HasSubstr("\nlast.\nFrom Lilliput on, eggs are broken at the little end; a line of the\n"));
  EXPECT_THAT(read_mails(specimen("format-patch.mbox")).at(1).text, HasSubstr("\n>From Blefuscu, too.\n"));
}

TEST(Mailbox, keeps_crlf_that_only_some_lines_have) {
  EXPECT_THAT(
      read_mails(specimen("format-patch.mbox")).at(3).text,
      HasSubstr("@@ -1,3 +1,3 @@\n one\r\n-two\r\n+TWO\r\n three\r\ndiff --git a/logo.bin b/logo.bin\n"));
}

TEST(Mailbox, strips_crlf_that_all_lines_have) {
  const std::string bytes = "Subject: [PATCH]\r\n folded\r\nTo: a@b.c\r\n\r\none\r\n\r\ntwo\r\n";
  const Mail mail = mail_of(bytes);
  EXPECT_EQ(mail.subject, "[PATCH] folded");
  EXPECT_THAT(mail.to, ElementsAre(Address{"", "a@b.c"}));
  EXPECT_EQ(mail.text, "one\n\ntwo\n");
  EXPECT_EQ(mail_of(from_line() + bytes + "\n").text, "one\n\ntwo\n");
}

TEST(Mailbox, reads_a_thread_of_public_inbox) {
  const std::vector<Mail> mails = read_mails(specimen("thread.mbox"));
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails[0].from, (Address{"Glumdalclitch Böll", "nurse@brobdingnag.example"}));
  EXPECT_THAT(mails[0].to, ElementsAre(Address{"", "rust-for-linux@vger.example.org"}));
  EXPECT_THAT(mails[0].cc,
              ElementsAre(Address{"Jürgen Münodi", "munodi@laputa.example"},
                          Address{"Doe, John", "doe@example.org"}, Address{"Lemuel", "lemuel@example.org"}));
  EXPECT_EQ(mails[0].subject, "[RFC PATCH v2 1/2] rust: list: a list that is folded");
  EXPECT_EQ(mails[0].message_id, "20260203-list-v2-1@brobdingnag.example");
  EXPECT_THAT(mails[0].references, ElementsAre("20260203-list-v1-0@brobdingnag.example",
                                               "20260203-list-v2-0@brobdingnag.example"));
  ASSERT_TRUE(mails[0].date);
  EXPECT_EQ(mails[0].date->time_since_epoch(), std::chrono::seconds(1770109872));
  EXPECT_FALSE(mails[0].prepared);
  EXPECT_EQ(mails[1].from.address, "doe@example.org");
  EXPECT_THAT(mails[1].to, IsEmpty());
  EXPECT_THAT(mails[1].reply_to, ElementsAre(Address{"", "lists@example.org"}));
  EXPECT_EQ(mails[1].in_reply_to, mails[0].message_id);
}

TEST(Mailbox, undoes_mboxrd_and_quoted_printable) {
  EXPECT_EQ(
      read_mails(specimen("thread.mbox")).at(0).text,
      "Naïve lists are longer than one line of quoted-printable allows, which is why this one goes on. \n"
      "From the beginning.\n>From quoted once.\n> From quoted with a space.\n\n"
      "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x = 1\n+x = 2\n-- \n2.39.5\n");
}

TEST(Mailbox, takes_a_bare_mail_as_it_is) {
  const Mail mail = mail_of("\nSubject: hello\n\n>From me\n" + from_line() + "Subject: not another\n");
  EXPECT_EQ(mail.subject, "hello");
  EXPECT_EQ(mail.text, ">From me\n" + from_line() + "Subject: not another\n");
}

TEST(Mailbox, begins_a_mail_only_where_a_header_follows) {
  const std::string one = from_line() + "Subject: one\n\n";
  EXPECT_EQ(read_mails(one + "text\n" + from_line() + "and no header\n").size(), 1u);
  EXPECT_EQ(read_mails(one + "text\nFrom me at 12:00:00 2001\nSubject: no\n").size(), 2u);
  EXPECT_EQ(read_mails(one + "From me to you\nSubject: no\n").size(), 1u);
  EXPECT_EQ(read_mails(one + from_line() + ">From other remote from here\nSubject: two\n").at(1).subject,
            "two");
}

TEST(Mailbox, knows_prepared_mails) {
  const std::string commit(40, 'a');
  EXPECT_TRUE(mail_of(from_line(commit) + "Subject: x\n\n").prepared);
  EXPECT_TRUE(mail_of("From git@z Thu Jan  1 00:00:00 1970\nSubject: x\n\n").prepared);
  EXPECT_FALSE(mail_of(from_line() + "Subject: x\n\n").prepared);
  EXPECT_FALSE(mail_of("From " + commit + " Tue Feb  3 10:11:12 2026\nSubject: x\n\n").prepared);
}

TEST(Mailbox, decodes_bodies) {
  EXPECT_EQ(with_body("Content-Transfer-Encoding: base64\n", "Z3LDvMOfZQ0KYmFzZTY0DQo=\n").text,
            "grüße\nbase64\n");
  EXPECT_EQ(with_body("Content-Transfer-Encoding: 8bit\n", "grüße\n").text, "grüße\n");
  EXPECT_EQ(with_body("Content-Type: text/plain; charset=ISO-8859-15\n", "5 \xa4 f\xfcr\n").text,
            "5 € für\n");
  EXPECT_EQ(with_body("Content-Type: text/plain; charset=\"iso-8859-2\"\n"
                      "Content-Transfer-Encoding: quoted-printable\n",
                      "=A3ukasz\n")
                .text,
            "Łukasz\n");
}

TEST(Mailbox, does_not_reflow) {
  EXPECT_EQ(with_body("Content-Type: text/plain; format=flowed; delsp=yes\n", "one \ntwo\n stuffed\n").text,
            "one \ntwo\n stuffed\n");
}

TEST(Mailbox, keeps_bytes_that_are_not_what_they_are_said_to_be) {
  EXPECT_EQ(with_body("Content-Type: text/plain; charset=utf-8\n", "f\xfcr\n").text, "f\xfcr\n");
  EXPECT_EQ(with_body("Content-Type: text/plain; charset=no-such-set\n", "f\xfcr\n").text, "f\xfcr\n");
  EXPECT_EQ(with_body("Content-Type: text/plain; charset=utf-16\n", "odd").text, "odd");
  EXPECT_EQ(with_body("Content-Transfer-Encoding: rot13\n", "as it is\n").text, "as it is\n");
}

TEST(Mailbox, decodes_header_fields) {
  EXPECT_EQ(mail_of("Subject: =?iso-8859-1?q?f=FCr?= =?utf-8?B?w7w=?= all\n\n").subject, "fürü all");
  EXPECT_EQ(mail_of("Subject: raw f\xfcr\n\n").subject, "raw für");
  EXPECT_EQ(mail_of("Subject: raw für\n\n").subject, "raw für");
  EXPECT_EQ(mail_of("SUBJECT : case and space\n\n").subject, "case and space");
  EXPECT_EQ(mail_of("Subject: first\nSubject: second\n\n").subject, "first");
  EXPECT_EQ(mail_of("From: Jos\xe9 <jose@example.org>\n\n").from, (Address{"José", "jose@example.org"}));
  EXPECT_THAT(mail_of("To: friends: a@b.c, D <d@e.f>;, g@h.i\n\n").to,
              ElementsAre(Address{"", "a@b.c"}, Address{"D", "d@e.f"}, Address{"", "g@h.i"}));
}

TEST(Mailbox, lets_no_control_character_out_of_a_header) {
  EXPECT_EQ(mail_of("Subject: =?utf-8?q?a=0D=0ABcc:_b=00=1B[1m?=\n\n").subject.find_first_of("\r\n\x1b"),
            std::string::npos);
  const Mail mail = mail_of("From: =?utf-8?q?a=0Ab?= <c@d.e>\nMessage-ID: <a\x01\x62@c>\n\n");
  EXPECT_EQ(mail.from.name, "a b");
  EXPECT_EQ(mail.message_id, "a b@c");
}

TEST(Mailbox, takes_the_text_and_the_patches_of_a_mail_of_many_parts) {
  const Mail mail = mail_of(
      "Subject: parts\nContent-Type: multipart/mixed; boundary=\"a b\"\n\npreamble\n--a b\n"
      "Content-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: "
      "text/plain\n\nHello,\n--inner\n"
      "Content-Type: text/html\n\n<p>Hello\n--inner--\n\n--a b\t\n"
      "Content-Type: text/x-patch; name=x.patch\nContent-Disposition: attachment\n"
      "Content-Transfer-Encoding: base64\n\nZGlmZiAtLWdpdCBhL2EgYi9hCg==\n--a b\n"
      "Content-Type: application/octet-stream\n\nbytes\n--a b\n\nwithout a header\n--a b--\nepilogue\n");
  EXPECT_EQ(mail.text, "Hello,\ndiff --git a/a b/a\nwithout a header");
}

TEST(Mailbox, reads_parts_that_are_cut_short) {
  EXPECT_EQ(mail_of("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nall of it").text,
            "all of it");
  EXPECT_EQ(mail_of("Subject: x\nContent-Type: multipart/mixed\n\nno boundary\n").text, "");
  EXPECT_EQ(mail_of("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b").text, "");
}

TEST(Mailbox, bounds_depth_and_number_of_parts) {
  EXPECT_EQ(mail_of(nested(16)).text, "at the bottom\n");
  EXPECT_EQ(mail_of(nested(17)).text, "");
  EXPECT_EQ(mail_of(nested(3000)).text, "");
  std::string many = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 1500; ++i) many += "--b\n\n.\n";
  EXPECT_EQ(mail_of(many + "--b--\n").text.size(), 2 * 1000u - 1);
}

TEST(Mailbox, bounds_fields) {
  std::string groups = "Subject: x\nTo: ";
  for (int i = 0; i < 15000; ++i) groups += "a:";
  EXPECT_THAT(mail_of(groups + "b@c;\n\n").to, IsEmpty());
  std::string many = "Subject: x\nTo: ";
  for (int i = 0; i < 3000; ++i) many += "a@b.c,";
  EXPECT_EQ(mail_of(many + "\n\n").to.size(), 1000u);
  const Mail mail =
      mail_of("Subject: " + std::string(100000, 's') + "\nTo: " + std::string(100000, '(') + "\n\nx");
  EXPECT_EQ(mail.subject, std::string(32768, 's'));
  EXPECT_EQ(mail.text, "x");
  EXPECT_EQ(complaint_of([] { read_mails("Subject: x\nX: " + std::string(300000, 'x') + "\n\nbody"); }),
            "the header of mail 1 is larger than 256 KiB");
}

TEST(Mailbox, survives_odd_dates) {
  EXPECT_FALSE(mail_of("Date: Tue, 3 Feb 9999 10:11:12 +0100\n\n").date);
  EXPECT_FALSE(mail_of("Date: Tue, 99 Foo 99999 99:99:99 +9999\n\n").date);
  EXPECT_FALSE(mail_of("Date:\n\n").date);
  EXPECT_TRUE(mail_of("Date: 3 Feb 2026 10:11 GMT\n\n").date);
}

TEST(Mailbox, refuses_what_is_too_large) {
  const std::string head = from_line() + "Subject: x\n\n";
  EXPECT_EQ(complaint_of([&] { read_mails(head + "\n" + head + std::string(most_mail_bytes, 'x')); }),
            "mail 2 is larger than 64 MiB");
  EXPECT_EQ(complaint_of([&] { read_mails("Subject: x\n\n" + std::string(most_mail_bytes, 'x')); }),
            "mail 1 is larger than 64 MiB");
  std::string many;
  for (std::size_t i = 0; i < most_mails; ++i) many += head;
  EXPECT_EQ(read_mails(many).size(), most_mails);
  EXPECT_EQ(complaint_of([&] { read_mails(many + head); }), "there are more than 5000 mails in it");
}

TEST(Mailbox, refuses_what_is_no_mail) {
  EXPECT_THAT(read_mails(""), IsEmpty());
  EXPECT_THAT(read_mails("\r\n\n"), IsEmpty());
  const std::string words = "it is no mail: its first line is neither \"From ...\" nor a header field";
  EXPECT_EQ(complaint_of([] { read_mails("diff --git a/a b/a\n"); }), words);
  EXPECT_EQ(complaint_of([] { read_mails("hello"); }), words);
  EXPECT_EQ(complaint_of([] { read_mails(": nothing\n"); }), words);
  EXPECT_EQ(complaint_of([] { read_mails("\x1f\x8b\x08"); }),
            "it is compressed: gunzip makes an mbox file of it");
}

TEST(Mailbox, survives_bytes_of_every_kind) {
  const std::string whole = specimen("format-patch.mbox") + specimen("thread.mbox");
  unsigned random = 1;
  std::size_t read = 0;
  for (int round = 0; round < 200; ++round) {
    std::string bytes = whole.substr(0, whole.size() - random % 5000);
    for (int i = 0; i < 60; ++i) {
      random = random * 1664525u + 1013904223u;
      bytes[5 + (random >> 8) % (bytes.size() - 5)] = static_cast<char>(random >> 3);
    }
    read += read_mails(bytes).size();
  }
  EXPECT_GT(read, 400u);
}
