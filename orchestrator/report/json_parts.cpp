// SPDX-License-Identifier: MIT
#include <orchestrator/report/json_parts.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <runners/model/layer.hpp>

#include <ctime>

namespace gulliver {
namespace {

template <class T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json dropped_options(const std::vector<DroppedOption>& dropped) {
  Json list = Json::array();
  for (const auto& [wanted, found] : dropped)
    list.push_back({{"name", wanted.name},
                    {"wanted", wanted.value},
                    {"found", found},
                    {"file", wanted.file},
                    {"line", wanted.line}});
  return list;
}

Json unmet_options(const std::vector<UnmetOption>& unmet) {
  Json list = Json::array();
  for (const auto& [option, dependency, causes] : unmet) {
    Json& json = list.emplace_back(Json{{"name", option}, {"dependency", dependency}, {"causes", Json::array()}});
    for (const ConfigOption& cause : causes)
      json["causes"].push_back(
          {{"name", cause.name}, {"value", cause.value}, {"file", cause.file}, {"line", cause.line}});
  }
  return list;
}

Json unknown_options(const std::vector<ConfigOption>& unknown) {
  Json list = Json::array();
  for (const ConfigOption& option : unknown) list.push_back(option.name);
  return list;
}

Json diagnostics(const std::vector<Diagnostic>& all) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : all) {
    const Origin origin = origin_of(diagnostic);
    list.push_back({{"file", text_or_null(diagnostic.file)},
                    {"line", diagnostic.line},
                    {"severity", diagnostic.severity},
                    {"text", diagnostic.text},
                    {"layer", name_of(origin.layer)},
                    {"unit", text_or_null(origin.unit)}});
  }
  return list;
}

Json splats(const std::vector<Splat>& all) {
  Json list = Json::array();
  for (const Splat& splat : all)
    list.push_back({{"kind", name_of(splat.kind)},
                    {"text", splat.text},
                    {"line", splat.line},
                    {"trace", json_strings(splat.trace)}});
  return list;
}

Json reboots(const std::vector<Reboot>& all) {
  Json list = Json::array();
  for (const Reboot& reboot : all)
    list.push_back({{"verdict", name_of(reboot.verdict.kind)},
                    {"reason", reboot.verdict.reason},
                    {"fingerprint", text_or_null(reboot.fingerprint)},
                    {"seconds", reboot.took.count()},
                    {"console", text_or_null(reboot.console.string())}});
  return list;
}

Json digests(const std::vector<Digest>& all) {
  Json list = Json::array();
  for (const Digest& digest : all) list.push_back({{"name", digest.name}, {"value", digest.value}});
  return list;
}

Json test(const TestNode& node) {
  Json json{{"name", node.name},
            {"status", name_of(node.status)},
            {"comment", node.comment},
            {"location", text_or_null(node.location)},
            {"diagnostics", json_strings(node.diagnostics)},
            {"digests", digests(node.digests)},
            {"line", node.line},
            {"plan", value_or_null(node.plan)},
            {"tests", Json::array()}};
  for (const TestNode& child : node.children) json["tests"].push_back(test(child));
  return json;
}

Json suite(const TestNode& node) {
  Json json{{"name", node.name}, {"status", name_of(node.status)}};
  json.update(json_counts(count(node)));
  return json;
}

Json suites(const std::optional<TestReport>& report, TestDetail detail) {
  Json list = Json::array();
  if (!report) return list;
  for (const TestNode& node : report->suites) {
    Json& json = list.emplace_back(suite(node));
    if (detail == TestDetail::every_test) json.update(test(node));
  }
  return list;
}

Json failures(const std::optional<TestReport>& report) {
  Json list = Json::array();
  if (!report) return list;
  for (const auto& [path, node] : failed_tests(*report))
    list.push_back(
        {{"test", path}, {"status", name_of(node->status)}, {"location", text_or_null(node->location)}});
  return list;
}

Json tests(const TestReport& report) {
  Json json = json_counts(count(report));
  const SuiteCounts suite_counts = count_suites(report);
  json["rust"] = rust_tests_run(report);
  json["doctests"] = suite_counts.doctests;
  json["unit_suites"] = suite_counts.unit_suites;
  json["complete"] = report.complete;
  json["problems"] = json_strings(report.problems);
  return json;
}

}  // namespace

