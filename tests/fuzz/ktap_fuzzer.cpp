// SPDX-License-Identifier: MIT
// Any bytes at all are a console: the KTAP reader keeps its promises on it.
#include <runners/suite/ktap.hpp>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "promise.hpp"

using namespace gulliver;

namespace {

constexpr std::size_t most_nodes = 100'000;

struct Sum {
  std::size_t nodes = 0;
  int failed = 0;  ///< leaves
};

void expect_node(const TestNode& node, bool complete, Sum& sum) {
  ++sum.nodes;
  promise(is_readable(node.name) && is_readable(node.comment) && is_readable(node.location),
          "text is readable");
  for (const std::string& line : node.diagnostics) promise(is_readable(line), "diagnostics are readable");
  for (const Digest& digest : node.digests)
    promise(is_readable(digest.name) && !digest.name.empty() && !digest.value.empty(), "a digest has a name and a value");
  promise(node.line >= 0 && (node.status == TestStatus::missing || node.line > 0), "a result has its line");
  if (node.children.empty() && node.status == TestStatus::failed) ++sum.failed;
  if (complete) {
    promise(node.status != TestStatus::missing, "nothing is missing where all is complete");
    promise(!node.plan || node.children.size() == static_cast<std::size_t>(*node.plan), "a plan was met");
    promise(count(node).failed == 0 || node.status == TestStatus::failed, "a suite fails with its tests");
  }
  TestCounts inside;
  for (const TestNode& child : node.children) {
    expect_node(child, complete, sum);
    const TestCounts more = count(child);
    inside.passed += more.passed;
    inside.skipped += more.skipped;
    inside.missing += more.missing;
    inside.failed += more.failed;
  }
  if (node.children.empty()) return;
  const TestCounts counts = count(node);
  const bool own_failure = node.status == TestStatus::failed && inside.failed + inside.missing == 0;
  inside.failed += own_failure ? 1 : 0;
  promise(counts == inside, "counts are those of the tests");
}

void expect_honest(const TestReport& report) {
  promise(report.complete == report.problems.empty(), "complete, or it says why not");
  Sum sum;
  for (const TestNode& suite : report.suites) {
    expect_node(suite, report.complete, sum);
    const bool empty_pass = suite.status == TestStatus::passed && suite.children.empty();
    promise(!report.complete || !empty_pass, "no suite passes without a test");
  }
  promise(sum.nodes <= most_nodes, "what is kept is bounded");
  promise(count(report).failed >= sum.failed, "no failure is lost");
  promise(rust_tests_run(report) <= count(report).total(), "a Rust test is a test");
  for (const std::string& problem : report.problems) promise(is_readable(problem), "problems are readable");
  if (!report.complete) return;
  promise(report.plan.has_value(), "a plan was announced");
  promise(report.suites.size() == static_cast<std::size_t>(*report.plan), "the plan was met");
}

/// Its plan is met, whatever is wrong besides: each announced suite came, or is known to be missing.
void expect_finished(const TestReport& report) {
  promise(report.plan.has_value(), "finished: a plan was announced");
  promise(report.suites.size() >= std::min<std::size_t>(static_cast<std::size_t>(*report.plan), 1),
          "finished: suites came");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view console = text_of(bytes, size);
  KtapReader reader;
  unsigned lines = 0;
  int results = 0;
  for_each_line(console, [&](std::string_view line) {
    reader.add(line);
    promise(reader.results() - results <= 1, "a line is one result at most");
    results = reader.results();
    promise(is_readable(reader.running()), "what runs is readable");
    if (!std::has_single_bit(++lines)) return;
    const TestReport prefix = reader.report();
    expect_honest(prefix);
    if (reader.finished()) expect_finished(prefix);
    promise(!prefix.complete || reader.finished(), "what is complete has come to its end");
  });
  const bool finished = reader.finished();
  const TestReport report = std::move(reader).report();
  expect_honest(report);
  if (finished) expect_finished(report);
  promise(!report.complete || finished, "what is complete has come to its end");
  promise(report == parse_ktap(console), "a console reads the same whole and by lines");
  return 0;
}
