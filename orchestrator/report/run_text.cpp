// SPDX-License-Identifier: MIT
#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/grid.hpp>
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/run_summary.hpp>

#include <algorithm>

namespace gulliver {
namespace {

void add_head(Page& page, const RunView& view) {
  page.line({{"run " + std::to_string(view.run.id), Colour::bold},
             {" of " + view.run.matrix + ", " + moment_text(view.run.started)}});
  std::vector<std::string> trees;
  for (const RunRecord& record : view.records) {
    const std::string tree = tree_text(record.tree);
    if (!tree.empty() && std::ranges::find(trees, tree) == trees.end()) trees.push_back(tree);
  }
  for (const std::string& tree : trees) page.line("tree " + tree, Colour::dim);
  if (const std::string glob = chosen_tests(view.run); !glob.empty())
    page.line("only tests matching " + glob + " were run", Colour::yellow);
  page.gap();
}

std::string build_text(const RunRecord& record) {
  if (!record.build) return "";
  return record.build->cached ? "cached" : duration_text(record.build->took);
}

std::string boot_text(const RunRecord& record) {
  if (!record.boot) return "";
  if (!record.boot->cached) return duration_text(record.boot->took);
  return record.boot->from ? "from run " + std::to_string(*record.boot->from) : "cached";
}

Row passed_row(const RunRecord& record) {
  const TestReport tests = record.tests.value_or(TestReport());
  const SuiteCounts suites = count_suites(tests);
  return {{record.cell.id},
          {record.boot ? record.boot->kernel_version : ""},
          {thousands(suites.unit_suites), Colour::none, true},
          {thousands(suites.doctests), Colour::none, true},
          {thousands(count(tests).total()), Colour::none, true},
          {build_text(record), Colour::none, true},
          {boot_text(record), Colour::none, true}};
}

void add_passed(Page& page, const RunView& view) {
  std::vector<Row> rows{{{"passed", Colour::green},
                         {"kernel", Colour::dim},
                         {"unit suites", Colour::dim, true},
                         {"doctests", Colour::dim, true},
                         {"tests", Colour::dim, true},
                         {"build", Colour::dim, true},
                         {"boot", Colour::dim, true}}};
  for (const RunRecord& record : view.records)
    if (record.verdict.passed()) rows.push_back(passed_row(record));
  if (rows.size() == 1) return;
  page.gap();
  page.lines(aligned(rows, page.style()));
}

std::string log_of(const RunRecord& record) {
  if (record.boot && !record.boot->console.empty()) return record.boot->console.string();
  return record.build ? record.build->log.string() : "";
}

void add_verdict(Page& page, const RunView& view, const RunRecord& record) {
  page.gap();
  page.line({verdict_field(view.findings, record), {"  " + record.cell.id, Colour::bold}});
  page.line("  " + record.verdict.reason);
}

void add_others(Page& page, const RunView& view) {
  for (const RunRecord& record : view.records) {
    if (record.verdict.passed() || record.verdict.kind == VerdictKind::flaky) continue;
    add_verdict(page, view, record);
    if (const std::string boots = boots_text(record); !boots.empty()) page.line("  booted  " + boots);
    if (const std::string log = log_of(record); !log.empty()) page.line("  log     " + log);
    if (!record.fingerprint.empty()) page.line("  fingerprint  " + record.fingerprint);
    page.line("  repeat  " + repeat_command(view.run, record.cell.id));
  }
}

/// What each boot said, and where: which of them is right is for a person to find out.
void add_boots(Page& page, const RunRecord& record) {
  page.line("  boot 1  " + log_of(record));
  for (std::size_t i = 0; i < record.reboots.size(); ++i) {
    const auto& [verdict, fingerprint, took, console] = record.reboots[i];
    page.line({{"  boot " + std::to_string(i + 2) + "  " + console.string()}});
    page.line({{"          "}, {std::string(name_of(verdict.kind)), colour_of(verdict.kind)}, {": " + verdict.reason}});
  }
}

void add_flaky(Page& page, const RunView& view) {
  const auto is_flaky = [](const RunRecord& record) { return record.verdict.kind == VerdictKind::flaky; };
  if (std::ranges::none_of(view.records, is_flaky)) return;
  page.section("booted more than once, and not the same each time");
  for (const RunRecord& record : view.records) {
    if (!is_flaky(record)) continue;
    add_verdict(page, view, record);
    add_boots(page, record);
    page.line("  repeat  " + repeat_command(view.run, record.cell.id));
  }
}

void add_excluded(Page& page, const Run& run) {
  if (run.excluded.empty()) return;
  std::vector<Row> rows;
  for (const Excluded& excluded : run.excluded)
    rows.push_back({{"excluded", Colour::dim}, {excluded.cell}, {excluded.reason}});
  page.gap();
  page.lines(aligned(rows, page.style()));
}

void add_interruption(Page& page, const RunView& view) {
  if (view.run.finished) return;
  const std::string records =
      std::to_string(view.records.size()) + " of " + counted(static_cast<int>(view.run.cells.size()), "cell");
  page.line("not finished (interrupted, or still going on): " + records + (view.records.size() == 1 ? " has" : " have") + " a record",
            Colour::yellow);
  page.line("resume:  gulliver resume " + std::to_string(view.run.id));
}

void add_summary(Page& page, const RunView& view) {
  const RunSummary summary(view);
  std::string text = summary.cells_text() + "; " + summary.tests_text();
  if (const auto wall = took(view.run)) text += "; took " + duration_text(*wall);
  if (const auto busy = busy_percent(view.run)) text += ", cores " + std::to_string(*busy) + " % busy";
  page.gap();
  page.line(text, Colour::bold);
  add_interruption(page, view);
  if (!view.run.folder.empty()) page.line("results: " + view.run.folder.string());
}

}  // namespace

std::string render_run(const RunView& view, const TextStyle& style) {
  Page page(style);
  add_head(page, view);
  add_defects(page, view.findings.list);
  page.lines(render_grid(make_grid(view), style));
  add_excluded(page, view.run);
  add_passed(page, view);
  add_others(page, view);
  add_flaky(page, view);
  add_missing_tests(page, view.findings.list);
  add_accepted(page, view.findings.list);
  add_entries(page, view.findings.list);
  add_summary(page, view);
  return std::move(page).text();
}

std::string render_runs(const std::vector<RunHead>& runs, const TextStyle& style) {
  if (runs.empty()) return "no runs yet\n";
  std::vector<Row> rows;
  for (const RunHead& head : runs) {
    const std::optional<Seconds> wall = took(head.run);
    rows.push_back({{"run " + std::to_string(head.run.id), Colour::bold},
                    {moment_text(head.run.started)},
                    {wall ? duration_text(*wall) : "not finished", wall ? Colour::none : Colour::yellow, true},
                    {RunSummary(head).cells_text()},
                    {head.run.matrix}});
  }
  Page page(style);
  page.lines(aligned(rows, style));
  return std::move(page).text();
}

}  // namespace gulliver
