// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <runners/model/test_list.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace gulliver {
namespace {

constexpr std::size_t most_excerpt = 16384;  // characters: maxLength of the schema

/// Everything that one document is made with.
struct Document {
  const PatchResult& result;
  std::string origin, checkout;
  std::set<std::string> ids;

  /// Never the same twice.
  std::string id(const std::string& name) {
    std::string id = origin + ":" + name;
    for (int number = 2; !ids.insert(id).second; ++number)
      id = origin + ":" + name + "#" + std::to_string(number);
    return id;
  }
};

/// The characters of one step of a path, and of nearly all ids: [a-zA-Z0-9_-].
std::string step(std::string_view name) {
  std::string step;
  for (const char c : name) step += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '_';
  return step.empty() ? "_" : step;
}

/// "rust_kernel_str.fmt" -> "rust_kernel_str.fmt", and no empty steps.
std::string path_of(const std::string& test) {
  std::string path;
  for (std::size_t begin = 0; begin <= test.size();) {
    const std::size_t end = std::min(test.find('.', begin), test.size());
    path += (path.empty() ? "" : ".") + step(test.substr(begin, end - begin));
    begin = end + 1;
  }
  return path;
}

/// KCIDB has no nulls and no empty facts.
void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = excerpt(text, most_excerpt);
}

/// The base's commit, where it is one: "/src/linux 0123...", "https://host/linux.git 0123..."
std::string commit_of(const Revision& base) {
  constexpr std::size_t digits = 40;
  const std::string& text = base.base;
  const auto is_hex = [](char c) {
    return std::string_view("0123456789abcdef").find(c) != std::string_view::npos;
  };
  if (text.size() <= digits || text[text.size() - digits - 1] != ' ') return "";
  const std::string commit = text.substr(text.size() - digits);
  return std::ranges::all_of(commit, is_hex) ? commit : "";
}

bool is_plain(const std::string& text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c < 0x7f; });
}

/// "BASE-PATCHED" of the trees; of a series that does not apply, what it says takes the place of the second.
std::string checkout_name(const PatchResult& result) {
  if (!result.patched.id.empty()) return step(result.base.id) + "-" + step(result.patched.id);
  std::string text;
  for (const SubmittedPatch& patch : result.series.patches) text += patch.text + patch.message_id;
  return step(result.base.id) + "-series-" + text_hash(text);
}

Json checkout(const Document& document) {
  const PatchResult& result = document.result;
  Json json{{"id", document.checkout}, {"origin", document.origin}};
  const std::string commit = commit_of(result.base);
  put(json, "git_commit_hash", commit);
  if (!commit.empty() && result.base.base.starts_with("https://"))
    put(json, "git_repository_url", result.base.base.substr(0, result.base.base.find(' ')));
  if (!result.series.patches.empty()) {
    const std::string& message = result.series.patches.front().message_id;
    if (message.find('@') != message.npos && is_plain(message)) put(json, "message_id", message);
  }
  put(json, "comment", result.series.subject);
  json["start_time"] = json_moment(result.started);
  json["valid"] = result.does_not_apply.empty();
  put(json, "log_excerpt", result.does_not_apply);
  json["misc"]["base"] = result.base.base;
  json["misc"]["outcome"] = name_of(outcome_of(result));
  return json;
}

