// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/candidates.hpp>
#include <orchestrator/matrix/matrix_spec.hpp>
#include <orchestrator/model/plan.hpp>

#include <filesystem>
#include <map>
#include <vector>

namespace gulliver {

/// The options of every fragment that a matrix and its archs name.
using Fragments = std::map<std::filesystem::path, std::vector<ConfigOption>>;

/// Turns cells into builds: cells that want the same kernel from the same toolchain share one.
/// `recipes` stays empty.
Plan expand(const MatrixSpec& spec, const ArchTable& archs, const Fragments& fragments,
            const std::vector<Candidate>& candidates);

}  // namespace gulliver
