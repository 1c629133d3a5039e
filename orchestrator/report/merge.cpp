// SPDX-License-Identifier: MIT
#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/model/trial.hpp>
#include <orchestrator/report/report.hpp>

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace gulliver {
namespace {

/// A pass of chosen tests is none of the cell.
bool is_whole(const RunView& view) { return chosen_tests(view.run).empty(); }

/// The tree that the newest run was about; empty where none ever stood.
std::string newest_base(const std::vector<RunView>& runs) {
  for (const RunView& view : runs | std::views::filter(is_whole))
    for (const RunRecord& record : view.records)
      if (!record.tree.base.empty() && !is_on_trial(view.run, record)) return record.tree.base;
  return "";
}

}  // namespace

RunView merge_runs(Run plan, const std::vector<RunView>& runs) {
  const std::string base = newest_base(runs);
  std::map<std::string, const RunRecord*> newest;
  for (const RunView& view : runs | std::views::filter(is_whole))
    for (const RunRecord& record : view.records)
      if (!is_on_trial(view.run, record) && (record.tree.base.empty() || record.tree.base == base))
        newest.emplace(record.cell.id, &record);
  RunView merged{std::move(plan), {}};
  for (const std::string& cell : merged.run.cells)
    if (const auto found = newest.find(cell); found != newest.end()) merged.records.push_back(*found->second);
  return merged;
}

}  // namespace gulliver
