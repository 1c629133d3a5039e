// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_comparison.hpp>
#include <orchestrator/report/text.hpp>

#include <string>

namespace gulliver {

/// What differs between two runs: trees and tools, then what got worse, of what there is no answer, what is flaky,
/// failing still, fixed, new and gone, and new warnings. Fits in 72 columns.
std::string render_comparison(const RunComparison& comparison, const TextStyle& style);

/// JSON of the same; the format is described in README.md.
std::string json_comparison(const RunComparison& comparison);

}  // namespace gulliver
