// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/problems.hpp>
#include <orchestrator/model/accepted.hpp>

#include <filesystem>
#include <vector>

namespace gulliver {

/// Reads a file of accepted findings, as matrices/README.md describes it. What is wrong in it goes
/// to `problems`.
std::vector<Accepted> read_accepted(const std::filesystem::path& file, Problems& problems);

}  // namespace gulliver
