// SPDX-License-Identifier: MIT
#include <orchestrator/report/report.hpp>
#include <orchestrator/report/utf8.hpp>
#include <orchestrator/report/wrapped.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// The first word, taken off the text.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int width, std::string_view lead) {
  const std::string safe = printable(text), first = printable(lead);
  const std::string indent(static_cast<std::size_t>(display_width(first)), ' ');
  std::vector<std::string> lines;
  std::string_view rest = safe;
  std::string line = first;
  bool empty = true;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    if (!empty && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(line);
      line = indent;
      empty = true;
    }
    line += (empty ? "" : " ") + std::string(word);
    empty = false;
  }
  if (!empty) lines.push_back(line);
  return lines;
}

}  // namespace gulliver
