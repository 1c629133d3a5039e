// SPDX-License-Identifier: MIT
#include <orchestrator/cli/patch_plan.hpp>
#include <orchestrator/matrix/tree_reader.hpp>
#include <runners/model/error.hpp>
#include <runners/source/commit_range.hpp>

#include <variant>

namespace gulliver {
namespace {

/// Why a tree cannot be moved there; empty where it was.
std::string move_tree(TreeSpec& tree, const std::string& revision) {
  TreeSpec bare = tree;
  bare.series.clear();
  if (auto* remote = std::get_if<RemoteTree>(&tree.base)) {
    if (!revision.empty()) remote->revision = revision;
  } else if (auto* local = std::get_if<LocalTree>(&tree.base)) {
    const std::string commit = find_commit(local->path, revision.empty() ? local->revision : revision);
    if (commit.empty()) return local->path.string() + ": has no revision '" + revision + "'";
    local->revision = commit;
    local->uncommitted = false;
  } else {
    return revision.empty() ? "" : "a Debian package has no revision '" + revision + "': --tree DIR or URL#REVISION has";
  }
  tree.place = tree_name(bare);
  return "";
}

}  // namespace

std::string move_to_revision(Plan& plan, const std::string& revision, bool required) {
  std::string note;
  for (TreeSpec& tree : plan.trees) {
    const std::string why_not = move_tree(tree, revision);
    if (why_not.empty()) continue;
    if (required) throw InputError(why_not);
    note = why_not;
    move_tree(tree, "");
  }
  return note;
}

}  // namespace gulliver
