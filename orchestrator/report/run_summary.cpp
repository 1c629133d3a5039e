// SPDX-License-Identifier: MIT
#include <orchestrator/report/run_summary.hpp>

#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/report/text.hpp>

#include <algorithm>
#include <cmath>

namespace gulliver {
namespace {

/// What stands behind the last `mark` of a text, which is cut off together with it.
std::string split_last(std::string_view& text, char mark) {
  const std::size_t at = text.rfind(mark);
  if (at == text.npos) return "";
  const std::string behind(text.substr(at + 1));
  text = text.substr(0, at);
  return behind;
}

void add(TestCounts& sum, const TestCounts& counts) {
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  sum.missing += counts.missing;
}

/// The option that chose tests, as it was given.
std::string test_option(const Run& run) {
  const std::string glob = chosen_tests(run);
  return glob.empty() ? "" : " --test " + shell_word(glob);
}

/// The one option that changes what a cell is, as it was given.
std::string tree_option(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--tree=")) return " " + shell_word(arguments[i]);
    if (arguments[i] == "--tree" && i + 1 < arguments.size())
      return " --tree " + shell_word(arguments[i + 1]);
  }
  return "";
}

}  // namespace

CellName::CellName(std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash != id.npos) {
    std::string_view behind = id.substr(slash + 1);
    toolchain = split_last(behind, '@');
    config = behind;
  }
  std::string_view front = id.substr(0, slash);
  endian = split_last(front, '-');
  arch = front;
}

const RunRecord* record_of(const RunView& view, std::string_view cell) {
  const auto found =
      std::ranges::find_if(view.records, [&](const RunRecord& r) { return r.cell.id == cell; });
  return found == view.records.end() ? nullptr : &*found;
}

RunCounts counts_of(const RunView& view) {
  RunCounts counts;
  for (const RunRecord& record : view.records) {
    ++counts.verdicts[record.verdict.kind];
    if (record.tests) add(counts.tests, count(*record.tests));
  }
  counts.known = static_cast<int>(
      std::ranges::count_if(view.findings.standings, [](const auto& entry) { return entry.second.known; }));
  return counts;
}

RunSummary::RunSummary(const RunView& view) : RunSummary(view.run, counts_of(view)) {}

RunSummary::RunSummary(const Run& run, const RunCounts& counts)
    : cells(static_cast<int>(run.cells.size())), known(counts.known), tests(counts.tests), chosen(chosen_tests(run)) {
  int open = cells;
  for (const auto& [kind, number] : counts.verdicts) {
    verdicts.emplace_back(name_of(kind), number);
    open -= number;
  }
  if (open > 0) verdicts.emplace_back(not_run, open);
}

std::string RunSummary::cells_text() const {
  std::string text = counted(cells, "cell");
  std::string_view mark = ": ";
  for (const auto& [name, number] : verdicts) {
    text += std::string(mark) + thousands(number) + " " + name;
    if (known > 0 && name == name_of(VerdictKind::tests_failed)) text += " (" + thousands(known) + " known)";
    if (!chosen.empty() && name == name_of(VerdictKind::passed)) text += " (only tests matching " + chosen + ")";
    mark = ", ";
  }
  return text;
}

std::string RunSummary::tests_text() const {
  if (tests.total() == 0) return "no tests";
  return counted(tests.total(), "test") + ": " + counts_text(tests);
}

std::optional<Seconds> took(const Run& run) {
  if (!run.finished) return std::nullopt;
  return Seconds(*run.finished - run.started);
}

std::optional<int> busy_percent(const Run& run) {
  const std::optional<Seconds> wall = took(run);
  if (!run.in_one_go || !wall || wall->count() <= 0 || run.cpu.count() <= 0 || run.cores < 1) return std::nullopt;
  return static_cast<int>(std::lround(100 * run.cpu / (*wall * run.cores)));
}

std::string repeat_command(const Run& run, std::string_view cell) {
  return "gulliver run " + shell_word(run.matrix) + tree_option(run.arguments) + " --cell " +
         shell_word(cell) + test_option(run) + " --fresh";
}

std::string begin_command(const Run& run) {
  if (run.arguments.empty()) return "gulliver run " + shell_word(run.matrix);
  std::string command = "gulliver";
  for (const std::string& argument : run.arguments) command += " " + shell_word(argument);
  return command;
}

}  // namespace gulliver