std::string json_text(const Json& json) {
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string json_moment(Moment moment) {
  const std::time_t time = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Json json_strings(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(text);
  return list;
}

Json json_counts(const TestCounts& counts) {
  return {{"passed", counts.passed},
          {"failed", counts.failed},
          {"skipped", counts.skipped},
          {"missing", counts.missing},
          {"total", counts.total()}};
}

Json json_tree(const Revision& tree) {
  return {{"name", tree.name},
          {"id", text_or_null(tree.id)},
          {"base", tree.base},
          {"version", text_or_null(tree.version)},
          {"series", json_strings(tree.series)}};
}

Json json_config(const ConfigResult& config) {
  return {{"dropped_options", dropped_options(config.dropped)},
          {"unmet_options", unmet_options(config.unmet)},
          {"unknown_options", unknown_options(config.unknown)}};
}

Json json_build(const BuildRecord& build) {
  Json json{{"seconds", build.took.count()},
            {"cached", build.cached},
            {"memory_bytes", build.memory},
            {"log", text_or_null(build.log.string())},
            {"config_file", text_or_null(build.config_file.string())},
            {"image_hash", text_or_null(build.image_hash)}};
  json.update(json_config(build.config));
  json["diagnostics"] = diagnostics(build.diagnostics);
  return json;
}

Json json_boot(const BootRecord& boot) {
  return {{"seconds", boot.took.count()},
          {"cached", boot.cached},
          {"from", value_or_null(boot.from)},
          {"kvm", boot.kvm},
          {"end", name_of(boot.end)},
          {"kernel_version", text_or_null(boot.kernel_version)},
          {"console", text_or_null(boot.console.string())},
          {"splats", splats(boot.splats)}};
}

Json json_ktap(const TestReport& report) {
  return {{"plan", value_or_null(report.plan)},
          {"tests", tests(report)},
          {"failures", failures(report)},
          {"suites", suites(report, TestDetail::every_test)}};
}

Json json_cell(const RunRecord& record, bool known, TestDetail detail) {
  return {{"id", record.cell.id},
          {"run", record.run},
          {"arch", record.cell.arch},
          {"endian", name_of(record.cell.endian)},
          {"config", record.cell.config},
          {"toolchain", record.cell.toolchain},
          {"toolchain_id", text_or_null(record.toolchain_id)},
          {"verdict", name_of(record.verdict.kind)},
          {"reason", record.verdict.reason},
          {"known", known},
          {"fingerprint", text_or_null(record.fingerprint)},
          {"started", json_moment(record.started)},
          {"finished", json_moment(record.finished)},
          {"tree", record.tree.base.empty() ? Json() : json_tree(record.tree)},
          {"tests", record.tests ? tests(*record.tests) : Json()},
          {"build", record.build ? json_build(*record.build) : Json()},
          {"boot", record.boot ? json_boot(*record.boot) : Json()},
          {"reboots", reboots(record.reboots)},
          {"input_key", text_or_null(record.input_key)},
          {"boot_key", text_or_null(record.boot_key)},
          {"place", text_or_null(record.place)},
          {"failures", failures(record.tests)},
          {"suites", suites(record.tests, detail)}};
}

Json json_cell_not_run(const std::string& id) {
  const CellName name(id);
  return {{"id", id},
          {"run", nullptr},
          {"arch", text_or_null(name.arch)},
          {"endian", text_or_null(name.endian)},
          {"config", text_or_null(name.config)},
          {"toolchain", text_or_null(name.toolchain)},
          {"toolchain_id", nullptr},
          {"verdict", not_run},
          {"reason", "the run ended before this cell was judged"},
          {"known", false},
          {"fingerprint", nullptr},
          {"started", nullptr},
          {"finished", nullptr},
          {"tree", nullptr},
          {"tests", nullptr},
          {"build", nullptr},
          {"boot", nullptr},
          {"reboots", Json::array()},
          {"input_key", nullptr},
          {"boot_key", nullptr},
          {"place", nullptr},
          {"failures", Json::array()},
          {"suites", Json::array()}};
}

}  // namespace gulliver
