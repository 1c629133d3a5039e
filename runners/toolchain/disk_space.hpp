// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>

namespace gulliver {

/// \throws Error  fewer bytes are free than making a toolchain image takes; names the folder and both numbers
void require_space(const std::filesystem::path& folder, std::uint64_t free, std::uint64_t needed);

}  // namespace gulliver
