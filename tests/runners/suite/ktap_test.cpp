// SPDX-License-Identifier: MIT
// Documents written by hand: every shape KUnit prints, and every lie that a console can tell.
#include <gmock/gmock.h>
#include <runners/suite/ktap.hpp>

namespace gulliver {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A document of one suite, rust_x, with these lines in it.
std::string suite_of(const std::string& lines, const std::string& result = "ok 1 rust_x\n") {
  return "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_x\n" + lines + result;
}

TestCounts counts(const std::string& console) {
  return count(parse_ktap(console));
}

std::vector<std::string> problems(const std::string& console) {
  const TestReport report = parse_ktap(console);
  EXPECT_EQ(report.complete, report.problems.empty());
  return report.problems;
}

TEST(Ktap, ReadsASuiteOfOneTest) {
  const TestReport report = parse_ktap(suite_of("    # speed: normal\n    1..1\n    ok 1 a\n"));
  EXPECT_TRUE(report.complete);
  ASSERT_EQ(report.suites.size(), 1u);
  EXPECT_EQ(report.suites[0].name, "rust_x");
  EXPECT_EQ(report.suites[0].plan, 1);
  EXPECT_EQ(report.suites[0].line, 8);
  ASSERT_EQ(report.suites[0].children.size(), 1u);
  EXPECT_EQ(report.suites[0].children[0].line, 7);
}

TEST(Ktap, ReadsTimestampsCallersAndCarriageReturns) {
  EXPECT_THAT(problems("[    1.000000][    T1] KTAP version 1\r\n[    1.000001][    T1] 1..1\r\n"
                       "[    1.000002][    T1]     KTAP version 1\r\n[    1.000003]     1..1\r\r\n"
                       "[    1.000004]     ok 1 a\r\n[    1.000005][    C0] ok 1 rust_x\r\n"),
              IsEmpty());
}

TEST(Ktap, ReadsTap14AndAPlanBehindTheResults) {
  EXPECT_THAT(problems("TAP version 14\n    # Subtest: rust_x\n    ok 1 - a\n    ok 2 - b # SKIP\n    1..2\n"
                       "ok 1 - rust_x\n1..1\n"),
              IsEmpty());
}

TEST(Ktap, ReadsIndentationByTwo) {
  EXPECT_THAT(problems("KTAP version 1\n1..1\n  KTAP version 1\n  1..1\n    KTAP version 1\n    1..1\n"
                       "    ok 1 deep\n  ok 1 a\nok 1 rust_x\n"),
              IsEmpty());
}

TEST(Ktap, ReadsAParameterisedTestWithoutAPlan) {
  const TestReport report =
      parse_ktap(suite_of("    1..2\n        KTAP version 1\n        # Subtest: a\n"
                          "        ok 1 param-1\n        ok 2 param-2\n"
                          "    # a: pass:2 fail:0 skip:0 total:2\n    ok 1 a\n    ok 2 b\n"));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(count(report), (TestCounts{.passed = 3}));
  EXPECT_EQ(report.suites[0].children[0].plan, std::nullopt);
}

TEST(Ktap, AsksAParameterisedTestForResultsUnlessItIsSkipped) {
  const std::string nothing = "    1..1\n        KTAP version 1\n        # Subtest: a\n";
  EXPECT_THAT(problems(suite_of(nothing + "    ok 1 a\n")), ElementsAre("test `a` announced no plan", "test `a` says that it passed, but no test ran in it",
                          "suite `rust_x` does not say that it failed, but a test in it did"));
  EXPECT_THAT(problems(suite_of(nothing + "    ok 1 a # SKIP none\n")), IsEmpty());
}

TEST(Ktap, ReadsSuitesThatAreSkippedOrFailAsAWhole) {
  const TestReport report = parse_ktap(
      "KTAP version 1\n1..3\nok 1 rust_x # SKIP no hardware\n"
      "    # failed to initialize (-12)\nnot ok 2 rust_y\n"
      "    KTAP version 1\n    # Subtest: rust_z\n    1..0\nok 3 rust_z # SKIP\n");
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(count(report), (TestCounts{.failed = 1, .skipped = 2}));
  EXPECT_EQ(report.suites[0].comment, "no hardware");
  EXPECT_THAT(report.suites[1].diagnostics, ElementsAre("# failed to initialize (-12)"));
  EXPECT_EQ(rust_tests_run(report), 1);
}

TEST(Ktap, ReadsADocumentWithoutSuites) {
  const TestReport report = parse_ktap("KTAP version 1\n1..0 # SKIP nothing to do\n");
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.plan, 0);
  EXPECT_EQ(count(report).total(), 0);
}

