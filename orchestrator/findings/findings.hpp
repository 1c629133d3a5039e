// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/finding.hpp>

#include <vector>

namespace gulliver {

/// What the records of a run say together. `before` is what earlier runs showed of the same cells
/// on the same trees. The accepted findings are the run's own, as of the day on which it started:
/// whenever a run is looked at, it comes to the same.
///
/// Tests are missing of a cell that came to the end of its results, if they ran before, or run on
/// its nearest twin (of the same arch in the other byte order, both ways; else, for a big-endian
/// cell, the first little-endian one of the same word size). Of a run that chose tests (--test), only
/// those that it chose and that ran on the cell before.
///
/// An endianness defect is suspected where a test failed on every big-endian cell of a config and
/// toolchain on which it ran, and passed on every little-endian one, a twin among them. A word-size defect is
/// the same between 32 and 64 bits, the twins being those of the same byte order. What tests print as digests is
/// compared over all cells, whatever their config.
Findings findings_of(const Run& run, const std::vector<RunRecord>& records, const Manifest& before);

}  // namespace gulliver
