// SPDX-License-Identifier: MIT
#include <orchestrator/report/record_facts.hpp>
#include <runners/model/layer.hpp>

#include <algorithm>
#include <array>

namespace gulliver {
namespace {

bool bad(const TestNode& test) {
  return test.status == TestStatus::failed || test.status == TestStatus::missing;
}

void collect(const TestNode& test, const std::string& front, std::vector<FailedTest>& failed) {
  const std::string path = front.empty() ? test.name : front + "." + test.name;
  const std::size_t before = failed.size();
  for (const TestNode& child : test.children) collect(child, path, failed);
  if (bad(test) && failed.size() == before) failed.push_back({path, &test});
}

int doctests(const TestNode& test) {
  if (test.children.empty()) return test.location.empty() ? 0 : 1;
  int sum = 0;
  for (const TestNode& child : test.children) sum += doctests(child);
  return sum;
}

bool ends_with_any(std::string_view text, const auto& ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

}  // namespace

std::string tree_text(const Revision& tree) { return with_series(tree.base, tree.series); }

bool decides_kernel(std::string_view package) {
  constexpr std::array<std::string_view, 9> stems{"rustc", "bindgen", "clang",    "lld",   "gcc",
                                                  "make",  "qemu",    "binutils", "pahole"};
  constexpr std::array<std::string_view, 7> asides{"-base",  "-common", "-data", "-dev",
                                                   "-utils", "-gui",    "-cpp"};
  const auto is_of = [&](std::string_view stem) {
    return package == stem || (package.starts_with(stem) && package[stem.size()] == '-');
  };
  return std::ranges::any_of(stems, is_of) && !ends_with_any(package, asides);
}

std::string end_text(GuestEnd end) {
  switch (end) {
    case GuestEnd::last_result:
      return "ended by the farm: the last result was in";
    case GuestEnd::end_marker:
      return "ended by the farm: the end marker was seen";
    case GuestEnd::exited:
      return "the guest ended by itself";
    case GuestEnd::silent:
      return "ended by the farm: silent for too long";
    case GuestEnd::deadline:
      return "ended by the farm: took too long in all";
    case GuestEnd::overflow:
      return "ended by the farm: the console passed its limit";
    case GuestEnd::emulator_died:
      return "the emulator died";
  }
  return "unknown";
}

std::string boots_text(const RunRecord& record) {
  if (record.reboots.empty()) return "";
  const auto farm_failed = [](const Reboot& reboot) { return fault_of(reboot.verdict.kind) == Fault::farm; };
  const auto failed = std::ranges::count_if(record.reboots, farm_failed);
  const auto told = static_cast<std::ptrdiff_t>(record.reboots.size()) + 1 - failed;
  if (fault_of(record.verdict.kind) == Fault::farm)
    return std::to_string(failed + told) + " times, and the farm failed each time";
  std::string text = told == 1 ? "once" : std::to_string(told) + " times";
  if (told > 1) text += record.verdict.kind == VerdictKind::flaky ? ", not the same each time" : ", the same each time";
  if (failed > 0) text += "; the farm failed in " + counted(static_cast<int>(failed), "boot") + " more";
  return text;
}

std::string message_text(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (!text.empty() && diagnostic.line > 0) text += ":" + std::to_string(diagnostic.line);
  if (!text.empty()) text += ": ";
  const bool has_it = diagnostic.text.starts_with(diagnostic.severity);  // rustc's "error[E0308]: ..."
  return text + (has_it ? "" : diagnostic.severity + ": ") + diagnostic.text;
}

std::string diagnostic_text(const Diagnostic& diagnostic) {
  const std::string origin = diagnostic.file.empty() ? "" : origin_of(diagnostic).in_words();
  return (origin.empty() ? "" : origin + ": ") + message_text(diagnostic);
}

Colour colour_of(TestStatus status) {
  switch (status) {
    case TestStatus::passed:
      return Colour::green;
    case TestStatus::failed:
      return Colour::red;
    case TestStatus::skipped:
      return Colour::yellow;
    case TestStatus::missing:
      return Colour::red;
  }
  return Colour::none;
}

std::vector<FailedTest> failed_tests(const TestReport& report) {
  std::vector<FailedTest> failed;
  for (const TestNode& suite : report.suites) collect(suite, "", failed);
  return failed;
}

SuiteCounts count_suites(const TestReport& report) {
  SuiteCounts counts;
  for (const TestNode& suite : report.suites) {
    const int located = doctests(suite);
    counts.doctests += located;
    if (located == 0) ++counts.unit_suites;
  }
  return counts;
}

}  // namespace gulliver
