// SPDX-License-Identifier: MIT
#include "specimens.hpp"

#include <runners/mail/maildir.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class MaildirTest : public testing::Test {
 protected:
  MaildirTest() {
    for (const char* part : {"new", "cur", "tmp"}) fs::create_directory(folder_ / part);
  }

  void deliver(const std::string& name, const std::string& subject) const {
    write_file(folder_ / name, "From: lemuel@example.org\nSubject: " + subject + "\n\ntext\n");
  }

  static std::vector<std::string> subjects(Maildir& maildir) {
    std::vector<std::string> found;
    for (const Mail& mail : maildir.read()) found.push_back(mail.subject);
    return found;
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(MaildirTest, is_read_by_the_time_of_delivery) {
  deliver("new/1000000000.M1.host", "third");
  deliver("new/999999999.M1.host", "second");
  deliver("cur/88.M1.host:2,S", "first");
  deliver("tmp/1.M1.host", "not delivered yet");
  deliver("new/.hidden", "not one");
  Maildir maildir(folder_.path());
  EXPECT_THAT(subjects(maildir), ElementsAre("first", "second", "third"));
}

TEST_F(MaildirTest, follows_mails_that_come_move_and_go) {
  Maildir maildir(folder_.path());
  EXPECT_THAT(subjects(maildir), IsEmpty());
  deliver("new/1.M1.host", "one");
  deliver("new/2.M1.host", "two");
  EXPECT_THAT(subjects(maildir), ElementsAre("one", "two"));
  fs::rename(folder_ / "new/1.M1.host", folder_ / "cur/1.M1.host:2,RS");
  fs::remove(folder_ / "new/2.M1.host");
  EXPECT_THAT(subjects(maildir), ElementsAre("one"));
}

TEST_F(MaildirTest, complains_once_of_what_is_no_mail) {
  write_file(folder_ / "new/1.a", "no mail at all\n");
  write_file(folder_ / "new/2.b", "");
  fs::create_symlink("/etc/passwd", folder_ / "new/3.c");
  ASSERT_EQ(::mkfifo((folder_ / "new/4.d").c_str(), 0600), 0);
  deliver("new/5.e", "good");
  Maildir maildir(folder_.path());
  EXPECT_THAT(subjects(maildir), ElementsAre("good"));
  EXPECT_THAT(maildir.complaints(), ElementsAre(HasSubstr("new/1.a: it is no mail"), HasSubstr("new/3.c: it is no plain file"),
                                                HasSubstr("new/4.d: it is no plain file")));
  EXPECT_THAT(subjects(maildir), ElementsAre("good"));
  EXPECT_THAT(maildir.complaints(), IsEmpty());
}

TEST_F(MaildirTest, another_folder_is_refused) {
  const std::string place = (folder_ / "new").string();
  EXPECT_EQ(complaint_of([&] { Maildir maildir(folder_ / "new"); }), place + ": is no maildir, for it has no folder new/ in it");
}
