// SPDX-License-Identifier: MIT
#include <orchestrator/model/run_comparison.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// A cell that passes now is no worse, whatever it was before.
bool may_be_worse(const CellComparison& cell) {
  return cell.change == Change::unknown && !(cell.patched && cell.patched->verdict.passed());
}

}  // namespace

int exit_code_of(const RunComparison& comparison) {
  const auto worse = [&](const CellComparison& cell) { return comparison.is_worse(cell); };
  if (std::ranges::any_of(comparison.cells, worse)) return static_cast<int>(Fault::kernel);
  return static_cast<int>(std::ranges::any_of(comparison.cells, may_be_worse) ? Fault::farm : Fault::none);
}

}  // namespace gulliver
