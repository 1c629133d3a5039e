// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/farm_session.hpp>

#include <vector>

namespace gulliver {

/// Walks a plan, prints what came of the run, cut short or not, and returns the exit code.
/// \param json  print it as JSON
/// \throws as FarmSession::walk()
int walk_and_report(FarmSession& farm, RunId run, const Plan& plan, std::vector<PreparedTree> trees,
                    const WalkSettings& settings, bool json);

}  // namespace gulliver
