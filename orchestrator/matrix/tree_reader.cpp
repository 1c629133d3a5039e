// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/tree_reader.hpp>

#include <orchestrator/matrix/wording.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::string_view package_form = "lower-case letters, digits, \"+\", \"-\" and \".\"";

/// Names of Debian packages and suites, as Debian's policy has them.
bool is_package_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || c == '+' || c == '-' || c == '.'; });
}

/// "https://..." or "user@host:path"
bool is_url(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return false;
  return text.substr(colon).starts_with("://") || text.substr(0, colon).find('@') != text.npos;
}

fs::path with_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  const bool at_home = path == "~" || path.starts_with("~/");
  return at_home && home ? home + path.substr(1) : path;
}

fs::path full_path(const fs::path& path) {
  std::error_code ignored;
  const fs::path result = fs::absolute(path, ignored);
  return (result.empty() ? path : result).lexically_normal();
}

DebianSource read_debian(const YamlMap& map) {
  DebianSource source;
  map.read("debian", source.package, &YamlValue::some_text);
  map.read("suite", source.suite, &YamlValue::some_text);
  if (!is_package_name(source.package)) map.find("debian")->refuse(package_form);
  if (!is_package_name(source.suite)) map.find("suite")->refuse(package_form);
  return source;
}

LocalTree read_local(const YamlMap& map, const fs::path& folder) {
  std::string path;
  LocalTree tree;
  map.read("git", path, &YamlValue::some_text);
  map.read("revision", tree.revision, &YamlValue::some_text);
  map.read("uncommitted", tree.uncommitted, &YamlValue::flag);
  if (tree.uncommitted && map.has("revision")) {
    map.find("uncommitted")->complain("\"revision\" and \"uncommitted\" exclude each other");
  }
  tree.path = full_path(folder / with_home(path));
  return tree;
}

RemoteTree read_remote(const YamlMap& map) {
  RemoteTree tree;
  map.read("url", tree.url, &YamlValue::some_text);
  map.require("revision");
  map.read("revision", tree.revision, &YamlValue::some_text);
  return tree;
}

/// Complains about a key that the tree's kind has no use for.
void refuse_stray(const YamlMap& map, std::string_view key, std::string_view kind) {
  if (const auto value = map.find(key)) {
    value->complain(in_quotes(key) + " means nothing beside " + in_quotes(kind));
  }
}

/// A repository with files beside it; a bare one has nothing but commits.
bool has_work_tree(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path / ".git", ignored);
}

/// `DIR#REVISION` and `URL#REVISION`, cut at the last '#'.
std::pair<std::string, std::string> cut(const std::string& text) {
  const std::size_t hash = text.rfind('#');
  if (hash == text.npos || fs::is_directory(text)) return {text, ""};
  return {text.substr(0, hash), text.substr(hash + 1)};
}

[[noreturn]] void fail(std::string_view text, const std::string& why) {
  throw InputError("--tree " + in_quotes(text) + ": " + why);
}

DebianSource parse_debian(std::string_view text, const std::string& package) {
  DebianSource source;
  const std::size_t slash = package.find('/');
  source.package = package.substr(0, slash);
  if (slash != package.npos) source.suite = package.substr(slash + 1);
  if (is_package_name(source.package) && is_package_name(source.suite)) return source;
  fail(text, "a package or suite has the wrong form; " + std::string(package_form) + " would be right");
}

/// With the first eight digits of a hash over all of it, so that no two have one name.
std::string distinct(const std::string& name, const std::string& all) {
  return name + "-" + sha256(all).substr(0, 8);
}

struct Namer {
  std::string operator()(const DebianSource& tree) const { return tree.package; }
  std::string operator()(const LocalTree& tree) const {
    return distinct(tree.path.filename().string(), tree.path.string());
  }
  std::string operator()(const RemoteTree& tree) const {
    return distinct(fs::path(tree.url).stem().string(), tree.url);
  }
};

}  // namespace

TreeBase read_tree(const YamlValue& value, const fs::path& folder) {
  const YamlMap map(value, matrix_vocabulary(), "tree");
  if (!value.is_map()) return {};
  const int kinds = map.has("debian") + map.has("git") + map.has("url");
  if (kinds != 1) {
    value.complain("found " + std::to_string(kinds) + " of debian, git and url; one would be right");
    return {};
  }
  const std::string kind = map.has("debian") ? "debian" : map.has("git") ? "git" : "url";
  if (kind == "debian") refuse_stray(map, "revision", kind);
  if (kind != "debian") refuse_stray(map, "suite", kind);
  if (kind != "git") refuse_stray(map, "uncommitted", kind);
  if (kind == "debian") return read_debian(map);
  if (kind == "git") return read_local(map, folder);
  return read_remote(map);
}

TreeBase parse_tree(std::string_view text) {
  if (text.starts_with("debian:")) return parse_debian(text, std::string(text.substr(7)));
  const auto [base, revision] = cut(std::string(text));
  if (is_url(base)) {
    if (revision.empty()) fail(text, "a URL wants a revision behind it: URL#REVISION");
    return RemoteTree{base, revision};
  }
  const fs::path path = full_path(with_home(base));
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    fail(text,
         "no such folder; debian:PACKAGE, DIR, DIR#REVISION, DIR#worktree or URL#REVISION would be right");
  }
  if (revision == "worktree" || (revision.empty() && has_work_tree(path))) return LocalTree{path, "HEAD", true};
  return LocalTree{path, revision.empty() ? "HEAD" : revision, false};
}

std::string tree_name(const TreeSpec& tree) {
  std::string name = std::visit(Namer(), tree.base);
  for (const fs::path& series : tree.series) name.append("-").append(series.filename().string());
  std::ranges::replace_if(
      name,
      [](char c) {
        return !is_plain_name(std::string{'x', c}) && c != '.' && c != '+';
      },
      '_');
  return name;
}

}  // namespace gulliver
