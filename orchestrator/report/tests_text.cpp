// SPDX-License-Identifier: MIT
#include <orchestrator/report/tests_text.hpp>

#include <orchestrator/report/record_facts.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t shown_diagnostics = 30;  ///< of a failed test, or of a build

bool is_bad(const TestNode& node) {
  return node.status == TestStatus::failed || node.status == TestStatus::missing;
}

/// A suite with its counts, or a test that did not pass, and why; then what is in it.
void add_node(Page& page, const TestNode& node, std::size_t depth) {
  if (node.status == TestStatus::passed && !node.is_suite()) return;
  Row line{{std::string(2 * depth, ' ')},
           {std::string(name_of(node.status)), colour_of(node.status)},
           {"  " + node.name}};
  if (!node.children.empty()) line.push_back({"  " + counts_text(count(node)), Colour::dim});
  if (!node.location.empty()) line.push_back({"  " + node.location, Colour::cyan});
  if (!node.comment.empty()) line.push_back({"  # " + node.comment});
  if (is_bad(node) && node.line > 0) line.push_back({"  line " + std::to_string(node.line), Colour::dim});
  page.line(line);
  if (is_bad(node)) add_shortened(page, node.diagnostics, " in the console");
  for (const TestNode& child : node.children) add_node(page, child, depth + 1);
}

}  // namespace

void add_tests(Page& page, const TestReport& tests) {
  const TestCounts counts = count(tests);
  const std::string numbers =
      counts.total() == 0 ? "none" : counted(counts.total(), "test") + ": " + counts_text(counts);
  page.entry("tests", numbers + "; " + thousands(rust_tests_run(tests)) + " in Rust");
  page.entry("", tests.complete ? "every plan was met" : "the document is not complete",
             tests.complete ? Colour::none : Colour::red);
  for (const std::string& problem : tests.problems) page.entry("", problem, Colour::red);
}

void add_shortened(Page& page, const std::vector<std::string>& lines, const std::string& where) {
  for (std::size_t i = 0; i < std::min(lines.size(), shown_diagnostics); ++i) page.line("    " + lines[i]);
  if (lines.size() > shown_diagnostics)
    page.line("    … " + counted(static_cast<int>(lines.size() - shown_diagnostics), "more line") + where,
              Colour::dim);
}

std::string render_tests(const TestReport& report, const TextStyle& style) {
  Page page(style);
  add_tests(page, report);
  if (!report.suites.empty()) page.gap();
  for (const TestNode& suite : report.suites) add_node(page, suite, 0);
  return std::move(page).text();
}

}  // namespace gulliver
