// SPDX-License-Identifier: MIT
#include <orchestrator/report/json_parts.hpp>
#include <orchestrator/week/week_report.hpp>

namespace gulliver {
namespace {

template <class T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json json_troubles(const std::vector<Trouble>& troubles) {
  Json list = Json::array();
  for (const Trouble& trouble : troubles)
    list.push_back({{"change", name_of(trouble.change)},
                    {"part", trouble.part},
                    {"test", text_or_null(trouble.test)},
                    {"place", text_or_null(trouble.place)},
                    {"text", text_or_null(trouble.text)},
                    {"cells", json_strings(trouble.cells)},
                    {"last_good", value_or_null(trouble.last_good)},
                    {"first_bad", value_or_null(trouble.first_bad)},
                    {"since", trouble.since ? Json(json_moment(*trouble.since)) : Json()}});
  return list;
}

Json json_defects(const std::vector<SuspectedDefect>& defects) {
  Json list = Json::array();
  for (const auto& [finding, is_new] : defects) {
    list.push_back(json_findings({finding})[0]);
    list.back()["new"] = is_new;
  }
  return list;
}

Json json_coverage(const MapSummary& summary) {
  return {{"modules", summary.modules}, {"compiled", summary.compiled}, {"tested", summary.tested}, {"failing", summary.failing}};
}

Json json_outcomes(const std::vector<OutcomeChange>& outcomes) {
  Json list = Json::array();
  for (const auto& [cell, before, after] : outcomes) list.push_back({{"cell", cell}, {"before", name_of(before)}, {"after", name_of(after)}});
  return list;
}

Json json_open(const std::vector<OpenCell>& cells) {
  Json list = Json::array();
  for (const OpenCell& open : cells) list.push_back({{"cell", open.cell}, {"reason", open.reason}});
  return list;
}

Json json_tools(const Week& week) {
  Json list = Json::array();
  for (const ToolUse& tool : week.tools)
    list.push_back({{"name", tool.name},
                    {"version", tool.version},
                    {"since", json_moment(tool.since)},
                    {"new", tool.since >= week.from},
                    {"age_seconds", Seconds(week.to - tool.since).count()}});
  return list;
}

Json json_week(const Week& week) {
  return {{"matrix", week.matrix},
          {"from", json_moment(week.from)},
          {"to", json_moment(week.to)},
          {"trees", json_strings(week.trees)},
          {"cells", week.cells},
          {"passed", week.passed},
          {"failing", week.failing},
          {"known", week.known},
          {"flaky_cells", week.flaky_cells},
          {"unsupported", week.unsupported},
          {"tests", json_counts(week.tests)},
          {"defects", json_defects(week.defects)},
          {"regressions", json_troubles(week.regressions)},
          {"broken", json_troubles(week.broken)},
          {"flaky", json_troubles(week.flaky)},
          {"fixed", json_troubles(week.fixed)},
          {"gained", json_strings(week.gained)},
          {"lost", json_strings(week.lost)},
          {"outcomes", json_outcomes(week.outcomes)},
          {"open", json_open(week.open)},
          {"coverage", json_coverage(week.coverage)},
          {"coverage_before", week.coverage_before ? json_coverage(*week.coverage_before) : Json()},
          {"tools", json_tools(week)},
          {"effort", {{"runs", week.effort.runs}, {"builds", week.effort.builds}, {"boots", week.effort.boots}, {"cpu_seconds", week.effort.cpu.count()}}}};
}

}  // namespace

std::string json_weeks(const std::vector<Week>& weeks) {
  Json json{{"schema", json_schema}, {"headline", headline(weeks)}, {"weeks", Json::array()}};
  for (const Week& week : weeks) json["weeks"].push_back(json_week(week));
  return json_text(json);
}

}  // namespace gulliver
