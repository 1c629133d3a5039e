// SPDX-License-Identifier: MIT
#include <runners/mail/mail_parser.hpp>

#include <runners/mail/body_codec.hpp>
#include <runners/mail/header_codec.hpp>
#include <runners/mail/lines.hpp>
#include <runners/model/error.hpp>

#include <map>
#include <string>

namespace gulliver {
namespace {

constexpr std::size_t most_header_bytes = 256 << 10;
constexpr std::size_t most_field_bytes = 32 << 10;
constexpr int most_parts = 1000;
constexpr int most_levels = 16;

/// Header and body of a mail, or of a part of one.
struct Entity {
  std::map<std::string, std::string> fields;  ///< unfolded, by lower-case name; the first of a name
  std::string_view body;

  std::string_view field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view() : found->second;
  }
};

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Entity entity_of(std::string_view bytes) {
  Entity entity;
  const std::string_view all = bytes;
  std::string unwanted, *value = &unwanted;
  while (!bytes.empty()) {
    const std::string_view line = without_line_end(next_line(bytes));
    if (line.empty() || all.size() - bytes.size() > most_header_bytes) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (value->size() < most_field_bytes) *value += line;
      continue;
    }
    const std::size_t colon = std::min(line.find(':'), line.size());
    const auto [field, is_new] = entity.fields.try_emplace(lower(trimmed(line.substr(0, colon))));
    value = is_new ? &field->second : &unwanted;
    *value = trimmed(line.substr(std::min(colon + 1, line.size())));
  }
  for (auto& [name, text] : entity.fields) text.resize(std::min(text.size(), most_field_bytes));
  entity.body = bytes;
  return entity;
}

/// CRLF on every line is how it was carried; on some it is what it says.
std::string without_transport_crlf(std::string_view bytes) {
  std::string text;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view line = next_line(rest);
    if (line.ends_with('\n') && !line.ends_with("\r\n")) return std::string(bytes);
    text += without_line_end(line);
    if (line.ends_with('\n')) text += '\n';
  }
  return text;
}

/// The text of a mail's parts, as far down as is sane.
class TextOfParts {
 public:
  std::string take(const Entity& mail) {
    add(mail, 0);
    return std::move(text_);
  }

 private:
  void add(const Entity& part, int level) {
    const ContentType type = decode_content_type(part.field("content-type"));
    if (type.name.starts_with("multipart/") && !type.boundary.empty()) {
      if (level < most_levels) add_parts(part.body, "--" + type.boundary, level + 1);
    } else if (type.name == "text/plain" || type.name == "text/x-patch" || type.name == "text/x-diff") {
      if (!text_.empty() && !text_.ends_with('\n')) text_ += '\n';
      text_ += without_transport_crlf(
          to_utf8(decode_body(part.body, part.field("content-transfer-encoding")), type.charset));
    }
  }

  /// RFC 2046, 5.1.1: the line end before a delimiter belongs to it.
  void add_parts(std::string_view body, const std::string& delimiter, int level) {
    std::string_view rest = body;
    std::size_t begin = body.npos;
    while (!rest.empty() && parts_ < most_parts) {
      const std::size_t at = body.size() - rest.size();
      const std::string_view line = trimmed_right(next_line(rest));
      if (line != delimiter && line != delimiter + "--") continue;
      if (begin != body.npos) add_part(without_line_end(body.substr(begin, at - begin)), level);
      if (line != delimiter) return;
      begin = body.size() - rest.size();
    }
    if (begin != body.npos && rest.empty()) add_part(body.substr(begin), level);
  }

  void add_part(std::string_view bytes, int level) {
    ++parts_;
    add(entity_of(bytes), level);
  }

  static std::string_view trimmed_right(std::string_view line) {
    return line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
  }

  std::string text_;
  int parts_ = 0;
};

std::string first_of(std::vector<std::string> ids) {
  return ids.empty() ? "" : std::move(ids.front());
}

}  // namespace

Mail parse_mail(std::string_view bytes, std::size_t number) {
  const std::string raw = without_transport_crlf(bytes);
  const Entity entity = entity_of(raw);
  if (raw.size() - entity.body.size() > most_header_bytes)
    throw InputError("the header of mail " + std::to_string(number) + " is larger than " +
                     std::to_string(most_header_bytes >> 10) + " KiB");
  Mail mail;
  mail.message_id = first_of(decode_ids(entity.field("message-id")));
  mail.in_reply_to = first_of(decode_ids(entity.field("in-reply-to")));
  mail.references = decode_ids(entity.field("references"));
  mail.subject = decode_text(entity.field("subject"));
  const std::vector<Address> from = decode_addresses(entity.field("from"));
  if (!from.empty()) mail.from = from.front();
  mail.reply_to = decode_addresses(entity.field("reply-to"));
  mail.to = decode_addresses(entity.field("to"));
  mail.cc = decode_addresses(entity.field("cc"));
  mail.date = decode_date(entity.field("date"));
  mail.text = TextOfParts().take(entity);
  return mail;
}

}  // namespace gulliver
