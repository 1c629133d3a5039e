// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace gulliver {

/// What the boot sector says.
inline constexpr const char* boot_sector_text = "GUEST-RUNS";

/// The smallest guest there is: 512 bytes that a PC's firmware loads and starts. In x86 real mode
/// it writes boot_sector_text and a line end to the first serial port, and halts.
std::string boot_sector();

}  // namespace gulliver