TEST(Ktap, KeepsWhatWasPrintedDuringATest) {
  const TestReport report = parse_ktap(
      suite_of("    1..2\nworkqueue: hello\n    # a: EXPECTATION FAILED at rust/kernel/x.rs:12\n        "
               "Expected 1 == 2\n"
               "    # a.speed: slow\n    not ok 1 a\n    # b.location: rust/kernel/b.rs:7\n    ok 2 b\n",
               "# rust_x: pass:1 fail:1 skip:0 total:2\nnot ok 1 rust_x\n"));
  EXPECT_THAT(report.problems, IsEmpty());
  const std::vector<TestNode>& tests = report.suites[0].children;
  EXPECT_THAT(
      tests[0].diagnostics,
      ElementsAre("workqueue: hello", "# a: EXPECTATION FAILED at rust/kernel/x.rs:12", "Expected 1 == 2"));
  EXPECT_EQ(tests[0].location, "");
  EXPECT_THAT(tests[1].diagnostics, IsEmpty());
  EXPECT_EQ(tests[1].location, "rust/kernel/b.rs:7");
  EXPECT_THAT(report.suites[0].diagnostics, IsEmpty());
}

TEST(Ktap, KeepsTheDigestsOfATest) {
  const TestReport report = parse_ktap(
      "KTAP version 1\n1..1\n    # digest: early 1\n    KTAP version 1\n    # Subtest: s\n    1..2\n"
      "    # digest: bits.get 0f3a\n    # digest: bits.set ffff\n    ok 1 a\n    # digest: x 2\n    ok 2 b\n"
      "# digest: late 3\nok 1 s\n");
  EXPECT_THAT(report.problems, IsEmpty());
  const TestNode& suite = report.suites[0];
  EXPECT_THAT(suite.digests, ElementsAre(Digest{"early", "1"}, Digest{"late", "3"}));
  EXPECT_THAT(suite.children[0].digests, ElementsAre(Digest{"bits.get", "0f3a"}, Digest{"bits.set", "ffff"}));
  EXPECT_THAT(suite.children[1].digests, ElementsAre(Digest{"x", "2"}));
  EXPECT_THAT(suite.children[0].diagnostics, IsEmpty());
}

TEST(Ktap, SeesADigestThatCannotBeCompared) {
  const std::string head = "KTAP version 1\n1..1\n";
  EXPECT_THAT(parse_ktap(head + "# digest: name 0F\nok 1 s # SKIP\n").problems,
              ElementsAre("line 3: a digest is not `# digest: NAME HEX`, with up to 64 digits of 0-9 and a-f"));
  const TestReport report = parse_ktap(head + "# digest: a 1\n# digest: a 1\n# digest: a 2\nok 1 s # SKIP\n");
  EXPECT_THAT(report.problems, ElementsAre("line 5: digest `a` is 2, and was 1"));
  EXPECT_THAT(report.suites[0].digests, ElementsAre(Digest{"a", "1"}));
}

