// SPDX-License-Identifier: MIT
#pragma once

#include <runners/guest/guest.hpp>

#include <filesystem>

namespace gulliver {

/// Why this device cannot be used; empty where it opens.
std::string device_obstacle(const std::filesystem::path& device);

/// Runs the boot sector with an accelerator ("kvm", "tcg") in the toolchain's sandbox.
/// \throws Error  the guest's disk cannot be written
asio::awaitable<KvmState> run_boot_sector(ProcessRunner& processes, const Toolchain& toolchain,
                                          std::string accelerator);

}  // namespace gulliver
