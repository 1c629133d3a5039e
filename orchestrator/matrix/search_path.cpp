// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/search_path.hpp>

#include <orchestrator/matrix/wording.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string shown(const fs::path& folder) {
  return folder.empty() ? "." : folder.string();
}

/// What stands where the path points to: its neighbours, written like it.
std::vector<std::string> neighbours(const fs::path& folder, const fs::path& path) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(shown(folder / path.parent_path()), ignored)) {
    names.push_back((path.parent_path() / entry.path().filename()).string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::optional<fs::path> SearchPath::file(const YamlValue& name) const {
  return find(name, fs::file_type::regular);
}

std::optional<fs::path> SearchPath::folder(const YamlValue& name) const {
  return find(name, fs::file_type::directory);
}

std::vector<fs::path> SearchPath::files(const YamlValue& names) const {
  std::vector<fs::path> found;
  for (const YamlValue& name : names.items()) {
    if (auto path = file(name)) found.push_back(std::move(*path));
  }
  return found;
}

std::vector<fs::path> SearchPath::folders(const YamlValue& names) const {
  std::vector<fs::path> found;
  for (const YamlValue& name : names.items()) {
    if (auto path = folder(name)) found.push_back(std::move(*path));
  }
  return found;
}

std::optional<fs::path> SearchPath::find(const YamlValue& name, fs::file_type type) const {
  const auto path = name.some_text();
  if (!path) return std::nullopt;
  std::string places;
  std::vector<std::string> near;
  for (const fs::path& folder : folders_) {
    const fs::path candidate = (folder / *path).lexically_normal();
    std::error_code ignored;
    if (fs::status(candidate, ignored).type() == type) return candidate;
    places += (places.empty() ? "" : " or ") + shown(folder);
    std::ranges::copy(neighbours(folder, *path), std::back_inserter(near));
  }
  const std::string kind = type == fs::file_type::directory ? "folder" : "file";
  name.complain("no " + kind + " " + in_quotes(*path) + " in " + places + suggestion(*path, near));
  return std::nullopt;
}

}  // namespace gulliver
