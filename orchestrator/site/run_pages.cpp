// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/pages.hpp>

#include <filesystem>

namespace gulliver {
namespace {

std::string tests_text(const RunRecord& record) {
  if (!record.tests) return "";
  const TestCounts counts = count(*record.tests);
  return thousands(counts.passed) + "/" + thousands(counts.total());
}

std::string took_field(const std::optional<Seconds>& seconds) {
  return seconds ? td_by(static_cast<long>(seconds->count() * 1000), escape_html(duration_text(*seconds))) : td("");
}

std::vector<std::string> row_of(const Document& page, const RunView& view, const RunRecord& record) {
  const std::string& id = record.cell.id;
  const bool known = is_known(view.findings, id);
  const std::optional<Seconds> build = record.build ? std::optional(record.build->took) : std::nullopt;
  const std::optional<Seconds> boot = record.boot ? std::optional(record.boot->took) : std::nullopt;
  return {th(page.link(record_path(view.run.id, id), id)),
          td(known ? Outcome::passed : outcome_of(record.verdict.kind), escape_html(std::string(name_of(record.verdict.kind)) + (known ? " (known)" : ""))),
          td_text(tests_text(record)), took_field(build), took_field(boot),
          td_wide(escape_html(record.verdict.passed() ? "" : record.verdict.reason))};
}

void add_findings(Document& page, const RunView& view) {
  if (view.findings.list.empty()) return;
  Table table("What shows where cells are held against one another", {"finding", "test", "abstraction", "what"});
  for (const Finding& finding : view.findings.list)
    table.row({td_text(name_of(finding.kind)), td_text(finding.test),
               td(finding.abstraction.empty() ? "" : page.link(abstraction_path(finding.abstraction), finding.abstraction)),
               td_wide(escape_html(finding.reason))});
  page.heading("Findings");
  page.add(table.html());
}

}  // namespace

std::string run_page(const Archive& archive, const RunView& view) {
  const Run& run = view.run;
  const bool may_go_on = !run.finished && run.id == archive.runs().front();  // of one with a later run nothing more comes
  const RunSummary summary(view);
  Document page(run_path(run.id), "Run " + std::to_string(run.id));
  if (may_go_on) page.may_grow();
  Entries entries;
  entries.add_text("matrix", run.matrix);
  entries.add_text("began", moment_text(run.started));
  if (const auto time = took(run)) entries.add_text("took", duration_text(*time));
  if (!run.finished) entries.add_text("end", may_go_on ? "none yet: it goes on, or it was cut short" : "none: it was cut short");
  entries.add_text("cells", summary.cells_text());
  entries.add_text("tests", summary.tests_text());
  std::string command = "gulliver";
  for (const std::string& word : run.arguments) command += " " + shell_word(word);
  entries.add("command", "<code>" + escape_html(command) + "</code>");
  page.add(entries.html());
  Table table("Cells", {"cell", "verdict", "tests", "build", "boot", "reason"});
  for (const std::string& cell : run.cells) {
    const RunRecord* record = record_of(view, cell);
    table.row(record ? row_of(page, view, *record)
                     : std::vector{th(escape_html(cell)), td(Outcome::untried, "not run"), td(""), td(""), td(""), td("")});
  }
  page.add(table.html());
  add_findings(page, view);
  return std::move(page).html();
}

std::string runs_page(const Archive& archive) {
  Document page{std::string(runs_path), "Runs"};
  Table table("Runs, newest first", {"run", "matrix", "began (UTC)", "took", "cells", "tests"});
  for (const RunHead& head : archive.heads()) {
    const Run& run = head.run;
    const RunSummary summary(head);
    const std::optional<Seconds> time = took(run);
    table.row({th(page.link(run_path(run.id), std::to_string(run.id))), td_text(std::filesystem::path(run.matrix).stem().string()),
               td_text(moment_text(run.started).substr(0, 16)),
               td_by(time ? static_cast<long>(time->count()) : 0, escape_html(time ? duration_text(*time) : "not finished")),
               td_text(summary.cells_text()), td_text(summary.tests_text())});
  }
  page.add(table.html());
  return std::move(page).html();
}

}  // namespace gulliver
