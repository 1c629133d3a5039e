// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The absolute folders of a PATH variable that exist, in order, each once.
std::vector<std::string> search_path(std::string_view variable);

/// Our own PATH as search_path().
std::vector<std::string> our_search_path();

/// Where a program lies in one of these folders.
std::optional<std::filesystem::path> find_in(const std::vector<std::string>& folders,
                                             std::string_view program);

/// \throws Error  a program is not in our PATH; the sentence names the Debian package that has it
void require_program(std::string_view program, std::string_view package);

}  // namespace gulliver
