// SPDX-License-Identifier: MIT
#include <orchestrator/model/patch_result.hpp>

#include <algorithm>

namespace gulliver {

int exit_code_of(const PatchResult& result) {
  if (!result.does_not_apply.empty()) return static_cast<int>(Fault::input);
  const auto is_unknown = [](const CellComparison& cell) { return cell.change == Change::unknown; };
  const auto is_flaky = [](const CellComparison& cell) { return cell.change == Change::flaky; };
  if (std::ranges::all_of(result.cells, is_flaky) || std::ranges::any_of(result.cells, is_unknown))
    return static_cast<int>(Fault::farm);
  return static_cast<int>(accused(result).empty() ? Fault::none : Fault::kernel);
}

std::vector<const CellComparison*> accused(const PatchResult& result) {
  std::vector<const CellComparison*> cells;
  for (const CellComparison& cell : result.cells)
    if (is_accusation(cell.change)) cells.push_back(&cell);
  return cells;
}

}  // namespace gulliver
