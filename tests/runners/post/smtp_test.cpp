// SPDX-License-Identifier: MIT
// Mails through a real server on loopback, with STARTTLS and a login.
#include <runners/model/error.hpp>
#include <runners/post/post.hpp>
#include <tests/fakes/mail_server.hpp>
#include <tests/fakes/scripted_server.hpp>

#include <gmock/gmock.h>

#include <thread>

using namespace gulliver;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using enum PostAttempt::End;

namespace {

const std::string mail = "From: a@example.org\nSubject: x\n\ntext\n.\n..two\nlast\n";

class Smtp : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_mail_server()) GTEST_SKIP() << "needs python3-aiosmtpd and openssl";
  }

  static MailServer at(const FakeMailServer& server, const std::string& password = "lilliput") {
    MailServer found = mail_server(server.url());
    found.ca_file = server.ca_file();
    found.login = Login{"gulliver", password};
    return found;
  }

  static PostAttempt try_once(const MailServer& server, const std::string& to = "lemuel@example.org") {
    return post_once(server, {"farm@example.org", {to, "list@example.org"}}, mail);
  }
};

}  // namespace

TEST_F(Smtp, delivers_what_it_was_given) {
  const FakeMailServer server;
  const PostAttempt attempt = try_once(at(server));
  EXPECT_EQ(attempt.end, accepted) << attempt.words;
  ASSERT_THAT(server.mails(), SizeIs(1));
  EXPECT_EQ(server.mails()[0], "X-Envelope-From: farm@example.org\nX-Envelope-To: lemuel@example.org\n"
                               "X-Envelope-To: list@example.org\n" + mail);
}

TEST_F(Smtp, tries_again_where_it_is_asked_to) {
  const FakeMailServer server({"--refuse", "451", "1"});
  EXPECT_EQ(try_once(at(server)).words, "451 4.3.2 come back later");
  const FakeMailServer other({"--refuse", "451", "2"});
  int pauses = 0;
  post("localhost", [&] { return try_once(at(other)); }, [&](Seconds) { ++pauses; });
  EXPECT_EQ(pauses, 2);
  EXPECT_THAT(other.mails(), SizeIs(1));
}

TEST_F(Smtp, takes_a_refusal_for_one) {
  const FakeMailServer server({"--refuse", "554", "1"});
  EXPECT_EQ(try_once(at(server), "nobody@example.org").end, refused);
  EXPECT_EQ(try_once(at(server), "nobody@example.org").words, "550 5.1.1 no such mailbox");
  const PostAttempt attempt = try_once(at(server));
  EXPECT_EQ(attempt.end, refused);
  EXPECT_EQ(attempt.words, "554 4.3.2 come back later");
  EXPECT_THAT(server.mails(), IsEmpty());
}

TEST_F(Smtp, lets_no_server_steer_a_terminal) {
  const ScriptedServer scripted;
  const std::string words = "220 localhost\r\n550 \x1b[31m" + std::string(2000, 'x') + "\r\n";
  std::thread server([&] { scripted.serve_once(words); });
  const PostAttempt attempt = try_once(mail_server("smtp://" + scripted.address()));
  server.join();
  EXPECT_EQ(attempt.end, refused);
  EXPECT_THAT(attempt.words, HasSubstr("550 ?[31mxxx"));
  EXPECT_LE(attempt.words.size(), 500U);
}

TEST_F(Smtp, reports_a_wrong_password) {
  const FakeMailServer server;
  const PostAttempt attempt = try_once(at(server, "blefuscu"));
  EXPECT_EQ(attempt.end, refused);
  EXPECT_THAT(attempt.words, HasSubstr("535 5.7.8"));
}

TEST_F(Smtp, trusts_no_certificate_that_nobody_vouches_for) {
  const FakeMailServer server;
  MailServer stranger = at(server);
  stranger.ca_file.clear();
  const PostAttempt attempt = try_once(stranger);
  EXPECT_EQ(attempt.end, refused);
  EXPECT_THAT(attempt.words, HasSubstr("certificate"));
}

TEST_F(Smtp, says_no_password_in_the_clear) {
  const FakeMailServer server({"--plain"});
  EXPECT_EQ(try_once(at(server)).end, refused) << "it has no STARTTLS";
  MailServer open = at(server);
  open.login.reset();
  EXPECT_EQ(try_once(open).end, accepted) << "to this machine, and without a login";
}
