// SPDX-License-Identifier: MIT
// Consoles that real machines make of good KTAP: what stands before, behind and in the middle of its lines.
#include <gmock/gmock.h>
#include <runners/suite/ktap.hpp>

#include <functional>
#include <sstream>

#include "consoles.hpp"

namespace gulliver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Names = std::vector<std::string>;

const Names document = {
    "KTAP version 1",
    "1..2",
    "    KTAP version 1",
    "    # Subtest: rust_x",
    "    1..3",
    "    ok 1 a",
    "    ok 2 b # SKIP no bus",
    "    not ok 3 c",
    "not ok 1 rust_x",
    "    KTAP version 1",
    "    # Subtest: rust_y",
    "    1..1",
    "    ok 1 - d",
    "ok 2 rust_y",
};

std::string with(const std::function<std::string(const std::string&)>& change) {
  std::string text;
  for (const std::string& line : document) text += change(line) + "\n";
  return text;
}

Names names_in(const std::vector<TestNode>& nodes) {
  Names names;
  for (const TestNode& node : nodes) {
    names.push_back(node.name + ": " + std::string(name_of(node.status)));
    for (const std::string& name : names_in(node.children)) names.push_back(name);
  }
  return names;
}

/// The document above, and nothing wrong with it.
void expect_whole(const std::string& console) {
  const TestReport report = parse_ktap(console);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(names_in(report.suites), ElementsAre("rust_x: failed", "a: passed", "b: skipped", "c: failed",
                                                   "rust_y: passed", "d: passed"));
}

std::string one_suite(const std::string& lines, const std::string& result = "ok 1 rust_x\n") {
  return "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_x\n" + lines + result;
}

TEST(OddConsole, HasPrefixesOfPrintk) {
  for (const char* prefix : {"[    0.060000] ", "[    0.060000][    T1] ", "[12345.000001][   C63] ",
                             "[    T1] ", "<6>", "<6>[    0.060000] ", "<14>[    0.060000][    T1] "}) {
    SCOPED_TRACE(prefix);
    expect_whole(prefix + std::string("Linux version 7.3.4\n") +
                 with([&](const std::string& line) { return prefix + line; }));
  }
}

TEST(OddConsole, HasTimestampsThatGrow) {
  int second = 99'990;
  expect_whole(with([&](const std::string& line) {
    ++second;
    return "[" + std::to_string(second) + ".000000][   T" + std::to_string(second % 7 * 30) + "] " + line;
  }));
}

TEST(OddConsole, HasAMarginOfItsOwn) {
  for (const char* margin : {" ", "\t", "guest-3| ", "Nov 22 19:16:57 host kernel: ", "kernel:",
                             "host kernel: [    0.060000] ", "\xff\xfe "}) {
    SCOPED_TRACE(margin);
    expect_whole(with([&](const std::string& line) { return margin + line; }));
  }
}

TEST(OddConsole, SaysKtapVersion1BeforeThereIsAny) {
  EXPECT_THAT(parse_ktap("printk: this kernel speaks KTAP version 1\n" +
                         with([](const std::string& line) { return line; }))
                  .problems,
              ElementsAre("the document announced no plan"));
}

TEST(OddConsole, EndsItsLinesWithCrLf) {
  expect_whole(with([](const std::string& line) { return line + "\r"; }));
  expect_whole(with([](const std::string& line) { return line + "\r\r"; }));
}

TEST(OddConsole, HasKernelMessagesBetweenItsLines) {
  expect_whole(with([](const std::string& line) { return line + "\nrandom: crng init done\n"; }));
}

TEST(OddConsole, HasAKernelMessageBehindAName) {
  expect_whole(with([](const std::string& line) {
    return line == "    ok 1 a" ? line + "[    1.234567] random: crng init done" : line;
  }));
}

TEST(OddConsole, HasAKernelMessageInsideADirective) {
  const TestReport report =
      parse_ktap(one_suite("    1..1\n    ok 1 a # SK[    1.234567] random: crng init done\nIP no bus\n"));
  EXPECT_THAT(report.problems,
              ElementsAre("line 6: a kernel message broke into what a result says behind `#`"));
}

