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

/// A body as it goes into a mail, and what its Content-Transfer-Encoding is called.
struct EncodedBody {
  std::string encoding;
  std::string bytes;
};

/// UTF-8 text, with U+FFFD for what is none and a line end at its end: "7bit" or "8bit" where a mail can
/// hold it as it is, "quoted-printable" where it has lines of more than 990 bytes, CR or NUL, and, if only
/// `seven_bit` will do, where it is not ASCII.
EncodedBody encode_body(std::string_view text, bool seven_bit = false);

/// With U+FFFD for what is no UTF-8.
std::string valid_utf8(std::string_view text);

}  // namespace gulliver
