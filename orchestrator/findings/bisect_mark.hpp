// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/bisection.hpp>
#include <orchestrator/model/run_record.hpp>

#include <string>

namespace gulliver {

/// What a commit's record says in a search for the failure that `bad` shows.
///   - with `test`, a glob over "suite.test" or over a location: bad where such a test fails, good where
///     they all pass
///   - else bad where it fails with the same fingerprint, good where it passes, or where it came further
///     than `bad` (which did not build, and this one boots)
/// Everything else says nothing.
Mark mark_of(const RunRecord& record, const RunRecord& bad, const std::string& test);

}  // namespace gulliver
