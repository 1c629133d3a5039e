// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace gulliver {

/// Lets an option be one of these words and no other. Its --help, manual and completion list them, and who says
/// something else reads what was found and what would have been right.
CLI::Option* one_of(CLI::Option* option, const std::vector<std::string>& words);

/// The same where a word means another, which the option gets in its stead.
CLI::Option* one_meaning(CLI::Option* option, const std::vector<std::pair<std::string, std::string>>& meanings);

/// The same for an enumeration.
template <typename Enum>
CLI::Option* one_of(CLI::Option* option, const std::vector<std::pair<std::string, Enum>>& meanings) {
  std::vector<std::pair<std::string, std::string>> numbers;
  for (const auto& [word, value] : meanings)
    numbers.emplace_back(word, std::to_string(static_cast<int>(value)));  // as CLI11 reads an enumeration
  return one_meaning(option, numbers);
}

}  // namespace gulliver
