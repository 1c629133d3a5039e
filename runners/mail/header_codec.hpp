// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Header fields (RFC 5322), without their name, unfolded, to what they mean. None of these throws: a
/// field that makes no sense means nothing.

/// Unstructured text with encoded words (RFC 2047): UTF-8 without control characters.
std::string decode_text(std::string_view field);

/// Mailboxes, those in groups as well.
std::vector<Address> decode_addresses(std::string_view field);

/// Message ids, without <>.
std::vector<std::string> decode_ids(std::string_view field);

std::optional<Moment> decode_date(std::string_view field);

struct ContentType {
  std::string name = "text/plain";  ///< lower case
  std::string charset;
  std::string boundary;
};

/// RFC 2045, 5.1 and RFC 2231; text/plain where there is none.
ContentType decode_content_type(std::string_view field);

/// As RFC 5322, 3.3 has it, in UTC: "Tue, 03 Feb 2026 09:11:12 +0000".
std::string encode_date(Moment date);

}  // namespace gulliver
