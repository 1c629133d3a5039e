// SPDX-License-Identifier: MIT
#include <orchestrator/answer/mail_text.hpp>
#include <orchestrator/report/report.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr int mail_width = 72;
constexpr std::size_t tab_width = 8;

/// The first word, taken off the text.
std::string take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return std::string(word);
}

/// As many columns of blanks as `lead` takes.
std::string blank(std::string_view lead) {
  std::string blanks;
  for (const char c : lead) blanks += c == '\t' ? '\t' : ' ';
  return blanks;
}

int columns(std::string_view text) {
  int tabs = 0;
  for (const char c : text) tabs += c == '\t' ? 1 : 0;
  return display_width(text) + tabs * static_cast<int>(tab_width - 1);
}

}  // namespace

void MailText::line(std::string_view text, std::string_view lead) {
  text_ += std::string(lead) + printable(text) + "\n";
}

void MailText::words(std::string_view text, std::string_view lead) {
  const std::string safe = printable(text), indent = blank(lead);
  std::string_view rest = safe;
  std::string line(lead);
  bool empty = true;
  for (std::string word = take_word(rest); !word.empty(); word = take_word(rest)) {
    if (!empty && columns(line) + 1 + display_width(word) > mail_width) {
      text_ += line + "\n";
      line = indent;
      empty = true;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
  }
  text_ += line + "\n";
}

void MailText::gap() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += "\n";
}

}  // namespace gulliver
