// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>
#include <orchestrator/report/survey_html.hpp>

namespace gulliver {
namespace {

std::string linked(std::string text, const std::string& address) {
  return address.empty() ? text : "<a href=\"" + address + "\">" + text + "</a>";
}

std::string head_cell(const SurveyHead& head, std::string_view scope, const std::string& address = "") {
  std::string html = "<th scope=\"" + std::string(scope) + "\">" + linked(escape_html(head.name), address);
  if (!head.endian.empty()) html += " <small>" + escape_html(head.endian) + "</small>";
  if (!head.about.empty()) html += " <small>" + escape_html(head.about) + "</small>";
  return html + "</th>";
}

std::string body_cell(const SurveyCell& cell, const std::string& address, const std::string& id) {
  if (cell.standing == Outcome::absent) return "<td></td>";
  std::string html = "<td class=\"" + std::string(name_of(cell.standing)) + "\">" + std::string(sign_of(cell.standing)) +
                     linked(escape_html(cell.text), address);
  if (cell.note > 0) {
    const std::string number = std::to_string(cell.note);
    html += " <sup><a href=\"#" + id + "note-" + number + "\" aria-label=\"reason " + number + "\">" + number + "</a></sup>";
  }
  return html + "</td>";
}

struct TableWords {
  std::string_view row, caption;
};

TableWords words_of(ReportView kind) {
  switch (kind) {
    case ReportView::grid:
      return {"architecture", "Architectures by config: tests passed of all tests, and the verdict"};
    case ReportView::production:
      return {"option", "Options by architecture: tests passed of all tests, and the verdict"};
    case ReportView::map:
      return {"module", "Modules of the kernel crate by architecture: tests of their own that passed"};
    case ReportView::digests:
      return {"digest", "Digests by cell: what tests made of their input; it has to be the same everywhere"};
  }
  return {};
}

}  // namespace

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

std::string html_table(const Survey& survey, ReportView kind, const SurveyLinks& links, std::string_view id) {
  const std::string ids(id);
  const TableWords words = words_of(kind);
  std::string html = "<div class=\"table\" role=\"region\" aria-labelledby=\"" + ids + "caption\" tabindex=\"0\">\n<table>\n";
  html += "<caption id=\"" + ids + "caption\">" + std::string(words.caption) + (survey.notes.empty() ? "" : "; the numbers lead to the reasons") + "</caption>\n";
  html += "<thead>\n<tr><th scope=\"col\">" + std::string(words.row) + "</th>";
  for (const SurveyHead& column : survey.columns) html += "\n" + head_cell(column, "col");
  html += "</tr>\n</thead>\n<tbody>\n";
  for (std::size_t row = 0; row < survey.rows.size(); ++row) {
    html += "<tr>" + head_cell(survey.rows[row], "row", links.row ? links.row(survey.rows[row]) : "");
    for (const SurveyCell& cell : survey.cells[row]) html += "\n" + body_cell(cell, links.cell ? links.cell(cell) : "", ids);
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string html_notes(const Survey& survey, std::string_view id) {
  if (survey.notes.empty()) return "";
  const std::string ids(id);
  std::string html = "<section>\n<h2 id=\"" + ids + "reasons\">Reasons</h2>\n<ol aria-labelledby=\"" + ids + "reasons\">\n";
  int number = 0;
  for (const std::string& note : survey.notes)
    html += "<li id=\"" + ids + "note-" + std::to_string(++number) + "\">" + escape_html(note) + "</li>\n";
  return html + "</ol>\n</section>\n";
}

}  // namespace gulliver
