// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// The patches of a series: `*.patch`, by name.
/// \throws InputError  no such folder, or no patch in it
std::vector<std::filesystem::path> patches_of(const std::filesystem::path& series);

/// What a series is called: the name of its folder.
std::string series_name(const std::filesystem::path& series);

}  // namespace gulliver
