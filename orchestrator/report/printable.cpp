// SPDX-License-Identifier: MIT
#include <orchestrator/report/report.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace gulliver {
namespace {

/// Characters that steer a terminal or reorder and hide text: C0 but tab, DEL, C1, bidirectional
/// marks, zero-width characters, line separators, tags.
bool steers(char32_t code) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array ranges{Range{0x00, 0x08},     Range{0x0A, 0x1F},     Range{0x7F, 0x9F},
                              Range{0xAD, 0xAD},     Range{0x61C, 0x61C},   Range{0x180E, 0x180E},
                              Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},
                              Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE007F}};
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= code && code <= range.last; });
}

std::string escaped(const Utf8Character& character, char byte) {
  if (byte == '\n') return "\\n";
  if (byte == '\r') return "\\r";
  char text[16];
  if (character.size > 1)
    std::snprintf(text, sizeof text, "\\u{%x}", static_cast<unsigned>(*character.code));
  else
    std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
  return text;
}

}  // namespace

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    if (!character.code || steers(*character.code))
      result += escaped(character, text[0]);
    else
      result += text.substr(0, character.size);
    text.remove_prefix(character.size);
  }
  return result;
}

std::string printable_lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    result += printable(line);
    if (end == text.npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace gulliver