TEST(OddConsole, HasAKernelMessageBeforeADirective) {
  const TestReport report =
      parse_ktap(one_suite("    1..1\n    ok 1 a[    1.234567] random: crng init done\n # SKIP no bus\n"));
  EXPECT_THAT(report.problems, ElementsAre("line 7: a kernel message broke this off the result before it"));
}

TEST(OddConsole, HasAKernelMessageInsideANumber) {
  const TestReport report =
      parse_ktap(one_suite("    1..1\n    ok 1[    1.234567] random: crng init done\n"));
  EXPECT_THAT(report.problems, ElementsAre("suite `rust_x` announced 1 tests and has 0 results"));
  EXPECT_EQ(count(report), (TestCounts{.missing = 1}));
}

TEST(OddConsole, HasAResultBehindAKernelMessage) {
  const TestReport report =
      parse_ktap(one_suite("    1..2\n    ok 1 a\nrandom: crng init done    not ok 2 b\n"));
  EXPECT_THAT(report.problems, ElementsAre("suite `rust_x` announced 2 tests and has 1 results"));
  EXPECT_EQ(count(report), (TestCounts{.passed = 1, .missing = 1}));
}

TEST(OddConsole, HasAKernelMessageInsideNotOk) {
  const std::string passed = "    1..1\n    ok 1 a\n";
  for (const char* tear :
       {"not random: crng init done\nok 1 rust_x\n", "not [    1.234567] random: a\nok 1 rust_x\n"})
    EXPECT_THAT(
        parse_ktap(one_suite(passed, tear)).problems,
        ElementsAre("line 8: this result may be the rest of a `not ok` that a kernel message broke apart in "
                    "line 7"))
        << tear;
}

TEST(OddConsole, HasAKernelMessageInsideNotOkOfATest) {
  const TestReport report =
      parse_ktap(one_suite("    1..2\n    ok 1 a\n    not random: crng init done\nok 2 b\n"));
  EXPECT_FALSE(report.complete);
  EXPECT_THAT(report.problems.at(0), HasSubstr("line 8: this result may be the rest of a `not ok`"));
}

TEST(OddConsole, SkipsInEveryForm) {
  for (const char* result : {"ok 1 - b # SKIP no bus", "ok 1 b # SKIP no bus", "not ok 1 b # SKIP no bus",
                             "ok 1 - b #SKIP no bus", "ok 1 b  #  SKIP  no bus "}) {
    const TestReport report =
        parse_ktap(one_suite("    1..1\n    " + std::string(result) + "\n", "ok 1 rust_x # SKIP\n"));
    EXPECT_THAT(report.problems, IsEmpty()) << result;
    EXPECT_THAT(names_in(report.suites), ElementsAre("rust_x: skipped", "b: skipped")) << result;
    EXPECT_EQ(report.suites[0].children[0].comment, "no bus") << result;
  }
}

TEST(OddConsole, NestsTenLevels) {
  constexpr int levels = 10;
  std::string console;
  const auto indented = [](int level, const std::string& text) {
    return std::string(4U * static_cast<unsigned>(level), ' ') + text + "\n";
  };
  for (int level = 0; level < levels; ++level)
    console += indented(level, "KTAP version 1") + indented(level, "1..1");
  for (int level = levels - 1; level >= 0; --level)
    console += indented(level, "not ok 1 level" + std::to_string(level));
  const TestReport report = parse_ktap(console);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(names_in(report.suites).size(), 10u);
  EXPECT_EQ(names_in(report.suites).back(), "level9: failed");
  EXPECT_EQ(count(report), (TestCounts{.failed = 1}));
}

TEST(OddConsole, HasAGapInItsNumbers) {
  const TestReport report = parse_ktap(one_suite("    1..4\n    ok 1 a\n    ok 4 d\n"));
  EXPECT_THAT(names_in(report.suites[0].children),
              ElementsAre("a: passed", "test 2: missing", "test 3: missing", "d: passed"));
  EXPECT_THAT(report.problems, ElementsAre("line 7: result 4 of suite `rust_x` came where 2 was due",
                                           "suite `rust_x` announced 4 tests and has 2 results"));
}