TEST(Ktap, KeepsABoundedNumberOfDigests) {
  std::string console = "KTAP version 1\n1..1\n";
  for (int i = 0; i < 10'001; ++i) console += "# digest: d" + std::to_string(i) + " 0\n";
  const TestReport report = parse_ktap(console + "ok 1 s # SKIP\n");
  EXPECT_EQ(report.suites[0].digests.size(), 10'000u);
  EXPECT_THAT(report.problems, ElementsAre("line 10003: there are more than 10000 digests; no more are kept"));
}

TEST(Ktap, GivesALocationToItsOwnTestOnly) {
  const TestReport report =
      parse_ktap(suite_of("    1..1\n    # b.location: rust/kernel/b.rs:7\n    ok 1 a\n"));
  EXPECT_EQ(report.suites[0].children[0].location, "");
}

TEST(Ktap, FindsNoDocument) {
  const std::vector<std::string> none = {"the console holds no KTAP document"};
  EXPECT_EQ(problems(""), none);
  EXPECT_EQ(problems("Linux version 7.3.4\n1..1\nok 1 rust_x\n"), none);
}

TEST(Ktap, DemandsPlans) {
  EXPECT_THAT(problems("KTAP version 1\n    KTAP version 1\n    1..1\n    ok 1 a\nok 1 rust_x\n"),
              ElementsAre("the document announced no plan"));
  EXPECT_THAT(problems(suite_of("    ok 1 a\n")), ElementsAre("suite `rust_x` announced no plan"));
  EXPECT_THAT(problems(suite_of("    1..1\n    ok 1 a\n    1..1\n")),
              ElementsAre("line 7: a plan for suite `rust_x` stands where none is due"));
  EXPECT_THAT(problems(suite_of("    1..1\n1..1\n    ok 1 a\n")),
              ElementsAre("line 6: a plan for the document stands where none is due"));
}

TEST(Ktap, CountsResultsAgainstPlans) {
  EXPECT_THAT(problems(suite_of("    1..3\n    ok 1 a\n    ok 2 b\n")),
              ElementsAre("suite `rust_x` announced 3 tests and has 2 results"));
  EXPECT_EQ(counts(suite_of("    1..3\n    ok 1 a\n    ok 2 b\n")), (TestCounts{.passed = 2, .missing = 1}));
  EXPECT_THAT(problems(suite_of("    1..1\n    ok 1 a\n    ok 2 b\n")),
              ElementsAre("suite `rust_x` announced 1 tests and has 2 results"));
  EXPECT_THAT(problems("KTAP version 1\n1..2\nok 1 rust_x # SKIP\n"),
              ElementsAre("the document announced 2 suites and has 1 results"));
  EXPECT_THAT(problems("KTAP version 1\n1..1\nok 1 rust_x # SKIP\nok 2 rust_y # SKIP\n"),
              ElementsAre("the document announced 1 suites and has 2 results"));
}

TEST(Ktap, WatchesTheNumbers) {
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 1 a\n    ok 1 a\n")),
              ElementsAre("line 7: result 1 of suite `rust_x` came where 2 was due"));
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 2 b\n    ok 1 a\n")),
              ElementsAre("line 6: result 2 of suite `rust_x` came where 1 was due",
                          "line 7: result 1 of suite `rust_x` came where 3 was due"));
  EXPECT_THAT(problems(suite_of("    1..1\n    ok 0 a\n")),
              ElementsAre("line 6: result 0 of suite `rust_x` came where 1 was due"));
  const TestReport gap = parse_ktap(suite_of("    1..3\n    ok 1 a\n    ok 3 c\n"));
  ASSERT_EQ(gap.suites[0].children.size(), 3u);
  EXPECT_EQ(gap.suites[0].children[1].name, "test 2");
  EXPECT_EQ(gap.suites[0].children[1].status, TestStatus::missing);
}

TEST(Ktap, BelievesTheChildren) {
  const std::string failing = suite_of("    1..2\n    not ok 1 a\n    ok 2 b\n");
  EXPECT_THAT(problems(failing),
              ElementsAre("suite `rust_x` does not say that it failed, but a test in it did"));
  EXPECT_EQ(parse_ktap(failing).suites[0].status, TestStatus::failed);
  EXPECT_THAT(problems(suite_of("    1..1\n    not ok 1 a\n", "ok 1 rust_x # SKIP\n")),
              ElementsAre("suite `rust_x` does not say that it failed, but a test in it did"));
  EXPECT_THAT(problems(suite_of("    1..1\n    ok 1 a\n", "not ok 1 rust_x\n")),
              ElementsAre("suite `rust_x` says that it failed, but no test in it did"));
}

TEST(Ktap, BelievesAGrandchild) {
  const TestReport report =
      parse_ktap(suite_of("    1..1\n        KTAP version 1\n        # Subtest: a\n"
                          "        1..1\n        not ok 1 p\n    ok 1 a\n"));
  EXPECT_EQ(count(report).failed, 1);
  EXPECT_THAT(report.problems,
              ElementsAre("test `a` does not say that it failed, but a test in it did",
                          "suite `rust_x` does not say that it failed, but a test in it did"));
}

TEST(Ktap, DoesNotTakeASuiteThatPassedOnTrust) {
  EXPECT_THAT(problems("KTAP version 1\n1..1\nok 1 rust_x\n"),
              ElementsAre("line 3: suite `rust_x` says that it passed, but no test ran in it"));
  EXPECT_THAT(problems(suite_of("    1..0\n")),
              ElementsAre("suite `rust_x` says that it passed, but no test ran in it"));
  EXPECT_THAT(problems("KTAP version 1\n1..1\n# Totals: pass:316 fail:0 skip:0 total:316\nok 1 rust_x\n"),
              ElementsAre("line 4: suite `rust_x` says that it passed, but no test ran in it"));
}

