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

/// One patch of a series.
struct MailedPatch {
  Mail mail;
  int number = 1;          ///< its place, from 1
  std::string patch_text;  ///< what a file of git format-patch would hold
};

/// One version of a patch series, complete and in order.
struct MailedSeries {
  std::optional<Mail> cover;         ///< patch 0/n
  std::vector<MailedPatch> patches;  ///< 1 to n; never empty
  int version = 1;
  std::string subject;      ///< the cover's, else the first patch's, without "[PATCH ...]"
  std::string base_commit;  ///< 40 hexadecimal digits; empty where none is named

  int count() const { return static_cast<int>(patches.size()); }
  /// The mail that a reply answers.
  const Mail& head() const { return cover ? *cover : patches.front().mail; }
};

struct TextAttachment {
  std::string file_name;
  std::string text;
};

/// A mail to be written; ids are without <>.
struct MailDraft {
  Address from;
  std::vector<Address> to, cc;
  std::string subject;
  std::string message_id;
  std::string in_reply_to;
  std::vector<std::string> references;
  Moment date;
  std::string text;  ///< UTF-8, its lines already wrapped
  std::string html = {};  ///< the same for who reads HTML; empty: none
  std::vector<TextAttachment> attachments;
  bool automatic = false;  ///< a program wrote it, and nobody waits for an answer (RFC 3834)
  bool seven_bit = false;  ///< nothing but ASCII in its bytes, for a way that may take no other
};

}  // namespace gulliver
