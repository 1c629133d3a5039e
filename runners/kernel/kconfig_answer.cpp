// SPDX-License-Identifier: MIT
#include <runners/kernel/kconfig_answer.hpp>

#include <array>

namespace gulliver {
namespace {

constexpr std::string_view mark = "gulliver\t";

/// KIND and up to four fields.
using Fields = std::array<std::string, 5>;

Fields fields_of(std::string_view line) {
  Fields fields;
  for (std::string& field : fields) {
    const std::size_t end = line.find('\t');
    field = line.substr(0, end);
    if (end == line.npos) break;
    line.remove_prefix(end + 1);
  }
  return fields;
}

void add(KconfigAnswer& answer, const Fields& fields) {
  const auto& [kind, first, second, third, fourth] = fields;
  if (kind == "end") {
    answer.complete = true;
  } else if (kind == "lost") {
    answer.lost.push_back({first, {}, {}, false, {}});
  } else if (kind == "defined") {
    answer.defined[first] = second;
  } else if (kind == "macro") {
    answer.macros[first] = second;
  } else if (kind == "rust") {
    answer.rust_complaint = first;
  } else if (answer.lost.empty()) {
    return;
  } else if (kind == "cause") {
    answer.lost.back().causes.push_back(first);
  } else if (kind == "excludes-rust") {
    answer.lost.back().excludes_rust = true;
  } else if (kind == "with") {
    answer.lost.back().consequences.push_back(first);
  } else if (kind == "probe") {
    answer.lost.back().facts.push_back({kind, first, "", "", second});
  } else {
    answer.lost.back().facts.push_back({kind, first, second, third, fourth});
  }
}

}  // namespace

KconfigAnswer parse_kconfig_answer(std::string_view text) {
  KconfigAnswer answer;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(mark)) add(answer, fields_of(line.substr(mark.size())));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return answer;
}

std::string kconfig_line(std::string_view kind, std::string_view first, std::string_view second) {
  std::string line(mark);
  line.append(kind).append("\t").append(first);
  if (!second.empty()) line.append("\t").append(second);
  return line + "\n";
}

}  // namespace gulliver
