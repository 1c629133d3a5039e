// SPDX-License-Identifier: MIT
#include <orchestrator/findings/twins.hpp>

#include <algorithm>

namespace gulliver {
namespace {

bool may_pair(const Cell& a, const Cell& b) {
  return a.config == b.config && a.toolchain == b.toolchain && a.endian != b.endian;
}

/// An arch has one cell for each config, toolchain and byte order.
const TestedCell* other_order(const TestedCell& cell, const std::vector<TestedCell>& cells) {
  const auto found = std::ranges::find_if(cells, [&](const TestedCell& other) {
    return may_pair(cell.cell(), other.cell()) && other.cell().arch == cell.cell().arch;
  });
  return found == cells.end() ? nullptr : &*found;
}

}  // namespace

std::vector<const TestedCell*> twins_of(const TestedCell& big, const std::vector<TestedCell>& cells) {
  if (const TestedCell* same = other_order(big, cells)) return {same};
  std::vector<const TestedCell*> twins;
  for (const TestedCell& other : cells)
    if (may_pair(big.cell(), other.cell()) && other.cell().bits == big.cell().bits) twins.push_back(&other);
  return twins;
}

std::vector<const TestedCell*> word_size_twins_of(const TestedCell& cell, const std::vector<TestedCell>& cells) {
  std::vector<const TestedCell*> twins;
  for (const TestedCell& other : cells) {
    const Cell &a = cell.cell(), &b = other.cell();
    if (a.config == b.config && a.toolchain == b.toolchain && a.endian == b.endian && a.bits != b.bits) twins.push_back(&other);
  }
  return twins;
}

const TestedCell* nearest_twin(const TestedCell& cell, const std::vector<TestedCell>& cells) {
  if (cell.cell().endian == Endian::little) return other_order(cell, cells);
  const std::vector<const TestedCell*> twins = twins_of(cell, cells);
  return twins.empty() ? nullptr : twins.front();
}

}  // namespace gulliver
