// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/problems.hpp>
#include <runners/model/toolchain.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// Reads `images/toolchain/NAME.yaml`.
ToolchainRecipe read_recipe(const std::filesystem::path& file, Problems& problems);

/// Names of the recipes in a folder, sorted; none where there is no folder.
std::vector<std::string> recipe_names(const std::filesystem::path& folder);

}  // namespace gulliver