TEST(OddConsole, RepeatsANumber) {
  const TestReport report =
      parse_ktap(one_suite("    1..2\n    ok 1 a\n    not ok 1 a\n", "not ok 1 rust_x\n"));
  EXPECT_THAT(names_in(report.suites[0].children), ElementsAre("a: passed", "a: failed", "test 2: missing"));
  EXPECT_THAT(report.problems, ElementsAre("line 7: result 1 of suite `rust_x` came where 2 was due"));
}

TEST(OddConsole, AnnouncesItsPlansAtTheEnd) {
  EXPECT_THAT(
      parse_ktap(
          "KTAP version 1\n    KTAP version 1\n    # Subtest: rust_x\n    ok 1 a\n    ok 2 b\n    1..2\n"
          "ok 1 rust_x\n1..1\n")
          .problems,
      IsEmpty());
}

TEST(OddConsole, HoldsNuls) {
  const std::string nuls(3, '\0');
  expect_whole(nuls + with([&](const std::string& line) {
                 return line == "1..2" ? nuls + line : line + "\n" + nuls;
               }));
  const TestReport report = parse_ktap(one_suite("    1..1\n    ok 1 a" + nuls + "b\n"));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.suites[0].children[0].name, "a???b");
}

TEST(OddConsole, IsNotUtf8) {
  const TestReport report = parse_ktap("\xff\xfe\n" + one_suite("\xc3\x28\n    1..1\n    ok 1 a\xff\n"));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.suites[0].children[0].name, "a?");
  EXPECT_THAT(report.suites[0].children[0].diagnostics, ElementsAre("?("));
}

TEST(OddConsole, HasLinesOfAMegabyte) {
  const std::string mega(1 << 20, 'x');
  const TestReport report = parse_ktap(
      mega + "\n" + one_suite("    1..2\n" + mega + "\n    ok 1 " + mega + " # " + mega + "\n    ok 2 b\n"));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(count(report), (TestCounts{.passed = 2}));
  EXPECT_EQ(report.suites[0].children[0].name.size(), 200u);
  EXPECT_EQ(report.suites[0].children[0].diagnostics.at(0).size(), 500u);
}

TEST(OddConsole, GoesOnWhenTheKernelIsPastItsTests) {
  const TestReport report =
      parse_ktap(one_suite("    1..2\n    ok 1 a\n", "List of all partitions:\n    ok 2 b\nok 1 rust_x\n"));
  EXPECT_THAT(names_in(report.suites), ElementsAre("rust_x: missing", "a: passed", "test 2: missing"));
  EXPECT_FALSE(report.complete);
}

TEST(OddConsole, IndentsResultsFurtherThanTheirPlan) {
  const TestReport report = parse_ktap(
      "KTAP version 1\n1..1\n    KTAP version 1\n    1..2\n        ok 1 a\n        ok 2 b\nok 1 rust_x\n");
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(names_in(report.suites), ElementsAre("rust_x: passed", "a: passed", "b: passed"));
}

TEST(OddConsole, BeginsInsideASuite) {
  EXPECT_THAT(parse_ktap("    KTAP version 1\n    1..1\n    ok 1 a\nok 1 rust_x\n").problems,
              ElementsAre("line 3: suite `a` says that it passed, but no test ran in it",
                          "line 4: a result is indented by 0 spaces, where no list of tests is open"));
}

TEST(OddConsole, BeginsAnotherSuiteWhereOneNeverEnded) {
  const TestReport report = parse_ktap(
      "TAP version 14\n1..2\n    # Subtest: rust_x\n    1..1\n    ok 1 a\n    # Subtest: rust_y\n    1..1\n  "
      "  ok 1 b\nok 2 rust_y\n");
  EXPECT_THAT(names_in(report.suites),
              ElementsAre("rust_x: missing", "a: passed", "rust_y: passed", "b: passed"));
  EXPECT_FALSE(report.complete);
}

}  // namespace
}  // namespace gulliver
