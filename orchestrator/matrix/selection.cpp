// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/selection.hpp>

#include <orchestrator/matrix/wording.hpp>
#include <runners/model/error.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <map>

namespace gulliver {
namespace {

bool matches(const std::string& glob, const std::string& name) {
  return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
}

/// One option of the command line, and what of a cell it looks at.
struct Filter {
  std::string option;
  const std::vector<std::string>& globs;
  std::string (*subject)(const Cell& cell);

  bool passes(const Cell& cell) const {
    const std::string name = subject(cell);
    return globs.empty() ||
           std::ranges::any_of(globs, [&](const std::string& glob) { return matches(glob, name); });
  }

  std::vector<std::string> names(const std::vector<Candidate>& candidates) const {
    std::vector<std::string> names;
    std::set<std::string> known;
    for (const Candidate& candidate : candidates)
      if (const std::string name = subject(candidate.cell); known.insert(name).second) names.push_back(name);
    return names;
  }

  /// What is wrong with the globs, a line each.
  std::string mistakes(const std::vector<Candidate>& candidates) const {
    if (globs.empty()) return "";
    const std::vector<std::string> known = names(candidates);
    std::string text;
    for (const std::string& glob : globs) {
      if (std::ranges::any_of(known, [&](const std::string& name) { return matches(glob, name); })) continue;
      text += option + " " + in_quotes(glob) + " matches nothing in this matrix" + suggestion(glob, known) +
              " (known: " + listed(known) + ")\n";
    }
    return text;
  }
};

std::vector<Filter> filters(const PlanOptions& options) {
  return {
      {"--arch", options.archs, [](const Cell& cell) { return cell.arch; }},
      {"--endian", options.endians, [](const Cell& cell) { return std::string(name_of(cell.endian)); }},
      {"--config", options.configs, [](const Cell& cell) { return cell.config; }},
      {"--cell", options.cells, [](const Cell& cell) { return cell.id; }},
  };
}

}  // namespace

std::set<std::string> select(const std::vector<Candidate>& candidates, const PlanOptions& options) {
  const std::vector<Filter> all = filters(options);
  std::string mistakes;
  for (const Filter& filter : all) mistakes += filter.mistakes(candidates);
  if (!mistakes.empty()) throw InputError(mistakes.substr(0, mistakes.size() - 1));
  std::set<std::string> selected;
  for (const Candidate& candidate : candidates) {
    const auto passes = [&](const Filter& filter) { return filter.passes(candidate.cell); };
    if (std::ranges::all_of(all, passes)) selected.insert(candidate.cell.id);
  }
  return selected;
}

void keep(const std::set<std::string>& cells, Plan& plan) {
  const auto gone = [&](const std::string& id) { return !cells.contains(id); };
  for (Build& build : plan.builds) {
    std::erase_if(build.cells, [&](const PlannedCell& planned) { return gone(planned.cell.id); });
  }
  std::erase_if(plan.builds, [](const Build& build) { return build.cells.empty(); });
  std::erase_if(plan.excluded, [&](const Excluded& excluded) { return gone(excluded.cell); });

  std::vector<TreeSpec> trees;
  std::map<std::size_t, std::size_t> moved;  // old index -> new index
  for (Build& build : plan.builds) {
    const auto [entry, is_new] = moved.emplace(build.tree, trees.size());
    if (is_new) trees.push_back(plan.trees[build.tree]);
    build.tree = entry->second;
  }
  plan.trees = std::move(trees);
}

}  // namespace gulliver
