// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_facts.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <runners/model/test_list.hpp>

namespace gulliver {
namespace {

Json run_or_null(RunId run) {
  return run == 0 ? Json() : Json(run);
}

Json series(const SubmittedSeries& series) {
  Json json{{"source", series.source},
            {"subject", series.subject},
            {"version", series.version},
            {"patches", Json::array()}};
  for (const SubmittedPatch& patch : series.patches)
    json["patches"].push_back({{"number", patch.number},
                               {"subject", patch.subject},
                               {"author", patch.author},
                               {"message_id", text_or_null(patch.message_id)}});
  return json;
}

Json chain(const std::optional<BrokenChain>& chain) {
  if (!chain) return {};
  return {{"header", chain->header},
          {"header_line", chain->header_line},
          {"binding", chain->binding.name},
          {"before", text_or_null(chain->binding.before)},
          {"after", text_or_null(chain->binding.after)},
          {"user", chain->user}};
}

Json blames(const std::vector<Blame>& all) {
  Json list = Json::array();
  for (const Blame& blame : all)
    list.push_back({{"layer", name_of(blame.origin.layer)},
                    {"unit", text_or_null(blame.origin.unit)},
                    {"place", text_or_null(blame.place)},
                    {"text", blame.text},
                    {"chain", chain(blame.chain)}});
  return list;
}

Json warnings(const std::vector<Diagnostic>& all) {
  Json list = Json::array();
  for (const Diagnostic& warning : all)
    list.push_back({{"file", text_or_null(warning.file)}, {"line", warning.line}, {"text", warning.text}});
  return list;
}

/// Tests that are not there any more.
Json gone(const std::vector<TestChange>& tests) {
  Json list = Json::array();
  for (const TestChange& test : tests)
    if (test.change == Change::vanished || test.change == Change::removed)
      list.push_back({{"test", test.test},
                      {"change", name_of(test.change)},
                      {"location", text_or_null(test.location)},
                      {"abstraction", text_or_null(test.abstraction)}});
  return list;
}

Change change_of(const CellComparison& cell, const std::string& test, const TestNode& node) {
  if (cell.change == Change::unknown) return Change::unknown;
  for (const TestChange& change : cell.tests)
    if (change.test == test && change.location == place_of(node)) return change.change;
  return Change::unchanged;
}

/// Gives each test, and each suite, of `json` its change. `json` was made of `node`.
void add_changes(Json& json, const TestNode& node, const std::string& front, const CellComparison& cell) {
  const std::string name = front.empty() ? node.name : front + "." + node.name;
  json["change"] = name_of(change_of(cell, name, node));
  for (std::size_t i = 0; i < node.children.size(); ++i)
    add_changes(json["tests"][i], node.children[i], name, cell);
}

Json cell(const CellComparison& cell) {
  Json json = cell.patched ? json_cell(*cell.patched, false, TestDetail::every_test)
                           : json_cell_not_run(cell.cell.id);
  if (cell.patched && cell.patched->tests)
    for (std::size_t i = 0; i < cell.patched->tests->suites.size(); ++i)
      add_changes(json["suites"][i], cell.patched->tests->suites[i], "", cell);
  json["change"] = name_of(cell.change);
  json["change_reason"] = cell.reason;
  json["base_verdict"] = cell.base ? Json(name_of(cell.base->verdict.kind)) : Json();
  json["base_run"] = cell.base ? run_or_null(cell.base->run) : Json();
  json["blames"] = blames(cell.blames);
  json["new_warnings"] = warnings(cell.new_warnings);
  json["gone"] = gone(cell.tests);
  json["first_bad"] = cell.first_bad ? Json(*cell.first_bad) : Json();
  return json;
}

}  // namespace

std::string json_answer(const PatchResult& result) {
  Json json{{"schema", json_schema},
            {"series", series(result.series)},
            {"matrix", result.matrix},
            {"arguments", json_strings(result.arguments)},
            {"base", json_tree(result.base)},
            {"patched", result.patched.id.empty() ? Json() : json_tree(result.patched)},
            {"base_run", run_or_null(result.base_run)},
            {"run", run_or_null(result.run)},
            {"started", json_moment(result.started)},
            {"finished", json_moment(result.finished)},
            {"verdict", name_of(outcome_of(result))},
            {"exit_code", exit_code_of(result)},
            {"does_not_apply", text_or_null(result.does_not_apply)}};
  const std::optional<int> first = first_bad_of(result);
  json["first_bad"] = first ? Json(*first) : Json();
  json["abstractions"] = json_strings(result.abstractions);
  json["drivers"] = json_strings(result.drivers);
  json["direct_users"] = json_strings(result.direct_users);
  json["rust_files"] = result.rust_files;
  json["maintainers"] = json_strings(result.maintainers);
  json["cells"] = Json::array();
  for (const CellComparison& compared : result.cells) json["cells"].push_back(cell(compared));
  return json_text(json);
}

}  // namespace gulliver
