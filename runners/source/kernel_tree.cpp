// SPDX-License-Identifier: MIT
#include <runners/source/kernel_tree.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/source/patch_series.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <variant>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// The value of the first line "NAME = value".
std::string variable(std::string_view makefile, std::string_view name) {
  while (!makefile.empty()) {
    const std::string_view line = makefile.substr(0, makefile.find('\n'));
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos && trimmed(line.substr(0, equals)) == name)
      return trimmed(line.substr(equals + 1));
    makefile.remove_prefix(std::min(makefile.size(), line.size() + 1));
  }
  return "";
}

std::string file_name(std::string text) {
  const auto unsafe = [](unsigned char c) {
    return !std::isalnum(c) && c != '.' && c != '_' && c != '+' && c != '-';
  };
  std::replace_if(text.begin(), text.end(), unsafe, '-');
  return text.starts_with('.') ? "-" + text.substr(1) : text;
}

std::string short_hash(const std::string& text) {
  return sha256(text).substr(0, 8);
}

fs::path without_slash(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

std::string base_name(const DebianSource& debian) {
  return debian.suite == DebianSource{}.suite ? debian.package : debian.package + "-" + debian.suite;
}

std::string base_name(const LocalTree& local) {
  const fs::path path = without_slash(fs::weakly_canonical(local.path));
  const std::string what = local.uncommitted ? "uncommitted" : "at " + local.revision;
  return "git-" + path.filename().string() + "-" + short_hash(path.string() + "\n" + what);
}

std::string base_name(const RemoteTree& remote) {
  const std::string name = without_slash(remote.url).stem().string();
  return "git-" + name + "-" + short_hash(remote.url + "\n" + remote.revision);
}

}  // namespace

std::string makefile_version(std::string_view makefile) {
  const std::string version = variable(makefile, "VERSION"), patch_level = variable(makefile, "PATCHLEVEL");
  const std::string sub_level = variable(makefile, "SUBLEVEL");
  if (version.empty() || patch_level.empty()) return "";
  return version + "." + patch_level + (sub_level.empty() ? "" : "." + sub_level) +
         variable(makefile, "EXTRAVERSION");
}

std::string kernel_version(git_repository& repository, const git_oid& tree, const std::string& base) {
  const GitTree top = tree_of(repository, tree);
  for (const char* const name : {"Kconfig", "scripts", "Makefile"})
    if (!git_tree_entry_byname(top.get(), name)) throw InputError(base + ": not a kernel: it has no " + name);
  const git_tree_entry* const makefile = git_tree_entry_byname(top.get(), "Makefile");
  const std::string version = makefile_version(blob_text(repository, *git_tree_entry_id(makefile)));
  if (version.empty())
    throw InputError(base + ": not a kernel: its Makefile gives no VERSION and PATCHLEVEL");
  return version;
}

std::string work_tree_name(const TreeSpec& spec) {
  std::string name = spec.place;
  if (name.empty()) name = std::visit([](const auto& base) { return base_name(base); }, spec.base);
  for (const fs::path& series : spec.series) name += "+" + series_name(series);
  return file_name(name);
}

}  // namespace gulliver
