// SPDX-License-Identifier: MIT
// The weekly mail from a ledger to a mailbox.
#include <orchestrator/ledger/ledger.hpp>
#include <runners/mail/mailbox.hpp>
#include <tests/fakes/mail_server.hpp>
#include <tests/fakes/program.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>


namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

namespace {

const std::string matrix = SOURCE_ROOT "/matrices/quickstart.yaml";
const std::vector<std::string> cells{"x86_64-little/kunit", "arm64-little/kunit", "riscv64-little/kunit", "mips-big/kunit"};

class Weekly : public testing::Test {
 protected:
  /// All cells of the matrix, so many days ago; mips-big passes or does not.
  void run(int days_ago, bool mips_passes) {
    Ledger ledger(folder_ / "gulliver/ledger.sqlite");
    gulliver::Run run;
    run.matrix = matrix;
    run.cells = cells;
    run.started = std::chrono::system_clock::now() - std::chrono::days(days_ago);
    const RunId id = ledger.begin(run);
    for (const std::string& cell : cells) ledger.add(record(id, run.started, cell, mips_passes || cell != cells[3]));
    ledger.finish(id, run.started, Seconds(3600));
  }

  static RunRecord record(RunId run, Moment began, const std::string& cell, bool passes) {
    RunRecord record;
    record.run = run;
    record.started = record.finished = began;
    const bool big = cell == cells[3];
    record.cell = {cell, cell.substr(0, cell.find('-')), big ? Endian::big : Endian::little, "kunit", "debian-trixie", big ? 32 : 64};
    record.verdict = passes ? Verdict{VerdictKind::passed, "1 test passed"} : Verdict{VerdictKind::tests_failed, "1 of 1 test failed"};
    record.tree.base = "linux-source-7.3 7.3.4-1";
    record.tree.id = "7";
    record.versions = {{"rustc-web", "1.96.0"}};
    TestNode test;
    test.name = "größe";
    test.status = passes ? TestStatus::passed : TestStatus::failed;
    TestNode suite = test;
    suite.name = "rust_kernel_str";
    suite.plan = 1;
    suite.children = {test};
    record.tests.emplace();
    record.tests->suites = {suite};
    record.tests->plan = 1;
    record.tests->complete = true;
    return record;
  }

  ProgramResult gulliver(const std::string& arguments, const std::string& more = "") const {
    const std::string folder = folder_.path().string();
    return run_gulliver(arguments, "env XDG_STATE_HOME=" + folder + " XDG_CACHE_HOME=" + folder + " GULLIVER_FROM=farm@example.org " + more);
  }

  ProgramResult weekly(const std::string& options, const std::string& more = "") const {
    return gulliver("weekly " + matrix + " --to 'Glumdalclitch Böll <nurse@example.org>' --to list@example.org " + options, more);
  }

  ProgramResult send(const FakeMailServer& server, const std::string& password = "lilliput") const {
    return weekly("--smtp " + server.url() + " --ca-file " + server.ca_file().string(),
                  "GULLIVER_SMTP_USER=gulliver GULLIVER_SMTP_PASSWORD=" + password);
  }

  /// Without the lines that one mail has and its draft has not.
  static std::string undated(const std::string& mail) {
    std::istringstream lines(mail);
    std::string text;
    for (std::string line; std::getline(lines, line);)
      if (!line.starts_with("Date: ") && !line.starts_with("X-Envelope-")) text += line + '\n';
    return text;
  }

  TemporaryFolder folder_;
};

/// The same through a mail server.
class WeeklyBySmtp : public Weekly {
 protected:
  void SetUp() override {
    if (!has_mail_server()) GTEST_SKIP() << "needs python3-aiosmtpd and openssl";
  }
};

}  // namespace

TEST_F(WeeklyBySmtp, goes_out_once_and_goes_on_with_its_thread) {
  const FakeMailServer server;
  run(10, true);
  run(1, true);
  const std::string draft = weekly("--output -").output;
  const auto first = send(server);
  ASSERT_EQ(first.code, 0) << first.output;
  EXPECT_EQ(first.output, "sent: [gulliver] all 4 cells pass, 4 tests\n");
  EXPECT_EQ(send(server).output, "was sent already: [gulliver] all 4 cells pass, 4 tests\n");
  EXPECT_EQ(send(server).code, 0);
  ASSERT_THAT(server.mails(), SizeIs(1));
  EXPECT_EQ(undated(server.mails()[0]), undated(draft));
  EXPECT_THAT(server.mails()[0], StartsWith("X-Envelope-From: farm@example.org\nX-Envelope-To: nurse@example.org\nX-Envelope-To: list@example.org\n"));

  run(0, false);
  ASSERT_EQ(send(server).code, 0);
  ASSERT_THAT(server.mails(), SizeIs(2));
  const Mail before = read_mails(server.mails()[0]).at(0), mail = read_mails(server.mails()[1]).at(0);
  EXPECT_EQ(mail.subject, "[gulliver] 1 regression in Rust: str on mips-big");
  EXPECT_EQ(mail.in_reply_to, before.message_id);
  EXPECT_THAT(mail.references, ElementsAre(before.message_id));
  EXPECT_NE(mail.message_id, before.message_id);
  EXPECT_THAT(before.references, IsEmpty());
  EXPECT_THAT(mail.to, ElementsAre(Address{"Glumdalclitch Böll", "nurse@example.org"}, Address{"", "list@example.org"}));
  EXPECT_THAT(mail.text, HasSubstr("* str: rust_kernel_str.größe fails\n"));
  EXPECT_THAT(mail.text, HasSubstr("(run 3); good until run 2\n"));
}

