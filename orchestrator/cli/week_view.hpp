// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/week/week.hpp>
#include <runners/files/files.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// The moment that a period began: "7d", "24h" or "2w" before `now`, or the begin of a day (UTC), "2026-11-19".
/// \throws InputError  it is something else, or not before `now`
Moment period_begin(const std::string& since, Moment now);

/// What the period from then to now was like for each matrix.
/// \throws InputError  there is no such matrix, or none is named
std::vector<Week> view_weeks(const Folders& folders, const std::vector<std::string>& matrices, const std::string& since);

}  // namespace gulliver
