// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>
#include <orchestrator/report/survey.hpp>

#include <filesystem>

namespace gulliver {
namespace {

/// A sign in front of the words, so that colour is never the only one.
std::string_view sign_of(Outcome standing) {
  switch (standing) {
    case Outcome::passed:
      return "✓ ";
    case Outcome::failed:
      return "✗ ";
    case Outcome::broken:
      return "! ";
    case Outcome::unsupported:
      return "⊘ ";
    case Outcome::absent:
    case Outcome::excluded:
    case Outcome::untried:
      return "";
  }
  return "";
}

std::string head_cell(const SurveyHead& head, std::string_view scope) {
  std::string html = "<th scope=\"" + std::string(scope) + "\">" + escape_html(head.name);
  if (!head.endian.empty()) html += " <small>" + escape_html(head.endian) + "</small>";
  if (!head.about.empty()) html += " <small>" + escape_html(head.about) + "</small>";
  return html + "</th>";
}

std::string body_cell(const SurveyCell& cell) {
  if (cell.standing == Outcome::absent) return "<td></td>";
  std::string html = "<td class=\"" + std::string(name_of(cell.standing)) + "\">" +
                     std::string(sign_of(cell.standing)) + escape_html(cell.text);
  if (cell.note > 0) {
    const std::string number = std::to_string(cell.note);
    html += " <sup><a href=\"#note-" + number + "\" aria-label=\"reason " + number + "\">" + number + "</a></sup>";
  }
  return html + "</td>";
}

struct TableWords {
  std::string_view row, caption;
};

TableWords words_of(ReportView kind) {
  switch (kind) {
    case ReportView::grid:
      return {"architecture", "Architectures by config: tests passed of all tests, or the verdict"};
    case ReportView::production:
      return {"option", "Options by architecture: tests passed of all tests, or the verdict"};
    case ReportView::map:
      return {"module", "Modules of the kernel crate by architecture: tests of their own that passed"};
  }
  return {};
}

std::string table(const Survey& survey, ReportView kind) {
  std::string html = "<div class=\"table\" role=\"region\" aria-labelledby=\"caption\" tabindex=\"0\">\n<table>\n";
  const TableWords words = words_of(kind);
  html += "<caption id=\"caption\">" + std::string(words.caption) + "; the numbers lead to the reasons</caption>\n";
  html += "<thead>\n<tr><th scope=\"col\">" + std::string(words.row) + "</th>";
  for (const SurveyHead& column : survey.columns) html += "\n" + head_cell(column, "col");
  html += "</tr>\n</thead>\n<tbody>\n";
  for (std::size_t row = 0; row < survey.rows.size(); ++row) {
    html += "<tr>" + head_cell(survey.rows[row], "row");
    for (const SurveyCell& cell : survey.cells[row]) html += "\n" + body_cell(cell);
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string notes(const std::vector<std::string>& notes) {
  if (notes.empty()) return "";
  std::string html = "<section>\n<h2 id=\"reasons\">Reasons</h2>\n<ol aria-labelledby=\"reasons\">\n";
  int number = 0;
  for (const std::string& note : notes)
    html += "<li id=\"note-" + std::to_string(++number) + "\">" + escape_html(note) + "</li>\n";
  return html + "</ol>\n</section>\n";
}

std::string entry(std::string_view label, std::string_view value) {
  return "<dt>" + std::string(label) + "</dt><dd>" + escape_html(value) + "</dd>\n";
}

std::string head(const RunView& view, ReportView kind, const Survey& survey, std::string_view title) {
  const SurveySource source = survey_source(view, kind, survey);
  std::string html = "<header>\n<h1>" + escape_html(title) + "</h1>\n<dl>\n" + entry("matrix", view.run.matrix);
  for (const std::string& tree : source.trees) html += entry("tree", tree);
  html += entry("measured", source.runs + (source.dates.empty() ? "" : ", " + source.dates));
  return html + entry("cells", source.counts) + "</dl>\n</header>\n";
}

}  // namespace

std::string html_report(const RunView& view, ReportView kind) {
  const Survey survey = make_survey(view, kind);
  const std::string title = "Rust in the kernel: " + std::filesystem::path(view.run.matrix).stem().string();
  return html_document(title, head(view, kind, survey, title) + "<main>\n" + table(survey, kind) + notes(survey.notes) +
                                  "</main>\n");
}

}  // namespace gulliver
