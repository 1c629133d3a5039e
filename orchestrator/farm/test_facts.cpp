// SPDX-License-Identifier: MIT
#include <orchestrator/farm/test_facts.hpp>

#include <algorithm>
#include <string_view>

namespace gulliver {
namespace {

std::string joined(const std::string& suite, const std::string& name) {
  return suite.empty() ? name : suite + "." + name;
}

/// All tests, with their full names, in order.
void collect(const TestNode& node, const std::string& suite, std::vector<NamedTest>& found) {
  const std::string name = joined(suite, node.name);
  for (const TestNode& child : node.children) collect(child, name, found);
  if (node.children.empty()) found.push_back({name, &node});
}

std::vector<NamedTest> all_tests(const TestReport& report) {
  std::vector<NamedTest> found;
  for (const TestNode& suite : report.suites) collect(suite, "", found);
  return found;
}

std::optional<std::string> failed_alone(const TestNode& node) {
  if (node.status == TestStatus::failed && !node.children.empty()) return node.name;
  for (const TestNode& child : node.children)
    if (auto name = failed_alone(child)) return name;
  return std::nullopt;
}

/// Whether anything of this node was on the console.
bool seen(const TestNode& node) {
  return node.line > 0 || !node.children.empty() || node.plan.has_value();
}

const TestNode* last_seen(const std::vector<TestNode>& nodes) {
  const auto last = std::ranges::find_if(nodes.rbegin(), nodes.rend(), seen);
  return last == nodes.rend() ? nullptr : &*last;
}

/// The first that was announced and did not come, behind all that did.
const TestNode* next_unseen(const std::vector<TestNode>& nodes) {
  const auto end = std::ranges::find_if(nodes.rbegin(), nodes.rend(), seen).base();
  return end == nodes.end() ? nullptr : &*end;
}

/// The name of a test that has no result: doctests say it, and so does what a test prints
/// ("# NAME: text"). Empty: only its number is known.
std::string name_of_unfinished(const TestNode& test) {
  if (!test.location.empty()) return test.name + " (" + test.location + ")";
  for (const std::string& line : test.diagnostics) {
    const std::size_t colon = line.find(": ");
    if (!line.starts_with("# ") || colon == std::string::npos) continue;
    const std::string name = line.substr(2, colon - 2);
    if (name.find_first_of(" .") == std::string::npos) return name;
  }
  return "";
}

/// How far a suite came that has no result.
std::string place_in(const TestNode& suite, const std::string& path) {
  const TestNode* last = last_seen(suite.children);
  if (last && last->line == 0) return place_in(*last, joined(path, last->name));
  const TestNode* running = next_unseen(suite.children);
  const std::string name = running ? name_of_unfinished(*running) : "";
  if (!name.empty()) return "in " + joined(path, name);
  return "in suite " + path + (last ? " after " + joined(path, last->name) : ", in its first test");
}

}  // namespace

std::vector<NamedTest> tests_with(const TestReport& report, TestStatus status) {
  std::vector<NamedTest> found = all_tests(report);
  std::erase_if(found, [status](const NamedTest& test) { return test.node->status != status; });
  return found;
}

std::optional<std::string> suite_failed_alone(const TestReport& report) {
  for (const TestNode& suite : report.suites)
    if (auto name = failed_alone(suite)) return name;
  return std::nullopt;
}

bool tests_began(const TestReport& report) {
  return last_seen(report.suites) != nullptr;
}

std::string whereabouts(const TestReport& report) {
  const TestNode* suite = last_seen(report.suites);
  if (!suite) return "before the first test";
  return suite->line > 0 ? "after suite " + suite->name : place_in(*suite, suite->name);
}

std::optional<NamedTest> test_at(const TestReport& report, int line) {
  bool began = false;
  for (const NamedTest& test : all_tests(report)) {
    if (test.node->line > line) return began ? std::optional(test) : std::nullopt;
    began = began || test.node->line > 0;
  }
  return std::nullopt;
}

std::string expectation(const TestNode& test) {
  static constexpr std::string_view mark = " FAILED at ";  // lib/kunit/assert.c
  const auto failed = std::ranges::find_if(
      test.diagnostics, [](const std::string& line) { return line.find(mark) != std::string::npos; });
  if (failed == test.diagnostics.end()) return test.location;
  const std::string place = failed->substr(failed->find(mark) + mark.size());
  auto line = std::next(failed);
  if (line == test.diagnostics.end() || line->starts_with("#")) return place;
  std::string words = *line;
  if (words.ends_with("but"))  // the values follow, a line each: "a == 1 (0x1)"
    for (int values = 0; values < 2 && ++line != test.diagnostics.end() && !line->starts_with("#"); ++values)
      words += (values == 0 ? " " : ", ") + *line;
  return "\"" + words + "\" at " + place;
}

}  // namespace gulliver
