// SPDX-License-Identifier: MIT
#include <runners/mail/mailbox.hpp>

#include <runners/mail/lines.hpp>
#include <runners/mail/mail_parser.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <cctype>
#include <string>

namespace gulliver {
namespace {

bool digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// "From lemuel@example.org Mon Sep 17 00:00:00 2001", as builtin/mailsplit.c of git has it.
bool is_from_line(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  const std::size_t colon = line.rfind(':');
  if (colon == line.npos || colon < 9 || colon + 5 > line.size()) return false;
  for (const int at : {-4, -2, -1, 1, 2})
    if (!digit(line[colon + static_cast<std::size_t>(at)])) return false;
  const std::string_view year = trimmed(line.substr(colon + 3));
  return year.size() >= 4 && std::all_of(year.begin(), year.begin() + 4, digit) && year.substr(0, 4) > "1900";
}

bool begins_header(std::string_view bytes) {
  const std::size_t end =
      bytes.find_first_not_of("-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return end != bytes.npos && end > 0 && (bytes[end] == ':' || bytes.substr(end).starts_with(" :"));
}

/// ">From " as well: what some mail systems make of the "From " line of another.
bool begins_mail(std::string_view bytes) {
  const std::string_view line = next_line(bytes);
  return is_from_line(line) && (begins_header(bytes) || bytes.starts_with(">From "));
}

/// "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001"
bool is_prepared(std::string_view from_line) {
  const std::string_view name = from_line.substr(5, from_line.find(' ', 5) - 5);
  const bool commit =
      (name.size() == 40 || name.size() == 64) && name.find_first_not_of("0123456789abcdef") == name.npos;
  return (commit && from_line.find(" Mon Sep 17 00:00:00 2001") != from_line.npos) || name == "git@z";
}

bool is_quoted_from(std::string_view line) {
  const std::size_t end = line.find_first_not_of('>');
  return end != line.npos && end > 0 && line.substr(end).starts_with("From ");
}

std::string unquoted(std::string_view mail) {
  std::string text;
  for (std::string_view rest = mail; !rest.empty();) {
    const std::string_view line = next_line(rest);
    if (line.starts_with("From ")) return std::string(mail);
    text += is_quoted_from(line) ? line.substr(1) : line;
  }
  return text;
}

/// What lies between two "From " lines, the empty line that ends it apart.
std::string content_of(std::string_view mail) {
  while (mail.starts_with(">From ")) next_line(mail);
  for (const std::string_view end : {"\n\n", "\n\r\n"})
    if (mail.ends_with(end)) {
      mail.remove_suffix(end.size() - 1);
      break;
    }
  return unquoted(mail);
}

void check_size(std::string_view mail, std::size_t number) {
  if (number > most_mails)
    throw InputError("there are more than " + std::to_string(most_mails) + " mails in it");
  if (mail.size() > most_mail_bytes)
    throw InputError("mail " + std::to_string(number) + " is larger than " +
                     std::to_string(most_mail_bytes >> 20) + " MiB");
}

/// Takes one mail off an mbox file.
std::string_view next_mail(std::string_view& bytes) {
  const std::string_view begin = bytes;
  do next_line(bytes);
  while (!bytes.empty() && !begins_mail(bytes));
  return begin.substr(0, begin.size() - bytes.size());
}

std::vector<Mail> read_mbox(std::string_view bytes) {
  std::vector<Mail> mails;
  while (!bytes.empty()) {
    std::string_view raw = next_mail(bytes);
    check_size(raw, mails.size() + 1);
    const bool prepared = is_prepared(next_line(raw));
    mails.push_back(parse_mail(content_of(raw), mails.size() + 1));
    mails.back().prepared = prepared;
  }
  return mails;
}

}  // namespace

std::vector<Mail> read_mails(std::string_view bytes) {
  const std::size_t begin = bytes.find_first_not_of("\r\n");
  if (begin == bytes.npos) return {};
  bytes.remove_prefix(begin);
  if (bytes.starts_with("\x1f\x8b")) throw InputError("it is compressed: gunzip makes an mbox file of it");
  if (bytes.starts_with("From ")) return read_mbox(bytes);
  if (!begins_header(bytes))
    throw InputError("it is no mail: its first line is neither \"From ...\" nor a header field");
  check_size(bytes, 1);
  return {parse_mail(bytes, 1)};
}

}  // namespace gulliver
