// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/settings.hpp>

#include <filesystem>

namespace gulliver {

/// Reads config.yaml; where there is no such file, nothing is settled.
/// \throws InputError  every mistake at once, a line each: "FILE:LINE:COLUMN: found, would have been right"
Settings load_settings(const std::filesystem::path& file);

}  // namespace gulliver
