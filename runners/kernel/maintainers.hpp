// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// Whom to tell of these files, as the tree's own scripts/get_maintainer.pl has it (inside the
/// sandbox: the script is part of the tree under test): "Name <address> (maintainer:XARRAY)", most
/// important first, at most 20. Nobody where the script fails or is not there.
asio::awaitable<std::vector<std::string>> maintainers_of(ProcessRunner& processes, Toolchain toolchain,
                                                         std::filesystem::path tree, std::vector<std::string> files);

}  // namespace gulliver
