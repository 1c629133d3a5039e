// SPDX-License-Identifier: MIT
#include <orchestrator/export/exported_facts.hpp>

#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/report.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>

namespace gulliver {
namespace {

constexpr std::size_t longest_line_number = 9;  // digits

bool is_number(std::string_view text) {
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  return !text.empty() && text.size() <= longest_line_number && std::ranges::all_of(text, is_digit);
}

std::string_view whole_characters(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

/// "1:19.1.7-3+b1" of Debian is 19.1.7.
std::string upstream_version(const std::string& version) {
  const std::size_t begin = version.find(':') + 1;  // npos + 1 is 0
  return version.substr(begin, version.find('-', begin) - begin);
}

}  // namespace

bool is_built(const RunRecord& record) {
  return record.boot.has_value() || (record.build && !record.build->image_hash.empty());
}

std::string tools_text(const RunRecord& record) {
  std::string tools;
  for (const std::string tool : {"rustc", "clang", "bindgen"})
    for (const auto& [package, version] : record.versions) {
      if (!decides_kernel(package) || !(package == tool || package.starts_with(tool + "-"))) continue;
      tools += (tools.empty() ? "" : ", ") + tool + " " + upstream_version(version);
      break;
    }
  return tools;
}

std::string exact_tree(const Revision& tree) {
  return tree.base + (tree.id.empty() ? "" : " (tree " + tree.id + ")");
}

bool is_tree_file(std::string_view path) {
  if (path.starts_with('/') || path.ends_with("()") || path.find_first_of("/.") == path.npos)
    return path == "Makefile" || path == "Kconfig";
  return ("/" + std::string(path) + "/").find("/../") == std::string::npos;
}

Place tree_place(const std::string& text) {
  Place place;
  place.file = text;
  const std::size_t colon = text.rfind(':');
  if (colon != text.npos && is_number(std::string_view(text).substr(colon + 1))) {
    place.file = text.substr(0, colon);
    place.line = std::stoi(text.substr(colon + 1));
  }
  return is_tree_file(place.file) ? place : Place{};
}

std::string text_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // http://www.isthe.com/chongo/tech/comp/fnv/
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

std::string excerpt(std::string_view text, std::size_t limit) {
  const std::string safe = printable_lines(whole_characters(text, limit));
  return std::string(whole_characters(safe, limit));
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string messages_of(const RunRecord& record) {
  std::vector<std::string> lines;
  if (record.build)
    for (const Diagnostic& diagnostic : record.build->diagnostics) lines.push_back(message_text(diagnostic));
  return lines_of(lines);
}

}  // namespace gulliver
