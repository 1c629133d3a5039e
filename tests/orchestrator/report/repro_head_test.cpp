// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/repro_head.hpp>
#include <tests/fakes/shell.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;
using enum TestStatus;

namespace {

RunRecord record_with(VerdictKind kind, std::vector<TestNode> suites) {
  RunRecord record = passed_record(sample_cell("mips", Endian::big));
  record.verdict = {kind, "so it was"};
  record.tests = TestReport();
  record.tests->suites = std::move(suites);
  return record;
}

std::string filter(VerdictKind kind, std::vector<TestNode> suites) {
  return failing_filter(record_with(kind, std::move(suites)));
}

}  // namespace

TEST(FailingFilter, is_the_test_that_failed_or_the_suite_of_several) {
  using VerdictKind::tests_failed;
  const TestNode good = suite("rust_str", passed, {test("a", passed)});
  EXPECT_EQ(filter(tests_failed, {good, suite("rust_kvec", failed, {test("a", failed), test("b", passed)})}),
            "rust_kvec.a");
  EXPECT_EQ(filter(tests_failed, {good, suite("rust_kvec", failed, {test("a", failed), test("b", failed)})}),
            "rust_kvec");
  EXPECT_EQ(filter(tests_failed, {good, suite("rust_kvec", failed, {test("a", passed)})}), "rust_kvec");
  EXPECT_EQ(filter(tests_failed,
                   {suite("a", failed, {test("a", failed)}), suite("b", failed, {test("a", failed)})}),
            "");
  EXPECT_EQ(filter(tests_failed,
                   {suite("s", failed, {suite("t", failed, {test("p1", passed), test("p2", failed)})})}),
            "s.t");
}

TEST(FailingFilter, is_where_the_kernel_came_to_its_end) {
  using VerdictKind::test_crashed, VerdictKind::test_hung;
  const TestNode announced = test("", missing);
  EXPECT_EQ(filter(test_crashed, {suite("rust_kvec", missing, {test("a", passed)}), announced}), "rust_kvec");
  EXPECT_EQ(filter(test_hung, {suite("rust_doctests_kernel", missing,
                                     {test("x_0", missing, "rust/kernel/x.rs:3"), announced})}),
            "rust_doctests_kernel.x_0");
  EXPECT_EQ(filter(test_crashed, {announced}), "");
}

TEST(FailingFilter, is_none_where_no_test_is_to_blame) {
  EXPECT_EQ(filter(VerdictKind::splat, {suite("s", passed, {test("a", passed)})}), "");
  EXPECT_EQ(filter(VerdictKind::tests_failed, {suite("s", failed, {test("a b\" init=/bin/sh", failed)})}),
            "");
}

TEST(ReproHead, tells_what_was_seen) {
  const RunView view;
  RunRecord record =
      record_with(VerdictKind::tests_failed, {suite("rust_kvec", failed, {test("push", failed)})});
  record.versions = {{"rustc-web", "1.96"}, {"perl", "5"}};
  const std::string head = repro_head(view, record);
  EXPECT_THAT(head, HasSubstr("# It was tests-failed: so it was\n# Made with rustc-web 1.96\n"));
  EXPECT_THAT(
      head,
      HasSubstr("saw_cell=mips-big/kunit\nsaw_run=12\nsaw_verdict=tests-failed\nsaw_reason='so it was'\n"
                "saw_filter=rust_kvec.push\nsaw_missing=''\n"));
}

TEST(ReproHead, of_chosen_tests_chooses_them_again) {
  RunView view;
  view.run.arguments = {"run", "m.yaml", "--test", "push*"};
  EXPECT_THAT(repro_head(view, record_with(VerdictKind::splat, {})), HasSubstr("saw_filter='*.push*'\n"));
}

TEST(ReproHead, names_the_test_that_is_missing) {
  RunView view;
  Finding finding;
  finding.kind = Finding::Kind::missing_test;
  finding.test = "s.gone";
  finding.cells = {"mips-big/kunit"};
  view.findings.list = {finding};
  EXPECT_THAT(repro_head(view, record_with(VerdictKind::tests_missing, {})),
              HasSubstr("saw_missing=s.gone\n"));
}

TEST(ReproHead, holds_hostile_text_and_stays_what_it_is) {
  const std::string evil = "a\ntouch pwned\n#\r'; touch pwned; $(touch pwned)`touch pwned`" +
                           std::string(1, '\0') + "\x1b[2J\xff\\\n";
  RunRecord record = record_with(VerdictKind::tests_failed, {suite(evil, failed, {test(evil, failed)})});
  record.verdict.reason = record.cell.id = evil;
  record.versions = {{"rustc-web", evil}};
  const std::string script = repro_head({}, record) + "printf '%s\\n' \"$saw_reason\"\n";
  const auto result = run_shell(
      "folder=$(mktemp -d); trap 'rm -r \"$folder\"' EXIT; cd \"$folder\"; cat >head.sh <<'END_OF_SCRIPT'\n" +
      script + "END_OF_SCRIPT\nbash -n head.sh && bash head.sh && ls");
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_THAT(result.output, Not(HasSubstr("pwned\n"))) << "a name of a file";
  EXPECT_THAT(result.output, HasSubstr("a\\ntouch pwned\\n#\\r'; touch pwned; $(touch pwned)`touch pwned`"));
}