TEST(Ktap, SeesThatASuiteNeverEnded) {
  EXPECT_THAT(problems(suite_of("    1..3\n    ok 1 a\n", "")),
              ElementsAre("suite `rust_x` came to no result; 1 of 3 tests in it did",
                          "the document announced 1 suites and has 0 results"));
  EXPECT_THAT(
      problems("KTAP version 1\n1..2\n    KTAP version 1\n    # Subtest: rust_x\n    1..1\n    ok 1 a\n"
               "    KTAP version 1\n    # Subtest: rust_y\n    1..1\n    ok 1 a\nok 2 rust_y\n"),
      ElementsAre("suite `rust_x` came to no result; 1 of 1 tests in it did",
                  "the document announced 2 suites and has 1 results"));
  EXPECT_THAT(
      problems("KTAP version 1\n1..2\n    KTAP version 1\n    # Subtest: rust_x\n    1..1\n    ok 1 a\n"
               "ok 1 rust_y\nok 2 rust_x # SKIP\n"),
      ElementsAre("line 7: the tests of suite `rust_x` end with a result for `rust_y`"));
}

TEST(Ktap, TellsWhatIsKnownOfTheTestThatWasRunning) {
  const TestReport report = parse_ktap(
      suite_of("    1..3\n    ok 1 a\n    # b.location: rust/kernel/b.rs:7\nBUG: something\n", ""));
  const std::vector<TestNode>& tests = report.suites[0].children;
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(tests[1].name, "b");
  EXPECT_EQ(tests[1].status, TestStatus::missing);
  EXPECT_EQ(tests[1].location, "rust/kernel/b.rs:7");
  EXPECT_THAT(tests[1].diagnostics, ElementsAre("BUG: something"));
  EXPECT_EQ(tests[2].name, "test 3");
  EXPECT_EQ(report.suites[0].status, TestStatus::missing);
  EXPECT_EQ(count(report), (TestCounts{.passed = 1, .missing = 2}));
}

TEST(Ktap, ReadsSeveralDocuments) {
  const std::string document = suite_of("    1..1\n    ok 1 a\n");
  const TestReport report = parse_ktap(document + "rust_y: loading out-of-tree module\n" + document);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.plan, 2);
  EXPECT_EQ(count(report), (TestCounts{.passed = 2}));
  EXPECT_THAT(report.suites.at(1).diagnostics, IsEmpty());
}

TEST(Ktap, DemandsThatEveryDocumentMeetsItsPlan) {
  const std::string document = suite_of("    1..1\n    ok 1 a\n");
  const std::string short_one = "KTAP version 1\n1..2\nok 1 rust_x # SKIP\n";
  const std::vector<std::string> problem = {"the document announced 2 suites and has 1 results"};
  EXPECT_EQ(problems(document + short_one), problem);
  EXPECT_EQ(problems(short_one + document), problem);
  EXPECT_EQ(counts(short_one + document), (TestCounts{.passed = 1, .skipped = 1, .missing = 1}));
  EXPECT_THAT(problems(document + "KTAP version 1\n"), ElementsAre("the document announced no plan"));
}

TEST(Ktap, SeesADocumentThatIsCutShortByAnother) {
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 1 a\n", suite_of("    1..1\n    ok 1 a\n"))),
              ElementsAre("suite `rust_x` came to no result; 1 of 2 tests in it did",
                          "the document announced 1 suites and has 0 results"));
}

TEST(Ktap, AddsUpPlansWithinBounds) {
  const TestReport report = parse_ktap("KTAP version 1\n1..2147483647\nKTAP version 1\n1..2147483647\n");
  EXPECT_EQ(report.plan, 2147483647);
  EXPECT_FALSE(report.complete);
}

TEST(Ktap, IgnoresADocumentInsideALine) {
  EXPECT_THAT(problems(suite_of("    1..1\nrust_kernel: KTAP version 1\nrust_kernel: ok 1 a\n    ok 1 a\n")),
              IsEmpty());
}

