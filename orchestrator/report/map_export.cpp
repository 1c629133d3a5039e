// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/report/json_parts.hpp>

#include <boost/algorithm/string/join.hpp>

namespace gulliver {
namespace {

std::string name_of(const SurveyHead& head) { return head.name + "-" + head.endian; }

Json json_cell(const MapCell& cell) {
  return {{"coverage", name_of(cell.coverage)},
          {"passed", cell.passed},
          {"failed", cell.failed},
          {"skipped", cell.skipped},
          {"missing", json_strings(cell.missing)}};
}

Json json_row(const AbstractionMap& map, const MapRow& row) {
  Json on = Json::object();
  for (std::size_t i = 0; i < row.cells.size(); ++i) on[name_of(map.columns[i])] = json_cell(row.cells[i]);
  return {{"module", row.module},
          {"file", row.file},
          {"condition", row.condition.empty() ? Json() : Json(row.condition)},
          {"examples", row.examples},
          {"on", on}};
}

/// A field of RFC 4180. A spreadsheet takes what begins with one of these for a formula.
std::string field(std::string_view text) {
  const std::string words = printable(text);
  const bool formula = !words.empty() && std::string_view("=+-@").find(words[0]) != std::string_view::npos;
  std::string quoted = formula ? "\"'" : "\"";
  for (const char c : words) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string json_map(const RunView& view) {
  const AbstractionMap map = make_abstraction_map(view);
  const MapSummary summary = summarise(map);
  Json modules = Json::array(), left_out = Json::object();
  for (const MapRow& row : map.rows) modules.push_back(json_row(map, row));
  for (const auto& [symbols, names] : summary.left_out) left_out[symbols] = json_strings(names);
  return json_text({{"schema", json_schema},
                    {"matrix", view.run.matrix},
                    {"run", view.run.id > 0 ? Json(view.run.id) : Json()},
                    {"compiled", summary.compiled},
                    {"tested", summary.tested},
                    {"failing", summary.failing},
                    {"untested", json_strings(summary.untested)},
                    {"left_out", left_out},
                    {"modules", modules}});
}

std::string csv_map(const RunView& view) {
  const AbstractionMap map = make_abstraction_map(view);
  std::string text = "module,file,condition,examples,arch,endian,coverage,passed,failed,skipped,missing\r\n";
  for (const MapRow& row : map.rows)
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const MapCell& cell = row.cells[i];
      text += field(row.module) + "," + field(row.file) + "," + field(row.condition) + "," + std::to_string(row.examples) + "," +
              field(map.columns[i].name) + "," + field(map.columns[i].endian) + "," + std::string(name_of(cell.coverage)) + "," +
              std::to_string(cell.passed) + "," + std::to_string(cell.failed) + "," + std::to_string(cell.skipped) + "," +
              field(boost::algorithm::join(cell.missing, " ")) + "\r\n";
    }
  return text;
}

}  // namespace gulliver
