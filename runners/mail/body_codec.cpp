// SPDX-License-Identifier: MIT
#include <runners/mail/body_codec.hpp>

#include <runners/mail/gmime.hpp>
#include <runners/mail/lines.hpp>

#include <gmime/gmime.h>

namespace gulliver {

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

}  // namespace gulliver
