// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <orchestrator/report/plan_facts.hpp>
#include <orchestrator/report/run_summary.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// What is told of a run wherever it appears.
Json run_facts(const Run& run, const RunSummary& summary) {
  const std::optional<Seconds> wall = took(run);
  Json verdicts = Json::object();
  for (const auto& [name, number] : summary.verdicts) verdicts[name] = number;
  return {{"run", run.id > 0 ? Json(run.id) : Json()},
          {"matrix", run.matrix},
          {"arguments", json_strings(run.arguments)},
          {"chosen_tests", summary.chosen.empty() ? Json() : Json(summary.chosen)},
          {"folder", run.folder.string()},
          {"started", run.id > 0 ? Json(json_moment(run.started)) : Json()},
          {"finished", run.finished ? Json(json_moment(*run.finished)) : Json()},
          {"seconds", wall ? Json(wall->count()) : Json()},
          {"cpu_seconds", run.cpu.count()},
          {"cores", run.cores},
          {"verdicts", verdicts},
          {"known", summary.known},
          {"tests", json_counts(summary.tests)}};
}

Json excluded_cells(const std::vector<Excluded>& excluded) {
  Json list = Json::array();
  for (const auto& [cell, reason] : excluded) list.push_back({{"id", cell}, {"reason", reason}});
  return list;
}

Json configs(const std::vector<PlannedConfig>& configs) {
  Json list = Json::array();
  for (const auto& [name, about] : configs)
    list.push_back({{"name", name}, {"about", about.empty() ? Json() : Json(about)}});
  return list;
}

Json trees(const std::vector<RunRecord>& records) {
  Json list = Json::array();
  for (const RunRecord& record : records) {
    const Json tree = json_tree(record.tree);
    if (!record.tree.base.empty() && std::ranges::find(list, tree) == list.end()) list.push_back(tree);
  }
  return list;
}

Json toolchains(const std::vector<RunRecord>& records) {
  Json list = Json::array();
  for (const RunRecord& record : records) {
    if (record.toolchain_id.empty()) continue;
    const Json toolchain{
        {"id", record.toolchain_id}, {"name", record.cell.toolchain}, {"versions", record.versions}};
    if (std::ranges::find(list, toolchain) == list.end()) list.push_back(toolchain);
  }
  return list;
}

Json cells(const RunView& view) {
  Json list = Json::array();
  for (const std::string& id : view.run.cells) {
    const RunRecord* record = record_of(view, id);
    list.push_back(record ? json_cell(*record, is_known(view.findings, id), TestDetail::suites) : json_cell_not_run(id));
  }
  return list;
}

Json planned_cells(const std::vector<PlannedCell>& cells) {
  Json list = Json::array();
  for (const auto& [cell, guest] : cells)
    list.push_back({{"id", cell.id},
                    {"arch", cell.arch},
                    {"endian", name_of(cell.endian)},
                    {"config", cell.config},
                    {"toolchain", cell.toolchain},
                    {"memory", guest.memory},
                    {"cpus", guest.cpus},
                    {"silence_seconds", guest.silence.count()},
                    {"total_seconds", guest.total.count()}});
  return list;
}

Json planned_trees(const std::vector<TreeSpec>& trees) {
  Json list = Json::array();
  for (const TreeSpec& tree : trees)
    list.push_back({{"base", base_text(tree)}, {"series", json_strings(series_names(tree))}});
  return list;
}

Json planned_builds(const std::vector<Build>& builds) {
  Json list = Json::array();
  for (const Build& build : builds)
    list.push_back({{"id", build.kernel.id},
                    {"tree", build.tree},
                    {"toolchain", build.toolchain},
                    {"linux_arch", build.kernel.linux_arch},
                    {"make", json_strings(build.kernel.make)},
                    {"targets", json_strings(build.kernel.targets)},
                    {"image", build.kernel.image},
                    {"base", build.kernel.request.base},
                    {"options", build.kernel.request.options.size()},
                    {"cells", planned_cells(build.cells)}});
  return list;
}

}  // namespace

std::string json_run(const RunView& view) {
  Json json{{"schema", json_schema}};
  json.update(run_facts(view.run, RunSummary(view)));
  const Json all_trees = trees(view.records);
  json["tree"] = all_trees.empty() ? Json() : all_trees[0]["base"];
  json["trees"] = all_trees;
  json["toolchains"] = toolchains(view.records);
  json["configs"] = configs(view.run.configs);
  json["excluded"] = excluded_cells(view.run.excluded);
  json["findings"] = json_findings(view.findings.list);
  json["cells"] = cells(view);
  return json_text(json);
}

std::string json_record(const RunRecord& record, const Findings& findings) {
  Json json{{"schema", json_schema}, {"run", record.run}};
  json.update(json_cell(record, is_known(findings, record.cell.id), TestDetail::every_test));
  json["versions"] = record.versions;
  json["findings"] = json_findings(about(record.cell.id, findings.list));
  return json_text(json);
}

std::string json_tests(const TestReport& report) {
  Json json{{"schema", json_schema}};
  json.update(json_ktap(report));
  return json_text(json);
}

std::string json_runs(const std::vector<RunHead>& runs) {
  Json json{{"schema", json_schema}, {"runs", Json::array()}};
  for (const RunHead& head : runs) json["runs"].push_back(run_facts(head.run, RunSummary(head)));
  return json_text(json);
}

std::string json_plan(const Plan& plan) {
  const Json json{{"schema", json_schema},
                  {"matrix", plan.matrix},
                  {"trees", planned_trees(plan.trees)},
                  {"builds", planned_builds(plan.builds)},
                  {"configs", configs(plan.configs)},
                  {"excluded", excluded_cells(plan.excluded)}};
  return json_text(json);
}

}  // namespace gulliver
