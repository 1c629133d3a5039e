// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// Undoes a Content-Transfer-Encoding (RFC 2045, 6); an unknown one changes nothing.
std::string decode_body(std::string_view body, std::string_view encoding);

/// Text of a character set in UTF-8. Bytes that are not what `charset` says stay as they are, and so
/// do those of a set that nobody knows.
std::string to_utf8(std::string text, const std::string& charset);

}  // namespace gulliver
