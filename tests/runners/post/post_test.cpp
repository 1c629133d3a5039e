// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/post/post.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <filesystem>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum PostAttempt::End;

namespace {

template <class Work>
std::string complaint(Work work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// Pauses that were made while a server came to these ends, and what is complained of.
struct Tries {
  std::vector<int> pauses;
  std::string complaint;
  std::size_t used = 0;
};

Tries tries(const std::vector<PostAttempt::End>& ends) {
  Tries made;
  made.complaint = complaint([&] {
    post("mail.example.org", [&] { return PostAttempt{ends.at(made.used++), "4.3.2 busy"}; },
         [&](Seconds seconds) { made.pauses.push_back(static_cast<int>(seconds.count())); });
  });
  return made;
}

}  // namespace

TEST(Post, waits_longer_each_time) {
  EXPECT_THAT(tries({accepted}).pauses, IsEmpty());
  const Tries late = tries({later, later, accepted});
  EXPECT_THAT(late.pauses, ElementsAre(5, 30));
  EXPECT_EQ(late.complaint, "");
}

TEST(Post, gives_up_with_the_words_of_the_server) {
  const Tries never = tries({later, later, later, later});
  EXPECT_THAT(never.pauses, ElementsAre(5, 30, 120));
  EXPECT_EQ(never.complaint, "the mail server mail.example.org does not take the mail, 4 times in a row: 4.3.2 busy");
}

TEST(Post, does_not_ask_twice_what_was_refused) {
  const Tries refusal = tries({later, refused, accepted});
  EXPECT_EQ(refusal.used, 2u);
  EXPECT_EQ(refusal.complaint, "the mail server mail.example.org refuses the mail: 4.3.2 busy");
}

TEST(Post, finds_a_server_that_is_not_there) {
  MailServer server = mail_server("smtp://127.0.0.1:1");
  const PostAttempt attempt = post_once(server, {"a@example.org", {"b@example.org"}}, "Subject: x\n\ntext\n");
  EXPECT_EQ(attempt.end, later);
  EXPECT_THAT(attempt.words, Not(IsEmpty()));
}

TEST(MailServer, is_a_host_and_perhaps_a_port) {
  EXPECT_EQ(mail_server("smtps://mail.example.org").host, "mail.example.org");
  EXPECT_EQ(mail_server("smtp://localhost:2525/").host, "localhost");
  for (const char* url : {"http://a", "smtp://a/b", "smtp://a/?b", "", "mail.example.org", "smtp://", "smtp://a b"})
    EXPECT_THAT(complaint([&] { mail_server(url); }), HasSubstr("would be right")) << url;
}

TEST(MailServer, has_no_password_in_its_url) {
  for (const char* url : {"smtp://me:secret@a", "smtps://me@a", "smtp://:secret@a", "smtp://me:secret@a b"}) {
    EXPECT_THAT(complaint([&] { mail_server(url); }), HasSubstr("--smtp: ")) << url;
    EXPECT_THAT(complaint([&] { mail_server(url); }), Not(HasSubstr("secret"))) << url;
  }
}

TEST(MailServer, is_told_nothing_in_the_clear_but_on_this_machine) {
  for (const char* url : {"smtp://localhost", "smtp://127.0.0.1:25", "smtp://[::1]"}) EXPECT_FALSE(mail_server(url).wants_tls()) << url;
  for (const char* url : {"smtp://mail.example.org", "smtp://127.example.org", "smtp://10.0.0.1", "smtp://localhost.example.org"})
    EXPECT_TRUE(mail_server(url).wants_tls()) << url;
  MailServer server = mail_server("smtp://localhost");
  server.login = Login{"a", "b"};
  EXPECT_TRUE(server.wants_tls());
}

TEST(Netrc, has_logins_by_host) {
  const std::string text =
      "# comment machine x\nmachine a.example login one password 1 machine b.example\n\tlogin two\n\tpassword \"a \\\"b\\\"\"\n"
      "machine none.example password x\ndefault login any password 3\n";
  EXPECT_EQ(login_for("a.example", text), (Login{"one", "1"}));
  EXPECT_EQ(login_for("b.example", text), (Login{"two", "a \"b\""}));
  EXPECT_EQ(login_for("c.example", text), (Login{"any", "3"}));
  EXPECT_EQ(login_for("c.example", "machine a login b password c\n"), std::nullopt);
  EXPECT_EQ(login_for("a", "machine"), std::nullopt);
  EXPECT_EQ(login_for("a", "machine a login"), std::nullopt);
}

TEST(Netrc, is_for_the_eyes_of_its_owner) {
  const TemporaryFolder folder;
  const fs::path file = folder / "netrc";
  EXPECT_THAT(complaint([&] { read_login(file, "a"); }), HasSubstr("is no file"));
  write_file(file, "machine a login b password secret\n");
  fs::permissions(file, fs::perms::owner_read | fs::perms::group_read);
  EXPECT_THAT(complaint([&] { read_login(file, "a"); }), HasSubstr("chmod 600"));
  fs::permissions(file, fs::perms::owner_read);
  EXPECT_EQ(read_login(file, "a"), (Login{"b", "secret"}));
  const std::string other = complaint([&] { read_login(file, "other"); });
  EXPECT_THAT(other, HasSubstr("has no login for other"));
  EXPECT_THAT(other, Not(HasSubstr("secret")));
}
