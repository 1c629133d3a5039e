// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/cli/series_input.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What a series is tried on, and how.
struct TrialRequest : PlanArguments {
  WalkSettings settings;
  std::string base;                    ///< revision that was asked for; empty: what the series says, or the tree's own
  bool each = false;                   ///< try every patch
  std::vector<std::string> arguments;  ///< of the command, for the records
};

/// Takes the farm, puts a series on trial and gives the farm back. A series that does not apply is a result.
/// \throws InputError   matrix, base or series make no sense
/// \throws CacheBusy    another gulliver has the farm
/// \throws Interrupted, Error
PatchResult put_on_trial(const TrialRequest& request, SeriesInput input);

}  // namespace gulliver