TEST_F(WeeklyBySmtp, has_html_that_another_program_reads) {
  const FakeMailServer server;
  run(10, true);
  run(1, false);
  ASSERT_EQ(send(server).code, 0);
  ASSERT_THAT(server.mails(), SizeIs(1));
  write_file(folder_ / "mail.eml", server.mails()[0]);
  const auto html = run_shell("/usr/bin/python3 -c 'import email.policy, sys; m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default);"
                              " print([p.get_content_type() for p in m.walk()], m.get_body((\"html\",)).get_content())' < " + (folder_ / "mail.eml").string());
  EXPECT_THAT(html.output, StartsWith("['multipart/alternative', 'text/plain', 'text/html'] <!DOCTYPE html>"));
  EXPECT_THAT(html.output, HasSubstr("str: rust_kernel_str.größe fails"));
  EXPECT_THAT(html.output, HasSubstr("✗ Regressions"));
}

TEST_F(WeeklyBySmtp, that_was_refused_is_not_noted) {
  const FakeMailServer server;
  run(1, true);
  const auto refusal = send(server, "blefuscu");
  EXPECT_EQ(refusal.code, 3);
  EXPECT_THAT(refusal.output, HasSubstr("the mail server localhost refuses the mail: 535 5.7.8"));
  EXPECT_THAT(send(server).output, StartsWith("sent: "));
}

TEST_F(Weekly, goes_through_sendmail) {
  run(1, true);
  const fs::path program = folder_ / "bin/sendmail";
  fs::create_directories(folder_ / "bin");
  write_file(program, "#!/bin/sh\necho \"$@\" > " + (folder_ / "arguments").string() + "\ncat > " + (folder_ / "mail").string() +
                          "\nif [ -e " + (folder_ / "down").string() + " ]; then echo queue full; exit 75; fi\n");
  fs::permissions(program, fs::perms::owner_all);
  const std::string path = "PATH=" + (folder_ / "bin").string() + ":$PATH";
  write_file(folder_ / "down", "");
  const auto down = weekly("--sendmail", path);
  EXPECT_EQ(down.code, 3);
  EXPECT_THAT(down.output, HasSubstr("sendmail exited with status 75: queue full"));
  fs::remove(folder_ / "down");
  EXPECT_EQ(weekly("--sendmail", path).code, 0);
  EXPECT_EQ(read_file(folder_ / "arguments"), "-t -i\n");
  EXPECT_EQ(undated(read_file(folder_ / "mail")).find("\r"), std::string::npos);
  EXPECT_THAT(read_mails(read_file(folder_ / "mail")).at(0).subject, StartsWith("[gulliver] all 4 cells pass"));
}

TEST_F(Weekly, says_what_is_wrong_with_its_options) {
  EXPECT_EQ(weekly("").code, 2);
  EXPECT_EQ(gulliver("weekly " + matrix + " --output -").code, 2) << "to nobody";
  EXPECT_EQ(weekly("--sendmail --output -").code, 2);
  EXPECT_EQ(weekly("--output - --credentials /x").code, 2);
  const auto password = weekly("--smtp smtp://me:secret@localhost");
  EXPECT_EQ(password.code, 2);
  EXPECT_THAT(password.output, HasSubstr("--credentials FILE"));
  EXPECT_EQ(password.output.find("secret"), std::string::npos);
  EXPECT_THAT(weekly("--output - --to nobody").output, HasSubstr("--to 'nobody': is no address"));
  for (const char* since : {"0d", "7", "x", "2026-13-01", "2999-01-01", "-1d", "1d2"}) EXPECT_EQ(weekly(std::string("--output - --since=") + since).code, 2) << since;
  EXPECT_EQ(gulliver("weekly 3 --to a@b.example --output -").code, 2);
}

TEST_F(Weekly, leads_to_pages_of_the_site) {
  run(10, true);
  run(1, false);
  const std::string mail = read_mails(weekly("--output - --site https://farm.example.org/rust").output).at(0).text;
  const std::string page = "tests/rust_kernel_str.gr~C3~B6~C3~9Fe.html";
  EXPECT_THAT(mail, HasSubstr("\n    https://farm.example.org/rust/" + page + "\n"));
  ASSERT_EQ(gulliver("site " + (folder_ / "site").string()).code, 0);
  EXPECT_TRUE(fs::exists(folder_ / "site" / page));
}

TEST_F(Weekly, is_to_be_seen_in_a_terminal_and_by_programs) {
  run(10, true);
  run(1, false);
  const auto text = gulliver("report " + matrix + " --view week");
  EXPECT_EQ(text.code, 0) << text.output;
  EXPECT_THAT(text.output, StartsWith("1 regression in Rust: str on mips-big\n"));
  const auto json = nlohmann::json::parse(gulliver("report " + matrix + " --view week --format json --since 2w").output);
  EXPECT_EQ(json["weeks"][0]["regressions"][0]["test"], "rust_kernel_str.größe") << "good in its first run, though nothing is older than the period";
  EXPECT_EQ(gulliver("report " + matrix + " " + matrix).code, 2);
  EXPECT_EQ(gulliver("report --view week").code, 2);
  EXPECT_THAT(gulliver("report " + matrix + " --view week --format html").output, EndsWith("</html>\n"));
}

TEST_F(Weekly, says_that_nothing_ran) {
  run(20, true);
  EXPECT_THAT(gulliver("report " + matrix + " --view week").output, StartsWith("nothing ran in this period\n"));
}
