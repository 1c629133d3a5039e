// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/tested_cell.hpp>

#include <vector>

namespace gulliver {

/// The little-endian twins of a big-endian cell, of its config and toolchain: that of the same
/// arch, else all of the same word size.
std::vector<const TestedCell*> twins_of(const TestedCell& big, const std::vector<TestedCell>& cells);

/// The twins of a cell in the other word size: all of its byte order, config and toolchain.
std::vector<const TestedCell*> word_size_twins_of(const TestedCell& cell, const std::vector<TestedCell>& cells);

/// The cell whose tests another one should have as well: that of the same arch in the other byte
/// order; else the first twin of a big-endian cell; else none.
const TestedCell* nearest_twin(const TestedCell& cell, const std::vector<TestedCell>& cells);

}  // namespace gulliver
