// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/trial_runs.hpp>
#include <orchestrator/model/patch_result.hpp>

namespace gulliver {

/// Puts a series on trial: measures the base, unless it is known already, and the base with all
/// patches on top; boots an accused base again where it was only known; finds who broke, and which
/// patch it was. `each`: tries every patch of the series, not only those that a search asks for.
/// A series that does not apply is a result too.
/// \throws Interrupted, Error
PatchResult try_series(FarmSession& farm, TrialRuns& runs, const SubmittedSeries& series, bool each);

}  // namespace gulliver
