// SPDX-License-Identifier: MIT
#include <runners/mail/header_codec.hpp>

#include <runners/mail/gmime.hpp>
#include <runners/mail/lines.hpp>

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

namespace gulliver {
namespace {

struct Free {
  void operator()(char* text) const { g_free(text); }
  void operator()(InternetAddressList* list) const { g_object_unref(list); }
  void operator()(GMimeContentType* type) const { g_object_unref(type); }
  void operator()(GDateTime* time) const { g_date_time_unref(time); }
};

template <class T>
using Owned = std::unique_ptr<T, Free>;

/// How raw 8-bit text is read: not as the locale has it.
GMimeParserOptions* options() {
  static GMimeParserOptions* const made = [] {
    start_gmime();
    GMimeParserOptions* const fresh = g_mime_parser_options_new();
    const char* charsets[] = {"utf-8", "iso-8859-1", nullptr};
    g_mime_parser_options_set_fallback_charsets(fresh, charsets);
    return fresh;
  }();
  return made;
}

std::string clean(const char* text) {
  if (!text) return "";
  const Owned<char> valid(g_utf8_make_valid(text, -1));
  std::string made = valid.get();
  for (char& c : made)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  return std::string(trimmed(made));
}

/// GMime recurses into groups as deep as a mail says, and takes a time quadratic in the addresses.
constexpr int most_colons = 100;
constexpr int most_addresses = 1000;

std::string first_addresses(std::string_view field) {
  std::size_t end = 0;
  for (int i = 0; i < most_addresses && end < field.size(); ++i)
    end = std::min(field.find(',', end), field.size() - 1) + 1;
  return std::string(field.substr(0, end));
}

void add_mailboxes(InternetAddressList* list, std::vector<Address>& found) {
  for (int i = 0; i < internet_address_list_length(list); ++i) {
    InternetAddress* const entry = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(entry))
      add_mailboxes(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(entry)), found);
    else if (INTERNET_ADDRESS_IS_MAILBOX(entry))
      found.push_back({clean(internet_address_get_name(entry)),
                       clean(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(entry)))});
  }
}

std::string parameter(GMimeContentType* type, const char* name) {
  const char* const value = g_mime_content_type_get_parameter(type, name);
  return value ? value : "";
}

}  // namespace

std::string decode_text(std::string_view field) {
  const Owned<char> text(g_mime_utils_header_decode_text(options(), std::string(field).c_str()));
  return clean(text.get());
}

std::vector<Address> decode_addresses(std::string_view field) {
  std::vector<Address> found;
  if (std::count(field.begin(), field.end(), ':') > most_colons) return found;
  const Owned<InternetAddressList> list(
      internet_address_list_parse(options(), first_addresses(field).c_str()));
  if (list) add_mailboxes(list.get(), found);
  return found;
}

std::vector<std::string> decode_ids(std::string_view field) {
  std::vector<std::string> ids;
  for (std::size_t begin = 0; (begin = field.find('<', begin)) != field.npos;) {
    const std::size_t end = field.find_first_of("<>", ++begin);
    if (end == field.npos || field[end] == '<') continue;
    const std::string id = clean(std::string(field.substr(begin, end - begin)).c_str());
    if (!id.empty()) ids.push_back(id);
  }
  return ids;
}

std::optional<Moment> decode_date(std::string_view field) {
  start_gmime();
  const Owned<GDateTime> time(g_mime_utils_header_decode_date(std::string(field).c_str()));
  if (!time || g_date_time_get_year(time.get()) < 1900 || g_date_time_get_year(time.get()) > 2200)
    return std::nullopt;  // a Moment ends in 2262
  return Moment(std::chrono::seconds(g_date_time_to_unix(time.get())));
}

ContentType decode_content_type(std::string_view field) {
  ContentType type;
  if (field.empty()) return type;
  const Owned<GMimeContentType> parsed(g_mime_content_type_parse(options(), std::string(field).c_str()));
  const Owned<char> name(g_mime_content_type_get_mime_type(parsed.get()));
  if (field.find('/') != field.npos) type.name = lower(name.get());
  type.charset = parameter(parsed.get(), "charset");
  type.boundary = parameter(parsed.get(), "boundary");
  return type;
}

std::string encode_date(Moment date) {
  start_gmime();
  const Owned<GDateTime> time(g_date_time_new_from_unix_utc(
      std::chrono::duration_cast<std::chrono::seconds>(date.time_since_epoch()).count()));
  return Owned<char>(g_mime_utils_header_format_date(time.get())).get();
}

}  // namespace gulliver
