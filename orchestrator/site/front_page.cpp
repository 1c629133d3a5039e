// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/pages.hpp>

#include <algorithm>
#include <filesystem>

namespace gulliver {
namespace {

std::string name_of_matrix(const std::string& file) { return std::filesystem::path(file).stem().string(); }

ReportView view_of(const std::string& file) {
  return name_of_matrix(file) == "production" ? ReportView::production : ReportView::grid;
}

SurveyLinks cell_links(const Document& page) {
  SurveyLinks links;
  links.cell = [&page](const SurveyCell& cell) { return cell.cell.empty() ? "" : page.to(cell_path(cell.cell)); };
  return links;
}

/// Where the records of a view come from.
Entries source_of(const RunView& view, ReportView kind, const Survey& survey) {
  const SurveySource source = survey_source(view, kind, survey);
  Entries entries;
  if (!view.run.matrix.empty()) entries.add_text("matrix", view.run.matrix);
  for (const std::string& tree : source.trees) entries.add_text("tree", tree);
  entries.add_text("measured", source.runs + (source.dates.empty() ? "" : ", " + source.dates));
  entries.add_text(kind == ReportView::map ? "modules" : "cells", source.counts);
  return entries;
}

/// Defects first: what nobody else tells.
void add_findings(Document& page, const RunView& view) {
  std::string list;
  for (const Finding& finding : view.findings.list) {
    if (finding.kind != Finding::Kind::endianness || finding.accepted) continue;
    list += "<li><strong>Suspected endianness defect</strong> in " +
            (finding.abstraction.empty() ? escape_html(finding.test) : page.link(abstraction_path(finding.abstraction), finding.abstraction)) + ": " +
            page.link(test_path(finding.test), finding.test) + " " + escape_html(finding.reason) + "</li>\n";
  }
  if (!list.empty()) page.add("<ul class=\"findings\">\n" + list + "</ul>\n");
}

void add_map(Document& page, const RunView& view) {
  const AbstractionMap map = make_abstraction_map(view);
  if (map.rows.empty()) return;
  const Survey survey = survey_of(map);
  SurveyLinks links;
  links.row = [&page](const SurveyHead& head) { return page.to(abstraction_path(head.name)); };
  page.heading("Abstractions", "map");
  page.add(source_of(view, ReportView::map, survey).html());
  page.add(html_table(survey, ReportView::map, links, "map-"));
  page.add(html_notes(survey, "map-"));
}

}  // namespace

RunView all_matrices(const Archive& archive) {
  RunView all;
  for (const std::string& file : archive.matrices()) {
    const RunView view = archive.matrix(file);
    for (const std::string& cell : view.run.cells)
      if (std::ranges::find(all.run.cells, cell) == all.run.cells.end()) all.run.cells.push_back(cell);
    for (const RunRecord& record : view.records) {
      const auto known = std::ranges::find(all.records, record.cell.id, [](const RunRecord& one) { return one.cell.id; });
      if (known == all.records.end())
        all.records.push_back(record);
      else if (known->started < record.started)
        *known = record;
    }
    all.findings.list.insert(all.findings.list.end(), view.findings.list.begin(), view.findings.list.end());
  }
  return all;
}

std::string front_page(const Archive& archive, const RunView& all) {
  Document page{std::string(front_path), "Rust in the Linux kernel, architecture by architecture"};
  page.paragraph("Built, booted and judged by the kernel's own Rust self-tests. Green means: Rust ran there and passed. "
                 "A number leads to its cell, a module to its tests.");
  if (all.records.empty()) page.paragraph("Nothing was run yet.");
  add_findings(page, all);
  for (const std::string& file : archive.matrices()) {
    const RunView view = archive.matrix(file);
    const Survey survey = make_survey(view, view_of(file));
    page.add("<h2>" + page.link(matrix_path(file), name_of_matrix(file)) + "</h2>\n");
    page.add(source_of(view, view_of(file), survey).html());
    Survey brief = survey;  // the reasons are on the page of the matrix
    for (auto& row : brief.cells)
      for (SurveyCell& cell : row) cell.note = 0;
    brief.notes.clear();
    page.add(html_table(brief, view_of(file), cell_links(page), matrix_id(file) + "-"));
  }
  add_map(page, all);
  return std::move(page).html();
}

std::string matrix_page(const Archive& archive, const std::string& file) {
  const RunView view = archive.matrix(file);
  const Survey survey = make_survey(view, view_of(file));
  Document page(matrix_path(file), "Matrix " + name_of_matrix(file));
  add_findings(page, view);
  page.add(source_of(view, view_of(file), survey).html());
  page.add(html_table(survey, view_of(file), cell_links(page)));
  page.add(html_notes(survey));
  add_map(page, view);
  return std::move(page).html();
}

std::string runs_page(const Archive& archive) {
  Document page{std::string(runs_path), "Runs"};
  Table table("Runs, newest first", {"run", "matrix", "began (UTC)", "took", "cells", "tests"});
  for (const RunId id : archive.runs()) {
    const auto view = archive.run(id);
    const RunSummary summary(*view);
    const std::optional<Seconds> time = took(view->run);
    table.row(th(page.link(run_path(id), std::to_string(id))) + td_text(name_of_matrix(view->run.matrix)) +
              td_text(moment_text(view->run.started).substr(0, 16)) +
              td_by(time ? static_cast<long>(time->count()) : 0, escape_html(time ? duration_text(*time) : "not finished")) +
              td_text(summary.cells_text()) + td_text(summary.tests_text()));
  }
  page.add(table.html());
  return std::move(page).html();
}

}  // namespace gulliver
