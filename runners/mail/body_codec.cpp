// SPDX-License-Identifier: MIT
#include <runners/mail/body_codec.hpp>

#include <runners/mail/gmime.hpp>
#include <runners/mail/lines.hpp>

#include <gmime/gmime.h>

#include <algorithm>

namespace gulliver {
namespace {

bool has_long_line(std::string_view text) {
  constexpr std::size_t most = 990;  // RFC 5322, 2.1.1 has 998
  while (!text.empty())
    if (next_line(text).size() > most) return true;
  return false;
}

/// What a byte is in quoted-printable, in front of the rest of its text.
std::string quoted(char c, std::string_view rest) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  const bool ends_line = rest.empty() || rest[0] == '\n';
  const bool blank = (c == ' ' || c == '\t') && !ends_line;
  if (blank || (c > ' ' && c < '\x7f' && c != '=')) return {c};
  return {'=', digits[byte >> 4], digits[byte & 15]};
}

/// RFC 2045, 6.7, of lines that end in LF. (GMime's would take the CR of a CRLF for a part of the line end.)
std::string quoted_printable(std::string_view text) {
  constexpr std::size_t most_columns = 75;  // and a "="
  std::string made;
  std::size_t column = 0;
  while (!text.empty()) {
    const char c = text[0];
    text.remove_prefix(1);
    const std::string next = c == '\n' ? "\n" : quoted(c, text);
    if (c != '\n' && column + next.size() > most_columns) {
      made += "=\n";
      column = 0;
    }
    made += next;
    column = c == '\n' ? 0 : column + next.size();
  }
  return made;
}

}  // namespace

std::string decode_body(std::string_view body, std::string_view encoding) {
  start_gmime();
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state,
                              g_mime_content_encoding_from_string(std::string(trimmed(encoding)).c_str()));
  switch (state.encoding) {
    case GMIME_CONTENT_ENCODING_BASE64:
    case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
    case GMIME_CONTENT_ENCODING_UUENCODE: {
      std::string text(g_mime_encoding_outlen(&state, body.size()), '\0');
      text.resize(g_mime_encoding_flush(&state, body.data(), body.size(), text.data()));
      return text;
    }
    default:
      return std::string(body);
  }
}

std::string to_utf8(std::string text, const std::string& charset) {
  const std::string name = lower(charset);
  if (name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii") return text;
  gsize size = 0;
  char* const made = g_convert(text.data(), static_cast<gssize>(text.size()), "UTF-8", charset.c_str(),
                               nullptr, &size, nullptr);
  if (!made) return text;
  text.assign(made, size);
  g_free(made);
  return text;
}

EncodedBody encode_body(std::string_view text, bool seven_bit) {
  start_gmime();
  std::string valid = valid_utf8(text);
  if (!valid.ends_with('\n')) valid += '\n';
  const auto is_8bit = [](char c) { return static_cast<unsigned char>(c) > 0x7f; };
  const bool ascii = std::none_of(valid.begin(), valid.end(), is_8bit);
  if (valid.find_first_of(std::string_view("\r\0", 2)) != valid.npos || has_long_line(valid) || (seven_bit && !ascii))
    return {"quoted-printable", quoted_printable(valid)};
  return {ascii ? "7bit" : "8bit", std::move(valid)};
}

std::string valid_utf8(std::string_view text) {
  std::string made;
  while (!text.empty()) {
    const char* end = nullptr;
    const bool valid = g_utf8_validate(text.data(), static_cast<gssize>(text.size()), &end);
    const auto size = static_cast<std::size_t>(end - text.data());
    made += text.substr(0, size);
    if (valid) break;
    const bool nul = text[size] == '\0';  // which GLib takes for an end
    made += nul ? std::string(1, '\0') : "\xef\xbf\xbd";
    text.remove_prefix(size + 1);
  }
  return made;
}

}  // namespace gulliver
