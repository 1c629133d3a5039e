// SPDX-License-Identifier: MIT
#include <runners/mail/header_writer.hpp>

#include <runners/mail/body_codec.hpp>
#include <runners/mail/lines.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t most_columns = 76;
constexpr std::size_t longest_word = 60;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

using Words = std::vector<std::string>;

bool is_made_of(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return letters.find(c) != letters.npos || more.find(c) != more.npos; });
}

bool is_printable(char c) {
  return c > ' ' && c < '\x7f';
}

/// Words with one space between them; a line is broken between any two.
std::string folded(const std::string& name, const Words& words) {
  if (words.empty()) return "";
  std::string field = name + ':';
  std::size_t column = field.size();
  for (const std::string& word : words) {
    const bool fits = column + 1 + word.size() <= most_columns || column == name.size() + 1;
    field += fits ? " " : "\n ";
    column = (fits ? column : 0) + 1 + word.size();
    field += word;
  }
  return field + '\n';
}

std::string one_line(std::string_view text) {
  std::string line = valid_utf8(text);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  return line;
}

/// A byte as in "=?utf-8?q?...?=", even within a name.
std::string quoted(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  if (c == ' ') return "_";
  if (letters.find(c) != letters.npos || c == '-' || c == '/') return {c};
  return {'=', digits[byte >> 4], digits[byte & 15]};
}

/// RFC 2047: words of at most 75 characters, none of which ends within one of UTF-8.
Words encoded(std::string_view text) {
  constexpr std::string_view begin = "=?utf-8?q?", end = "?=";
  constexpr std::size_t room = 75 - begin.size() - end.size();
  Words words;
  std::string word;
  while (!text.empty()) {
    std::string character;
    do {
      character += quoted(text[0]);
      text.remove_prefix(1);
    } while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xc0) == 0x80);
    if (word.size() + character.size() > room)
      words.push_back(std::string(begin) + std::exchange(word, "") + std::string(end));
    word += character;
  }
  if (!word.empty()) words.push_back(std::string(begin) + word + std::string(end));
  return words;
}

/// Can a word stand in a header as it is, and be read again as what it is?
bool is_plain(std::string_view word) {
  return !word.empty() && word.size() <= longest_word &&
         std::all_of(word.begin(), word.end(), is_printable) && word.find("=?") == word.npos;
}

/// Plain words as they are, up to the first that is not.
Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!is_plain(word)) break;
    words.emplace_back(word);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  for (std::string& word : encoded(text)) words.push_back(std::move(word));
  return words;
}

/// A name before an address (RFC 5322, 3.2.5): atoms, a quoted string, or encoded words.
Words phrase(const std::string& name) {
  const Words words = words_of(name);
  if (is_made_of(name, " !#$%&'*+-/=?^_`{|}~")) return words;
  const bool plain =
      std::all_of(words.begin(), words.end(), [](const std::string& word) { return is_plain(word); });
  if (!plain || name.size() > longest_word) return encoded(name);
  std::string made = "\"";
  for (const char c : name) made += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return {made + '"'};
}

bool is_dot_atom(std::string_view text, std::string_view more) {
  return !text.empty() && text.front() != '.' && text.back() != '.' && is_made_of(text, more);
}

}  // namespace

std::string text_field(const std::string& name, std::string_view text) {
  const std::string line = one_line(text);
  return folded(name, words_of(trimmed(line)));
}

std::string address_field(const std::string& name, const std::vector<Address>& addresses) {
  Words words;
  for (const Address& entry : addresses) {
    if (!is_address(entry.address)) continue;
    if (!words.empty()) words.back() += ',';
    const std::string shown = one_line(entry.name);
    for (std::string& word : phrase(std::string(trimmed(shown)))) words.push_back(std::move(word));
    words.push_back('<' + entry.address + '>');
  }
  return folded(name, words);
}

std::string id_field(const std::string& name, const std::vector<std::string>& ids) {
  Words words;
  for (const std::string& id : ids)
    if (is_id(id)) words.push_back('<' + id + '>');
  return folded(name, words);
}

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  return text.size() <= 250 && at != text.npos && is_dot_atom(text.substr(0, at), ".!#$%&'*+-/=?^_`{|}~") &&
         is_dot_atom(text.substr(at + 1), ".-");
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 250 && std::all_of(text.begin(), text.end(), is_printable) &&
         text.find_first_of("<>") == text.npos;
}

}  // namespace gulliver
