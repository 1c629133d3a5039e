// SPDX-License-Identifier: MIT
// Consoles that nobody meant well with: bounded memory, no exception, never a false "complete".
#include <gmock/gmock.h>
#include <runners/suite/ktap.hpp>

#include <random>

#include "consoles.hpp"

namespace gulliver {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

int nodes_in(const std::vector<TestNode>& nodes) {
  int sum = 0;
  for (const TestNode& node : nodes) sum += 1 + nodes_in(node.children);
  return sum;
}

TEST(HostileConsole, AnnouncesBillions) {
  const TestReport report = parse_ktap("KTAP version 1\n1..99999999999\n");
  EXPECT_THAT(report.problems, ElementsAre("the document announced 2147483647 suites and has 0 results"));
  EXPECT_EQ(nodes_in(report.suites), 100'000);
}

TEST(HostileConsole, PrintsResultsForEver) {
  KtapReader reader;
  for (const char* line : {"KTAP version 1", "1..1", "    KTAP version 1", "    1..200000"}) reader.add(line);
  for (int i = 1; i <= 200'000; ++i) reader.add("    ok " + std::to_string(i));
  reader.add("ok 1 rust_x");
  EXPECT_TRUE(reader.finished());
  const TestReport report = reader.report();
  EXPECT_THAT(report.problems,
              ElementsAre("line 100005: there are more than 100000 results; no more are kept"));
  EXPECT_FALSE(report.complete);
}

TEST(HostileConsole, NestsForEver) {
  std::string console = "KTAP version 1\n1..1\n";
  for (std::size_t depth = 1; depth < 1000; ++depth)
    console += std::string(4 * depth, ' ') + "KTAP version 1\n";
  const TestReport report = parse_ktap(console);
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.problems[0], "line 35: tests are nested more than 32 deep");
  EXPECT_EQ(nodes_in(report.suites), 32);
}

TEST(HostileConsole, MakesTheSameMistakeForEver) {
  std::string console = "KTAP version 1\n1..1\n";
  for (int i = 0; i < 1000; ++i) console += "  ok 1 x\n";
  const TestReport report = parse_ktap(console);
  EXPECT_THAT(report.problems, SizeIs(51));
  EXPECT_EQ(report.problems.back(), "and 951 more problems");
}

TEST(HostileConsole, ChattersForEver) {
  KtapReader reader;
  for (const char* line : {"KTAP version 1", "1..1", "    KTAP version 1", "    1..1000"}) reader.add(line);
  for (int test = 1; test <= 1000; ++test) {
    for (int i = 0; i < 300; ++i) reader.add(std::string(1000, 'x'));
    reader.add("    ok " + std::to_string(test) + " " + std::string(1000, 'y'));
  }
  reader.add("ok 1 rust_x");
  const TestReport report = reader.report();
  EXPECT_TRUE(report.complete);
  const TestNode& first = report.suites[0].children[0];
  EXPECT_EQ(first.name, std::string(200, 'y'));
  EXPECT_THAT(first.diagnostics, SizeIs(200));
  EXPECT_THAT(first.diagnostics[0], SizeIs(500));
  std::size_t kept = 0;
  for (const TestNode& test : report.suites[0].children)
    for (const std::string& line : test.diagnostics) kept += line.size();
  EXPECT_LE(kept, (8u << 20) + 500);
}

TEST(HostileConsole, DrawsOnTheTerminal) {
  const TestReport report = parse_ktap(
      "KTAP version 1\n1..1\n    KTAP version 1\n    1..1\nhello \x1b[2J\xff\n    ok 1 a\x1b[31m # b\x07\n"
      "ok 1 rust_x\n");
  EXPECT_EQ(report.suites[0].children[0].name, "a?[31m");
  EXPECT_EQ(report.suites[0].children[0].comment, "b?");
  EXPECT_THAT(report.suites[0].children[0].diagnostics, ElementsAre("hello ?[2J?"));
}

/// What `complete` promises, checked independently of how it was found.
void expect_sound(const std::vector<TestNode>& nodes, bool top) {
  for (const TestNode& node : nodes) {
    ASSERT_NE(node.status, TestStatus::missing);
    if (node.plan) {
      ASSERT_EQ(static_cast<std::size_t>(*node.plan), node.children.size());
    }
    ASSERT_FALSE(top && node.status == TestStatus::passed && node.children.empty());
    ASSERT_FALSE(count(node).failed > 0 && node.status != TestStatus::failed);
    expect_sound(node.children, false);
  }
}

void expect_honest(const TestReport& report) {
  ASSERT_EQ(report.complete, report.problems.empty());
  if (!report.complete) return;
  ASSERT_TRUE(report.plan);
  ASSERT_EQ(static_cast<std::size_t>(*report.plan), report.suites.size());
  expect_sound(report.suites, true);
}

TEST(HostileConsole, IsARealOneWithRandomDamage) {
  std::mt19937 random(20261122);
  const std::vector<std::string> whole = lines_of(consoles[3]);
  const auto any = [&](std::size_t size) { return static_cast<std::size_t>(random() % size); };
  for (int round = 0; round < 1500; ++round) {
    std::vector<std::string> lines = whole;
    for (std::size_t damage = any(4) + 1; damage > 0; --damage) {
      const std::size_t at = 55 + any(lines.size() - 55);
      switch (any(5)) {
        case 0:
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
          break;
        case 1:
          lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[55 + any(lines.size() - 55)]);
          break;
        case 2:
          std::swap(lines[at], lines[55 + any(lines.size() - 55)]);
          break;
        case 3:
          if (!lines[at].empty()) lines[at][any(lines[at].size())] = static_cast<char>(random());
          break;
        default:
          lines[at] = lines[at].substr(any(lines[at].size() + 1));
          break;
      }
    }
    ASSERT_NO_FATAL_FAILURE(expect_honest(parse_ktap(joined(lines)))) << "round " << round;
  }
}

TEST(HostileConsole, IsAHeapOfKtapLines) {
  std::mt19937 random(20261122);
  const char* words[] = {"KTAP version 1", "1..1",          "1..2",
                         "# Subtest: a",   "ok 1 a",        "ok 2 a",
                         "not ok 1 a",     "ok 1 a # SKIP", "# a.location: rust/a.rs:1",
                         "noise"};
  int complete = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string console = "KTAP version 1\n1..1\n";
    for (auto lines = random() % 12; lines > 0; --lines)
      console += std::string(4 * (random() % 3), ' ') + words[random() % std::size(words)] + '\n';
    const TestReport report = parse_ktap(console);
    ASSERT_NO_FATAL_FAILURE(expect_honest(report)) << console;
    complete += report.complete ? 1 : 0;
  }
  EXPECT_GT(complete, 0);
}

}  // namespace
}  // namespace gulliver
