// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Where the source comes from: "Debian package linux-source of trixie-backports".
std::string base_text(const TreeSpec& tree);

/// Names of the patch series on top.
std::vector<std::string> series_names(const TreeSpec& tree);

/// Both: "Debian package linux-source of trixie-backports with mips-rust".
std::string tree_spec_text(const TreeSpec& tree);

}  // namespace gulliver
