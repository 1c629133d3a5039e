// SPDX-License-Identifier: MIT
#include <runners/toolchain/version_text.hpp>

#include <algorithm>

namespace gulliver {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_version(std::string_view word) {
  if (word.starts_with('v')) word.remove_prefix(1);
  return !word.empty() && is_digit(word.front()) && word.find('.') != std::string_view::npos;
}

}  // namespace

std::string version_in(std::string_view printed) {
  const std::string_view line = printed.substr(0, printed.find('\n'));
  for (std::string_view rest = line; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (is_version(word)) return std::string(word.substr(word.front() == 'v' ? 1 : 0));
  }
  return std::string(line);
}

}  // namespace gulliver
