// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>

#include <optional>
#include <vector>

namespace gulliver {

/// What became of one cell. Where nothing is known of a side, the change is `unknown`.
/// `known_warnings` are those of earlier builds of the base: a build that makes only what changed does
/// not repeat them. Blames are left to blames_of().
CellComparison compare(const Cell& cell, std::optional<RunRecord> base, std::optional<RunRecord> patched,
                       const TreeChanges& changes, const std::vector<Diagnostic>& known_warnings = {});

/// Errors of the patched build that the base's does not have, by file and words.
std::vector<Diagnostic> new_errors(const CellComparison& cell);

}  // namespace gulliver
