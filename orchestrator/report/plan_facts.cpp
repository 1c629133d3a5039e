// SPDX-License-Identifier: MIT
#include <orchestrator/report/plan_facts.hpp>

namespace gulliver {
namespace {

struct BaseText {
  std::string operator()(const DebianSource& source) const {
    return "Debian package " + source.package + " of " + source.suite;
  }
  std::string operator()(const LocalTree& tree) const {
    return tree.path.string() + (tree.uncommitted ? " as it stands on disk" : " at " + tree.revision);
  }
  std::string operator()(const RemoteTree& tree) const { return tree.url + " at " + tree.revision; }
};

/// The last name of a path, with or without a slash behind it.
std::string name_of_folder(const std::filesystem::path& folder) {
  return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

}  // namespace

std::string base_text(const TreeSpec& tree) {
  return std::visit(BaseText(), tree.base);
}

std::vector<std::string> series_names(const TreeSpec& tree) {
  std::vector<std::string> names;
  for (const std::filesystem::path& folder : tree.series) names.push_back(name_of_folder(folder));
  return names;
}

std::string tree_spec_text(const TreeSpec& tree) { return with_series(base_text(tree), series_names(tree)); }

}  // namespace gulliver
