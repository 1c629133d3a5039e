// SPDX-License-Identifier: MIT
#include <orchestrator/farm/normal_text.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr std::string_view decimal = "0123456789";
constexpr std::string_view hexadecimal = "0123456789abcdefABCDEF";
constexpr std::string_view in_words = "0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool only(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

/// "ffff888003a1b2c0", as %px prints it: long, and not a word that happens to have no other letters.
bool is_address(std::string_view word) {
  return word.size() >= 8 && only(word, hexadecimal) && word.find_first_of(decimal) != std::string_view::npos;
}

bool is_processor(std::string_view word) {
  return word.size() > 3 && (word.starts_with("CPU") || word.starts_with("cpu")) &&
         only(word.substr(3), decimal);
}

/// 12, 0x1f, 22s, an address, CPU0.
bool varies(std::string_view word) {
  return decimal.find(word[0]) != std::string_view::npos || is_address(word) || is_processor(word);
}

}  // namespace

std::string normal_text(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find_first_not_of(in_words), text.size());
    const std::string_view word = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(word.size());
    if (length > 0)
      result += varies(word) ? "#" : word;
    else if (word != " " && word != "\t")
      result += word;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

}  // namespace gulliver