std::string architecture(const std::string& arch) {
  std::string name = step(arch);
  for (char& c : name) c = c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

/// A fault of the farm is one of the harness; what Kconfig excludes was not applicable.
const char* build_status(const RunRecord& record) {
  if (is_built(record)) return "PASS";
  if (fault_of(record.verdict.kind) == Fault::farm) return "MISS";
  return record.verdict.kind == VerdictKind::unsupported ? "SKIP" : "FAIL";
}

const char* boot_status(const RunRecord& record) {
  constexpr std::array good{VerdictKind::passed,           VerdictKind::tests_failed,
                            VerdictKind::tests_incomplete, VerdictKind::tests_missing,
                            VerdictKind::no_rust_tests,    VerdictKind::flaky};
  if (fault_of(record.verdict.kind) == Fault::farm) return "MISS";
  return std::ranges::find(good, record.verdict.kind) == good.end() ? "FAIL" : "PASS";
}

const char* status_of(TestStatus status) {
  switch (status) {
    case TestStatus::passed:
      return "PASS";
    case TestStatus::failed:
      return "FAIL";
    case TestStatus::skipped:
      return "SKIP";
    case TestStatus::missing:
      return "ERROR";
  }
  return "ERROR";
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

Json build(const Document& document, const CellComparison& cell, const std::string& id) {
  const RunRecord& record = *cell.patched;
  Json json{{"checkout_id", document.checkout}, {"id", id}, {"origin", document.origin}};
  json["start_time"] = json_moment(record.started);
  if (record.build) json["duration"] = record.build->took.count();
  json["architecture"] = architecture(cell.cell.arch);
  put(json, "compiler", tools_text(record));
  put(json, "config_name", cell.cell.config);
  json["status"] = build_status(record);
  if (!is_built(record)) {
    std::vector<std::string> errors;
    if (record.build)
      for (const Diagnostic& diagnostic : record.build->diagnostics)
        errors.push_back(message_text(diagnostic));
    put(json, "comment", record.verdict.reason);
    put(json, "log_excerpt", lines_of(errors));
  }
  json["misc"] = {{"endian", name_of(cell.cell.endian)}, {"change", name_of(cell.change)}};
  if (record.build) put(json["misc"], "image_hash", record.build->image_hash);
  return json;
}

Json test(Document& document, const std::string& build_id, const std::string& path, const char* status) {
  const std::string name = build_id.substr(document.origin.size() + 1) + "/" + path;
  return {{"build_id", build_id},
          {"id", document.id(name)},
          {"origin", document.origin},
          {"path", path},
          {"status", status}};
}

void add_tests(Document& document, const CellComparison& cell, const std::string& build_id, Json& tests) {
  const RunRecord& record = *cell.patched;
  if (!is_built(record)) return;
  Json boot = test(document, build_id, "boot", boot_status(record));
  if (record.boot) boot["duration"] = record.boot->took.count();
  if (record.boot) boot["environment"]["comment"] = record.boot->kvm ? "QEMU with KVM" : "QEMU, emulated";
  put(boot, "comment", record.verdict.reason);
  boot["misc"]["change"] = name_of(cell.change);
  tests.push_back(std::move(boot));
  if (!record.tests) return;
  for (const ListedTest& listed : list_tests(*record.tests)) {
    Json json = test(document, build_id, "kunit." + path_of(listed.name), status_of(listed.node->status));
    put(json, "comment", listed.node->comment);
    put(json, "log_excerpt", lines_of(listed.node->diagnostics));
    if (!listed.node->location.empty()) put(json["misc"], "location", listed.node->location);
    tests.push_back(std::move(json));
  }
}

void add_vanished(Document& document, const CellComparison& cell, const std::string& build_id, Json& tests) {
  for (const TestChange& change : cell.tests)
    if (change.change == Change::vanished)
      tests.push_back(test(document, build_id, "kunit." + path_of(change.test), "MISS"));
}

}  // namespace

std::string kcidb(const PatchResult& result, const std::string& origin) {
  Document document{result, origin, origin + ":" + checkout_name(result), {}};
  Json builds = Json::array(), tests = Json::array();
  for (const CellComparison& cell : result.cells) {
    if (!cell.patched) continue;
    const std::string id = document.id("run-" + std::to_string(cell.patched->run) + "/" + cell.cell.id);
    builds.push_back(build(document, cell, id));
    add_tests(document, cell, id, tests);
    add_vanished(document, cell, id, tests);
  }
  const Json json{{"version", {{"major", 5}, {"minor", 3}}},
                  {"checkouts", Json::array({checkout(document)})},
                  {"builds", std::move(builds)},
                  {"tests", std::move(tests)}};
  return json_text(json);
}

}  // namespace gulliver
