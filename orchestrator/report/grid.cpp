// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/grid.hpp>
#include <orchestrator/report/run_summary.hpp>

#include <algorithm>

namespace gulliver {
namespace {

struct Place {
  std::string row, column;

  explicit Place(std::string_view cell) {
    const CellName name(cell);
    row = name.endian.empty() ? name.arch : name.arch + "·" + name.endian;
    column = name.toolchain.empty() ? name.config : name.config + "@" + name.toolchain;
  }
};

std::size_t index_in(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.push_back(name);
  return names.size() - 1;
}

Field field_of(const RunView& view, const RunRecord* record) {
  if (!record) return {std::string(not_run), Colour::dim};
  Field field = verdict_field(view.findings, *record);
  const TestCounts counts = record->tests ? count(*record->tests) : TestCounts();
  if (counts.total() > 0) field.text += " " + std::to_string(counts.passed) + "/" + std::to_string(counts.total());
  return field;
}

void put(Grid& grid, std::size_t row, std::size_t column, const Field& field) {
  if (grid.fields.size() <= row) grid.fields.resize(row + 1);
  std::vector<Field>& fields = grid.fields[row];
  if (fields.size() <= column) fields.resize(column + 1);
  if (fields[column].text.empty()) fields[column] = field;
}

/// An id without a config leaves out a whole row.
void exclude(Grid& grid, const std::string& cell) {
  const Field excluded{"excluded", Colour::dim};
  const Place place(cell);
  const std::size_t row = index_in(grid.rows, place.row);
  if (!place.column.empty()) return put(grid, row, index_in(grid.columns, place.column), excluded);
  for (std::size_t column = 0; column < grid.columns.size(); ++column) put(grid, row, column, excluded);
}

}  // namespace

Grid make_grid(const RunView& view) {
  Grid grid;
  for (const std::string& cell : view.run.cells) {
    const Place place(cell);
    const std::size_t row = index_in(grid.rows, place.row);
    put(grid, row, index_in(grid.columns, place.column), field_of(view, record_of(view, cell)));
  }
  for (const Excluded& excluded : view.run.excluded) exclude(grid, excluded.cell);
  return grid;
}

std::vector<std::string> render_grid(const Grid& grid, const TextStyle& style) {
  std::vector<Row> rows{{Field{}}};
  for (const std::string& column : grid.columns) rows[0].push_back({column, Colour::bold});
  for (std::size_t i = 0; i < grid.rows.size(); ++i) {
    Row& row = rows.emplace_back();
    row.push_back({grid.rows[i], Colour::bold});
    row.insert(row.end(), grid.fields[i].begin(), grid.fields[i].end());
  }
  return aligned(rows, style);
}

}  // namespace gulliver
