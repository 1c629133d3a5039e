// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// The character that a text begins with.
struct Utf8Character {
  std::optional<char32_t> code;  ///< nothing: the first byte is not valid UTF-8 (RFC 3629)
  std::size_t size = 1;          ///< bytes
};

/// `text` is not empty.
Utf8Character first_character(std::string_view text);

/// Whether it is all ASCII that prints: nearly every text is, and needs no decoding.
bool is_plain(std::string_view text);

/// Columns that a text takes on a terminal: none for combining marks, two for wide characters.
int display_width(std::string_view text);

/// The text, cut to `width` columns; what was cut shows as "…".
std::string cut(std::string_view text, int width);

/// The text and the blanks that it lacks of `width` columns, behind it or before it.
std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

}  // namespace gulliver
