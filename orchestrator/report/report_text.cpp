// SPDX-License-Identifier: MIT
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/survey.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>

namespace gulliver {
namespace {

Colour colour_of(Outcome standing) {
  switch (standing) {
    case Outcome::passed:
      return Colour::green;
    case Outcome::failed:
      return Colour::red;
    case Outcome::broken:
      return Colour::magenta;
    case Outcome::unsupported:
      return Colour::yellow;
    case Outcome::absent:
    case Outcome::excluded:
    case Outcome::untried:
      return Colour::dim;
  }
  return Colour::none;
}

std::string mark(int note) { return "[" + std::to_string(note) + "]"; }

Field field_of(const SurveyCell& cell) {
  const std::string text = cell.note > 0 ? cell.text + " " + mark(cell.note) : cell.text;
  return {text, colour_of(cell.standing)};
}

/// One column: two lines of head, then a field for each row.
std::vector<Field> column_of(const Survey& survey, std::size_t column) {
  const SurveyHead& head = survey.columns[column];
  std::vector<Field> fields{{head.name, Colour::bold}, {head.endian, Colour::dim}};
  for (const auto& row : survey.cells) fields.push_back(field_of(row[column]));
  return fields;
}

std::vector<Field> row_names(const Survey& survey) {
  std::vector<Field> fields{{}, {}};
  for (const SurveyHead& row : survey.rows)
    fields.push_back({row.endian.empty() ? row.name : row.name + "·" + row.endian, Colour::bold});
  return fields;
}

int width_of(const std::vector<Field>& column) {
  int width = 0;
  for (const Field& field : column) width = std::max(width, display_width(printable(field.text)));
  return width;
}

/// Some columns side by side, the names of the rows before them; lines without a field are left out.
void add_band(Page& page, const std::vector<std::vector<Field>>& columns) {
  std::vector<Row> rows;
  for (std::size_t line = 0; line < columns[0].size(); ++line) {
    Row row;
    for (const auto& column : columns) row.push_back(column[line]);
    if (std::ranges::any_of(row, [](const Field& field) { return !field.text.empty(); })) rows.push_back(row);
  }
  page.gap();
  page.lines(aligned(rows, page.style()));
}

/// The table, in as many bands as the width needs.
void add_table(Page& page, const Survey& survey) {
  const std::vector<Field> names = row_names(survey);
  std::vector<std::vector<Field>> band{names};
  int width = width_of(names);
  for (std::size_t i = 0; i < survey.columns.size(); ++i) {
    std::vector<Field> column = column_of(survey, i);
    const int more = 2 + width_of(column);
    if (band.size() > 1 && width + more > page.style().width) {
      add_band(page, band);
      band = {names};
      width = width_of(names);
    }
    band.push_back(std::move(column));
    width += more;
  }
  if (band.size() > 1) add_band(page, band);
}

void add_notes(Page& page, const std::vector<std::string>& notes) {
  if (notes.empty()) return;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < notes.size(); ++i)
    rows.push_back({{mark(static_cast<int>(i) + 1), Colour::dim, true}, {notes[i]}});
  page.gap();
  page.lines(aligned(rows, page.style()));
}

void add_abouts(Page& page, const Survey& survey) {
  std::vector<Row> rows;
  for (const auto& heads : {survey.rows, survey.columns})
    for (const SurveyHead& head : heads)
      if (!head.about.empty()) rows.push_back({{head.name, Colour::bold}, {head.about}});
  if (rows.empty()) return;
  page.section("who needs it");
  page.lines(aligned(rows, page.style()));
}

}  // namespace

std::string render_report(const RunView& view, ReportView kind, const TextStyle& style) {
  const Survey survey = make_survey(view, kind);
  const SurveySource source = survey_source(view, kind, survey);
  Page page(style);
  page.line({{view.run.matrix, Colour::bold},
             {": " + source.runs + (source.dates.empty() ? "" : ", " + source.dates)}});
  for (const std::string& tree : source.trees) page.line("tree " + tree, Colour::dim);
  add_table(page, survey);
  page.gap();
  page.line(source.counts);
  add_notes(page, survey.notes);
  add_abouts(page, survey);
  return std::move(page).text();
}

}  // namespace gulliver
