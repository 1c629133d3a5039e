// SPDX-License-Identifier: MIT
#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/comparison.hpp>
#include <orchestrator/report/json_parts.hpp>

namespace gulliver {
namespace {

Json json_side(const ComparedRun& run) { return {{"run", run.run > 0 ? Json(run.run) : Json()}, {"matrix", text_or_null(run.matrix)}}; }

Json json_side(const std::optional<RunRecord>& record) {
  if (!record) return {};
  return {{"run", record->run},
          {"verdict", name_of(record->verdict.kind)},
          {"reason", record->verdict.reason},
          {"fingerprint", text_or_null(record->fingerprint)},
          {"tree", text_or_null(record->tree.base)},
          {"tests", record->tests ? json_counts(count(*record->tests)) : Json()}};
}

Json json_test(const TestChange& test) {
  return {{"test", test.test},
          {"change", name_of(test.change)},
          {"location", text_or_null(test.location)},
          {"abstraction", text_or_null(test.abstraction)}};
}

Json json_warning(const Diagnostic& warning) {
  return {{"file", text_or_null(warning.file)}, {"line", warning.line}, {"text", warning.text}};
}

Json cell(const CellComparison& cell, const RunComparison& comparison) {
  Json json{{"id", cell.cell.id},
            {"change", name_of(cell.change)},
            {"worse", comparison.is_worse(cell)},
            {"known", comparison.known.contains(cell.cell.id)},
            {"reason", cell.reason},
            {"before", json_side(cell.base)},
            {"after", json_side(cell.patched)}};
  json["blames"] = json_blames(cell.blames);
  json["tests"] = Json::array();
  for (const TestChange& test : cell.tests) json["tests"].push_back(json_test(test));
  json["new_warnings"] = Json::array();
  for (const Diagnostic& warning : cell.new_warnings) json["new_warnings"].push_back(json_warning(warning));
  return json;
}

}  // namespace

Json json_blames(const std::vector<Blame>& blames) {
  Json list = Json::array();
  for (const Blame& blame : blames)
    list.push_back({{"layer", name_of(blame.origin.layer)},
                    {"unit", text_or_null(blame.origin.unit)},
                    {"place", text_or_null(blame.place)},
                    {"text", blame.text}});
  return list;
}

std::string json_comparison(const RunComparison& comparison) {
  Json json{{"schema", json_schema},
            {"before", json_side(comparison.before)},
            {"after", json_side(comparison.after)},
            {"exit_code", exit_code_of(comparison)},
            {"cells", Json::array()},
            {"tests", Json::array()}};
  for (const CellComparison& compared : comparison.cells) json["cells"].push_back(cell(compared, comparison));
  for (const TestGroup& group : group_tests(comparison.cells)) {
    json["tests"].push_back(json_test(group.test));
    json["tests"].back()["cells"] = json_strings(group.cells);
  }
  return json_text(json);
}

}  // namespace gulliver
