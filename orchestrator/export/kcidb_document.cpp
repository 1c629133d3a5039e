// SPDX-License-Identifier: MIT
#include <orchestrator/export/kcidb_document.hpp>

#include <orchestrator/export/exported_facts.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace gulliver {
namespace {

constexpr std::size_t most_excerpt = 16384;  // characters: maxLength of the schema

/// "rust_kernel_str.fmt" -> "rust_kernel_str.fmt", and no empty steps.
std::string path_of(const std::string& test) {
  std::string path;
  for (std::size_t begin = 0; begin <= test.size();) {
    const std::size_t end = std::min(test.find('.', begin), test.size());
    path += (path.empty() ? "" : ".") + kcidb_step(test.substr(begin, end - begin));
    begin = end + 1;
  }
  return path;
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

std::string architecture(const std::string& arch) {
  std::string name = kcidb_step(arch);
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

}  // namespace

bool is_kcidb_origin(const std::string& name) {
  const auto is_good = [](unsigned char c) { return c == '_' || std::isdigit(c) || (c >= 'a' && c <= 'z'); };
  return !name.empty() && std::ranges::all_of(name, is_good);
}

std::string kcidb_step(std::string_view name) {
  std::string step;
  for (const char c : name) step += std::isalnum(static_cast<unsigned char>(c)) || c == '-' ? c : '_';
  return step.empty() ? "_" : step;
}

void put_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = excerpt(text, most_excerpt);
}

Json& KcidbDocument::add_checkout(const std::string& name, const Revision& tree, Moment started) {
  Json json{{"id", origin_ + ":" + name}, {"origin", origin_}};
  const std::string commit = commit_of(tree);
  put_text(json, "git_commit_hash", commit);
  if (!commit.empty() && tree.base.starts_with("https://"))
    put_text(json, "git_repository_url", tree.base.substr(0, tree.base.find(' ')));
  json["start_time"] = json_moment(started);
  if (!tree.base.empty()) put_text(json["misc"], "base", tree.base);
  return checkouts_.emplace_back(std::move(json));
}

std::string KcidbDocument::add_build(const std::string& checkout, const RunRecord& record, const Json& misc) {
  const std::string build = id("run-" + std::to_string(record.run) + "/" + record.cell.id);
  Json json{{"checkout_id", origin_ + ":" + checkout}, {"id", build}, {"origin", origin_}};
  json["start_time"] = json_moment(record.started);
  if (record.build) json["duration"] = record.build->took.count();
  json["architecture"] = architecture(record.cell.arch);
  put_text(json, "compiler", tools_text(record));
  put_text(json, "config_name", record.cell.config);
  json["status"] = build_status(record);
  if (!is_built(record)) {
    put_text(json, "comment", record.verdict.reason);
    put_text(json, "log_excerpt", messages_of(record));
  }
  json["misc"] = {{"endian", name_of(record.cell.endian)}};
  json["misc"].update(misc);
  if (record.build) put_text(json["misc"], "image_hash", record.build->image_hash);
  builds_.push_back(std::move(json));
  return build;
}

Json& KcidbDocument::add_boot(const std::string& build, const RunRecord& record) {
  Json& boot = add_test(build, "boot", boot_status(record));
  if (record.boot) boot["duration"] = record.boot->took.count();
  if (record.boot) boot["environment"]["comment"] = record.boot->kvm ? "QEMU with KVM" : "QEMU, emulated";
  put_text(boot, "comment", record.verdict.reason);
  return boot;
}

Json& KcidbDocument::add_test(const std::string& build, const ListedTest& test) {
  Json& json = add_test(build, "kunit." + path_of(test.name), status_of(test.node->status));
  put_text(json, "comment", test.node->comment);
  put_text(json, "log_excerpt", lines_of(test.node->diagnostics));
  if (!test.node->location.empty()) put_text(json["misc"], "location", test.node->location);
  return json;
}

Json& KcidbDocument::add_missed_test(const std::string& build, const std::string& test) {
  return add_test(build, "kunit." + path_of(test), "MISS");
}

Json& KcidbDocument::add_test(const std::string& build, const std::string& path, const char* status) {
  const std::string test = id(build.substr(origin_.size() + 1) + "/" + path);
  return tests_.emplace_back(
      Json{{"build_id", build}, {"id", test}, {"origin", origin_}, {"path", path}, {"status", status}});
}

/// Never the same twice.
std::string KcidbDocument::id(const std::string& name) {
  std::string id = origin_ + ":" + name;
  for (int number = 2; !ids_.insert(id).second; ++number) id = origin_ + ":" + name + "#" + std::to_string(number);
  return id;
}

std::string KcidbDocument::text() const {
  const Json json{{"version", {{"major", 5}, {"minor", 3}}},
                  {"checkouts", checkouts_},
                  {"builds", builds_},
                  {"tests", tests_}};
  return json_text(json);
}

}  // namespace gulliver
