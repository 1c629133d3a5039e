// SPDX-License-Identifier: MIT
#include <runners/toolchain/disk_space.hpp>

#include <runners/model/error.hpp>

#include <cstdio>

namespace gulliver {

void require_space(const std::filesystem::path& folder, std::uint64_t free, std::uint64_t needed) {
  if (free >= needed) return;
  char numbers[100];
  std::snprintf(numbers, sizeof numbers, "%.1f GB are free, and making a toolchain image takes %.1f GB",
                static_cast<double>(free) / 1e9, static_cast<double>(needed) / 1e9);
  throw Error(folder.string() + ": " + numbers);
}

}  // namespace gulliver
