// SPDX-License-Identifier: MIT
#include <orchestrator/report/utf8.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace gulliver {
namespace {

struct Range {
  char32_t first, last;
};

// Enough of Unicode's tables for names of tests and kernels to stay in their columns.
constexpr std::array no_width{Range{0x300, 0x36F},   Range{0x483, 0x489},   Range{0x591, 0x5BD},
                              Range{0x610, 0x61A},   Range{0x64B, 0x65F},   Range{0x1AB0, 0x1AFF},
                              Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
                              Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}};
constexpr std::array wide{Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},  Range{0x3041, 0xA4CF},
                          Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},  Range{0xFE30, 0xFE6F},
                          Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},  Range{0x1F300, 0x1F64F},
                          Range{0x1F680, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

bool within(const auto& ranges, char32_t code) {
  return std::ranges::any_of(ranges, [&](Range range) { return range.first <= code && code <= range.last; });
}

int width_of(const Utf8Character& character) {
  if (!character.code) return 1;
  if (within(no_width, *character.code)) return 0;
  return within(wide, *character.code) ? 2 : 1;
}

std::size_t size_after(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

bool is_character(char32_t code, std::size_t size) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= smallest[size] && code <= 0x10FFFF && !surrogate;
}

std::string blanks(int width, std::string_view text) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
}

}  // namespace

Utf8Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = size_after(lead);
  if (size == 1) return {lead, 1};
  if (size == 0 || size > text.size()) return {};
  char32_t code = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return {};
    code = code << 6 | (byte & 0x3F);
  }
  if (!is_character(code, size)) return {};
  return {code, size};
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

int display_width(std::string_view text) {
  if (is_plain(text)) return static_cast<int>(text.size());
  int width = 0;
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    width += width_of(character);
    text.remove_prefix(character.size);
  }
  return width;
}

std::string cut(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string(text);
  if (width < 1) return "";
  std::string_view rest = text;
  for (int used = 0; !rest.empty();) {
    const Utf8Character character = first_character(rest);
    used += width_of(character);
    if (used > width - 1) break;
    rest.remove_prefix(character.size);
  }
  return std::string(text.substr(0, text.size() - rest.size())) + "…";
}

std::string pad_right(std::string_view text, int width) {
  return std::string(text) + blanks(width, text);
}

std::string pad_left(std::string_view text, int width) {
  return blanks(width, text) + std::string(text);
}

}  // namespace gulliver
