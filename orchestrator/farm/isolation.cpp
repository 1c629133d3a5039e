// SPDX-License-Identifier: MIT
#include <orchestrator/farm/isolation.hpp>

#include <runners/files/files.hpp>
#include <runners/suite/suite_list.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t shown_names = 3;

/// Whether anything of this suite was on the console; others are only announced.
bool began(const TestNode& suite) { return suite.line > 0 || suite.is_suite(); }

const TestNode* find(const std::vector<TestNode>& suites, const std::string& name) {
  const auto found = std::ranges::find_if(suites, [&](const TestNode& s) { return s.name == name && began(s); });
  return found == suites.end() ? nullptr : &*found;
}

void forget_lines(TestNode& node) {
  node.line = 0;
  for (TestNode& child : node.children) forget_lines(child);
}

std::string file_name(std::string suite) {
  std::ranges::replace_if(suite, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-'; }, '_');
  return suite;
}

/// Suites that ran apart, and how.
struct Isolated {
  std::map<std::string, TestNode> suites;
  int passed = 0;
  std::vector<std::string> failed;  ///< "SUITE: verdict of its boot"

  /// A suite of C tests passes without Rust; nothing else is forgiven.
  void add(const std::string& name, const RunRecord& alone) {
    const TestNode* suite = alone.tests ? find(alone.tests->suites, name) : nullptr;
    if (suite) suites[name] = *suite;
    const bool well = alone.verdict.passed() || alone.verdict.kind == VerdictKind::no_rust_tests;
    if (well && suite && (suite->status == TestStatus::passed || suite->status == TestStatus::skipped))
      ++passed;
    else
      failed.push_back(name + ": " + std::string(name_of(alone.verdict.kind)));
  }

  std::string text() const {
    const std::size_t all = static_cast<std::size_t>(passed) + failed.size();
    if (all == 0) return "no other suite was left to run";
    std::string text = "the other " + (all == 1 ? std::string("suite") : std::to_string(all) + " suites") +
                       " ran apart: " + std::to_string(passed) + " passed, " + std::to_string(failed.size()) + " failed";
    for (std::size_t i = 0; i < std::min(failed.size(), shown_names); ++i) text += (i == 0 ? " (" : ", ") + failed[i];
    if (failed.size() > shown_names) text += " and " + std::to_string(failed.size() - shown_names) + " more";
    return failed.empty() ? text : text + ")";
  }
};

asio::awaitable<std::vector<std::string>> list_suites(CellBoot& cell, RunRecord opened) {
  const RunRecord listing = co_await cell.once(std::move(opened), "console.suites.log", "kunit.action=list");
  if (!listing.boot) co_return std::vector<std::string>();
  co_return parse_suite_list(read_file(listing.boot->console));
}

}  // namespace

bool ended_in_test(VerdictKind kind) { return kind == VerdictKind::test_crashed || kind == VerdictKind::test_hung; }

asio::awaitable<void> isolate(CellBoot& cell, RunRecord& record) {
  cell.enter(Phase::isolating);
  const std::vector<std::string> listed = co_await list_suites(cell, record);
  if (listed.empty()) {
    record.verdict.reason += "; with --isolate: a boot that was to list the suites named none";
    co_return;
  }
  Isolated apart;
  for (const std::string& suite : listed) {
    if (find(record.tests->suites, suite)) continue;
    const std::string console = "console.suite." + file_name(suite) + ".log";
    const std::string filter = suite_filter(suite);
    const RunRecord alone = co_await cell.once(record, console, filter);
    apart.add(suite, alone);
  }
  record.tests->suites = merge_suites(listed, record.tests->suites, apart.suites);
  record.verdict.reason += "; with --isolate " + apart.text();
}

std::vector<TestNode> merge_suites(const std::vector<std::string>& listed, const std::vector<TestNode>& first,
                                   const std::map<std::string, TestNode>& apart) {
  std::vector<TestNode> merged;
  const auto is_listed = [&](const TestNode& suite) { return std::ranges::find(listed, suite.name) != listed.end(); };
  std::ranges::copy_if(first, std::back_inserter(merged), [&](const TestNode& s) { return began(s) && !is_listed(s); });
  for (const std::string& name : listed) {
    TestNode suite;
    suite.name = name;
    if (const TestNode* known = find(first, name)) {
      suite = *known;
    } else if (const auto ran = apart.find(name); ran != apart.end()) {
      suite = ran->second;
      forget_lines(suite);
    }
    merged.push_back(std::move(suite));
  }
  return merged;
}

}  // namespace gulliver
