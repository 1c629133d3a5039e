// SPDX-License-Identifier: MIT
#include <orchestrator/report/repro_head.hpp>

#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/text.hpp>

#include <algorithm>

namespace gulliver {
namespace {

bool failed(const TestNode& test) {
  return test.status == TestStatus::failed || std::ranges::any_of(test.children, failed);
}

bool ended_in(const TestNode& test) {
  return test.status == TestStatus::missing && !test.location.empty();
}

/// The tests of a suite that `is_bad`; the whole suite where it is several, or where it is not known.
std::string filter_in(const TestNode& suite, bool (*is_bad)(const TestNode&)) {
  if (std::ranges::count_if(suite.children, is_bad) != 1) return filter_of_suite(suite.name);
  return filter_of_test(suite.name, std::ranges::find_if(suite.children, is_bad)->name);
}

std::string filter_of_failed(const TestReport& tests) {
  if (std::ranges::count_if(tests.suites, failed) != 1) return "";
  return filter_in(*std::ranges::find_if(tests.suites, failed), failed);
}

/// The suite that began and has no result is the one in which the kernel came to its end.
std::string filter_of_end(const TestReport& tests) {
  const auto unfinished = std::ranges::find_if(tests.suites, [](const TestNode& suite) {
    return suite.status == TestStatus::missing && suite.is_suite();
  });
  return unfinished == tests.suites.end() ? "" : filter_in(*unfinished, ended_in);
}

std::string missing_test(const RunView& view, const std::string& cell) {
  for (const Finding& finding : view.findings.list)
    if (finding.kind == Finding::Kind::missing_test && !finding.accepted &&
        std::ranges::find(finding.cells, cell) != finding.cells.end())
      return finding.test;
  return "";
}

std::string tools(const RunRecord& record) {
  std::string text;
  for (const auto& [name, version] : record.versions)
    if (decides_kernel(name)) text += (text.empty() ? "" : ", ") + name + " " + version;
  return text;
}

std::string line(const std::string& name, const std::string& value) {
  return name + "=" + shell_word(printable(value)) + "\n";
}

std::string comment(const std::string& text) {
  return "# " + printable(text) + "\n";
}

}  // namespace

std::string failing_filter(const RunRecord& record) {
  if (!record.tests) return "";
  switch (record.verdict.kind) {
    case VerdictKind::tests_failed:
    case VerdictKind::flaky:
      return filter_of_failed(*record.tests);
    case VerdictKind::test_crashed:
    case VerdictKind::test_hung:
      return filter_of_end(*record.tests);
    default:
      return "";
  }
}

std::string repro_head(const RunView& view, const RunRecord& record) {
  const std::string verdict(name_of(record.verdict.kind));
  const std::string filter = failing_filter(record);
  const bool lacks_test = record.verdict.kind == VerdictKind::tests_missing;
  return "#!/bin/bash\n# shellcheck disable=SC1110,SC1111,SC1112,SC2016,SC2034\n#\n" +
         comment("Makes cell " + record.cell.id + " of Gulliver's run " + std::to_string(record.run) +
                 " again, without Gulliver; --help tells how.") +
         comment("It was " + verdict + ": " + record.verdict.reason) + comment("Made with " + tools(record)) +
         "\n# ---- What was seen\n" + line("saw_cell", record.cell.id) +
         line("saw_run", std::to_string(record.run)) + line("saw_verdict", verdict) +
         line("saw_reason", record.verdict.reason) +
         line("saw_filter", filter.empty() ? filter_of(view.run) : filter) +
         line("saw_missing", lacks_test ? missing_test(view, record.cell.id) : "") + "\n";
}

}  // namespace gulliver
