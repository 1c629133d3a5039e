// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/compared_digest.hpp>
#include <orchestrator/report/survey.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Digests x cells: a row for each digest, those on which cells disagree first, with the reason as a note at each
/// cell that does not say what most say. A column has the config in its name where the run has several.
Survey digest_survey(const RunView& view);

/// "41 digests: 40 the same wherever printed, 1 on which cells disagree"; "no digests"
std::string digest_counts(const RunView& view);

}  // namespace gulliver
