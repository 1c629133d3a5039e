// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// A text as it may stand between tags and inside of a quoted attribute: printable(), and no
/// character that HTML reads as its own.
std::string escape_html(std::string_view text);

/// How all pages look: light or dark as the reader's machine is, readable on a phone.
std::string_view html_style();

/// A whole HTML5 document with its style inside: no script, no other file; light or dark as the
/// reader's machine is. `title` is text, `body` is HTML.
std::string html_document(std::string_view title, std::string_view body);

}  // namespace gulliver
