// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>
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

/// What the front page has of it: reasons, and rows that the matrix leaves out whole, are on the page of the matrix.
Survey in_brief(const Survey& survey) {
  Survey brief;
  brief.columns = survey.columns;
  for (std::size_t row = 0; row < survey.rows.size(); ++row) {
    if (std::ranges::all_of(survey.cells[row], [](const SurveyCell& cell) { return cell.standing == Outcome::excluded || cell.standing == Outcome::absent; }))
      continue;
    brief.rows.push_back(survey.rows[row]);
    for (SurveyCell& cell : brief.cells.emplace_back(survey.cells[row])) cell.note = 0;
  }
  return brief;
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
    if (!is_defect(finding) || finding.accepted) continue;
    list += "<li><strong>" + std::string(title_of(finding.kind)) + "</strong> in " +
            (finding.abstraction.empty() ? escape_html(finding.test) : page.link(abstraction_path(finding.abstraction), finding.abstraction)) + ": " +
            page.link(test_path(finding.test), finding.test) + " " + escape_html(finding.reason) + "</li>\n";
  }
  if (!list.empty()) page.add("<ul class=\"findings\">\n" + list + "</ul>\n");
}

void add_map(Document& page, const RunView& view) {
  const AbstractionMap map = make_abstraction_map(view);
  page.heading("Abstractions", "map");
  if (map.rows.empty()) return page.paragraph("Not known: no kernel of these was built.");
  const Survey survey = survey_of(map);
  SurveyLinks links;
  links.row = [&page](const SurveyHead& head) { return page.to(abstraction_path(head.name)); };
  page.add(source_of(view, ReportView::map, survey).html());
  page.add(html_table(survey, ReportView::map, links, "map-"));
  page.add(html_notes(survey, "map-"));
}

void add_lost(Document& page, const std::vector<LostMatrix>& lost) {
  if (lost.empty()) return;
  page.heading("Not shown", "lost");
  page.paragraph("These matrices were run and cannot be read any more. What their runs came to is under " +
                 page.link(runs_path, "Runs") + ".");
  std::string list;
  for (const LostMatrix& matrix : lost) list += "<li>" + escape_html(matrix.reason) + "</li>\n";
  page.add("<ul>\n" + list + "</ul>\n");
}

}  // namespace

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
    page.add(html_table(in_brief(survey), view_of(file), cell_links(page), matrix_id(file) + "-"));
  }
  add_map(page, all);
  add_lost(page, archive.lost_matrices());
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

}  // namespace gulliver
