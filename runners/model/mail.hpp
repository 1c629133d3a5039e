// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

struct Address {
  std::string name;     ///< as shown, UTF-8; may be empty
  std::string address;  ///< "local@domain"
  bool operator==(const Address&) const = default;
};

/// A mail as it was meant: header fields are decoded, unfolded UTF-8 without control characters.
struct Mail {
  std::string message_id;  ///< without <>, as all ids; empty where it has none
  std::string in_reply_to;
  std::vector<std::string> references;  ///< oldest first
  std::string subject;
  Address from;
  std::vector<Address> reply_to, to, cc;
  std::optional<Moment> date;
  std::string text;       ///< all its text/plain, text/x-patch and text/x-diff parts, one behind the other
  bool prepared = false;  ///< made by git format-patch or b4 am, not sent: `from` is the patch's author
  bool operator==(const Mail&) const = default;
};

}  // namespace gulliver
