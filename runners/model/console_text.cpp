// SPDX-License-Identifier: MIT
#include <runners/model/console_text.hpp>

#include <algorithm>
#include <cstring>

namespace gulliver {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view without_carriage_returns(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  if (line.empty() || std::memchr(line.data(), '\r', line.size()) == nullptr) return line;
  return line.substr(line.rfind('\r') + 1);
}

/// Firmware and its screen handling: ESC [ 0 m, ESC c; and a serial line's noise.
std::string_view without_escapes(std::string_view line) {
  while (!line.empty() && line[0] == '\0') line.remove_prefix(1);
  while (line.size() > 1 && line[0] == '\x1b') {
    std::size_t end = 1;
    if (line[1] == '[')
      for (end = 2; end < line.size() && line[end] < '@';) ++end;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return line;
}

std::size_t skip(std::string_view text, std::size_t at, bool (*wanted)(char)) {
  while (at < text.size() && wanted(text[at])) ++at;
  return at;
}

/// Length of `[    1.234567]`, or 0.
std::size_t time_length(std::string_view text) {
  if (!text.starts_with('[')) return 0;
  const std::size_t second = skip(text, 1, [](char c) { return c == ' '; });
  const std::size_t dot = skip(text, second, is_digit);
  if (dot == second || dot >= text.size() || text[dot] != '.') return 0;
  const std::size_t end = skip(text, dot + 1, is_digit);
  return end > dot + 1 && end < text.size() && text[end] == ']' ? end + 1 : 0;
}

/// Length of `[    T1]` (a task) or `[    C0]` (a processor), or 0.
std::size_t caller_length(std::string_view text) {
  if (!text.starts_with('[')) return 0;
  const std::size_t letter = skip(text, 1, [](char c) { return c == ' '; });
  if (letter >= text.size() || (text[letter] != 'T' && text[letter] != 'C')) return 0;
  const std::size_t end = skip(text, letter + 1, is_digit);
  return end > letter + 1 && end < text.size() && text[end] == ']' ? end + 1 : 0;
}

/// Length of `<6>`, or 0. Facility and level make three digits at most.
std::size_t level_length(std::string_view text) {
  if (!text.starts_with('<')) return 0;
  const std::size_t end = skip(text, 1, is_digit);
  return end > 1 && end < 5 && end < text.size() && text[end] == '>' ? end + 1 : 0;
}

std::string_view without_printk_prefix(std::string_view line) {
  line.remove_prefix(level_length(line));
  std::size_t length = time_length(line);
  length += caller_length(line.substr(length));
  if (length == 0) return line;
  line.remove_prefix(length);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// Bytes of the UTF-8 character that begins here; 0 where none does (RFC 3629).
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!continues(text, at + i)) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

/// C0 and C1 control characters, tabulators apart.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (first == 0xC2) return static_cast<unsigned char>(character[1]) < 0xA0;
  return (first < 0x20 && first != '\t') || first == 0x7F;
}

/// Bytes of printable ASCII at the start: nearly always the whole text.
std::size_t plain_length(std::string_view text) {
  return skip(text, 0, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string_view console_text(std::string_view line) {
  return without_printk_prefix(without_escapes(without_carriage_returns(line)));
}

std::size_t find_timestamp(std::string_view text) {
  constexpr std::size_t microseconds = 6;
  for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1)) {
    const std::size_t length = time_length(text.substr(at));
    if (length > microseconds + 2 && text[at + length - microseconds - 2] == '.') return at;
  }
  return text.npos;
}

std::string readable_text(std::string_view text, std::size_t limit) {
  const std::size_t plain = plain_length(text.substr(0, limit));
  std::string result(text.substr(0, plain));
  for (std::size_t at = plain; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, std::max<std::size_t>(length, 1));
    const std::string_view shown = length == 0 || is_control(character) ? "?" : character;
    if (result.size() + shown.size() > limit) break;
    result += shown;
    at += character.size();
  }
  return result;
}

}  // namespace gulliver