TEST(Ktap, IsNotFooledByResultsThatATestPrints) {
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 1 a\n    ok 2 b\n    not ok 2 b\n", "not ok 1 rust_x\n")),
              ElementsAre("line 8: result 2 of suite `rust_x` came where 3 was due",
                          "suite `rust_x` announced 2 tests and has 3 results"));
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 1 a\nok 1 rust_x\n    not ok 2 b\n", "not ok 1 rust_x\n")),
              ElementsAre("suite `rust_x` announced 2 tests and has 1 results",
                          "line 8: a result is indented by 4 spaces, where no list of tests is open",
                          "line 9: result 1 of the document came where 2 was due",
                          "the document announced 1 suites and has 2 results"));
  EXPECT_THAT(problems(suite_of("    1..1\n      ok 1 a\n    ok 1 a\n")),
              ElementsAre("line 7: a result is indented by 4 spaces, where no list of tests is open"));
  EXPECT_THAT(problems(suite_of("    1..2\n    ok 1 a\n      ok 2 b\n    ok 2 b\n")),
              ElementsAre("line 7: a result is indented by 6 spaces, where no list of tests is open"));
}

TEST(Ktap, CountsASuiteThatFailsByItself) {
  EXPECT_EQ(counts(suite_of("    1..1\n    ok 1 a\n", "not ok 1 rust_x\n")), (TestCounts{.passed = 1, .failed = 1}));
  EXPECT_EQ(counts(suite_of("    1..1\n    not ok 1 a\n", "not ok 1 rust_x\n")), (TestCounts{.failed = 1}));
}

TEST(KtapReader, SaysWhatRunsNow) {
  KtapReader reader;
  const auto after = [&](std::string_view line) {
    reader.add(line);
    return reader.running();
  };
  EXPECT_EQ(reader.running(), "");
  EXPECT_EQ(after("KTAP version 1"), "");
  EXPECT_EQ(after("1..1"), "");
  EXPECT_FALSE(reader.finished());
  reader.add("    KTAP version 1");
  EXPECT_EQ(after("    # Subtest: rust_x"), "rust_x");
  EXPECT_EQ(after("    1..2"), "rust_x");
  EXPECT_EQ(after("    # a.location: rust/kernel/a.rs:1"), "rust_x.a");
  EXPECT_EQ(after("    ok 1 a"), "rust_x.a");
  EXPECT_EQ(reader.results(), 1);
  EXPECT_EQ(after("    ok 2 b"), "rust_x.b");
  EXPECT_EQ(reader.results(), 2);
  EXPECT_FALSE(reader.finished());
  EXPECT_EQ(after("ok 1 rust_x"), "");
  EXPECT_EQ(reader.results(), 2);
  EXPECT_TRUE(reader.finished());
  EXPECT_EQ(count(reader.report()), (TestCounts{.passed = 2}));
}

TEST(KtapReader, IsNotFinishedWhileAFurtherDocumentIsOpen) {
  KtapReader reader;
  for (const char* line : {"KTAP version 1", "1..1", "ok 1 rust_x # SKIP"}) reader.add(line);
  EXPECT_TRUE(reader.finished());
  reader.add("KTAP version 1");
  EXPECT_FALSE(reader.finished());
  for (const char* line : {"1..1", "ok 1 rust_y # SKIP"}) reader.add(line);
  EXPECT_TRUE(reader.finished());
}

TEST(KtapReader, WaitsForEveryDocumentThatIsDue) {
  KtapReader reader(2);
  for (const char* line : {"KTAP version 1", "1..1", "ok 1 rust_x # SKIP"}) reader.add(line);
  EXPECT_FALSE(reader.finished());
  EXPECT_FALSE(reader.report().complete);
  EXPECT_THAT(reader.report().problems, ElementsAre("the console holds 1 of 2 KTAP documents"));
  for (const char* line : {"KTAP version 1", "1..1", "ok 1 rust_y # SKIP"}) reader.add(line);
  EXPECT_TRUE(reader.finished());
  EXPECT_TRUE(reader.report().complete);
}

TEST(KtapReader, ReadsOnAfterAReport) {
  KtapReader reader;
  for (const char* line : {"KTAP version 1", "1..1", "    KTAP version 1", "    1..1"}) reader.add(line);
  EXPECT_EQ(count(reader.report()), (TestCounts{.missing = 1}));
  EXPECT_FALSE(reader.report().complete);
  reader.add("    ok 1 a");
  reader.add("ok 1 rust_x");
  EXPECT_TRUE(reader.report().complete);
}

}  // namespace
}  // namespace gulliver
