// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_line.hpp>

#include <runners/model/console_text.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace gulliver {
namespace {

using Kind = KtapLine::Kind;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the blanks off the front, and tells how wide they are.
std::string_view take_indent(std::string_view line, std::size_t& indent) {
  std::size_t at = 0;
  for (; at < line.size() && (line[at] == ' ' || line[at] == '\t'); ++at) indent += line[at] == '\t' ? 4 : 1;
  return line.substr(at);
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Takes a decimal number off the front.
std::optional<int> take_number(std::string_view& text) {
  constexpr int largest = std::numeric_limits<int>::max();
  int number = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits)
    number = number > (largest - 9) / 10 ? largest : number * 10 + (text[digits] - '0');
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

/// SKIP wins over either word, TIMEOUT and ERROR mean "not ok"; every other directive (TODO,
/// XFAIL) leaves the result as it stands: a failure that was expected is still a failure.
TestStatus status_of(bool ok, std::string_view directive) {
  if (directive.starts_with("SKIP")) return TestStatus::skipped;
  return ok && directive != "TIMEOUT" && directive != "ERROR" ? TestStatus::passed : TestStatus::failed;
}

/// What follows `ok 3`: "[ -][ name][ # [DIRECTIVE] comment]".
void read_description(std::string_view rest, bool ok, KtapLine& line) {
  const std::size_t message = std::min(find_timestamp(rest), rest.size());
  line.foreign = rest.substr(message);
  rest = rest.substr(0, message);
  const std::size_t hash = rest.find('#');
  line.name = trimmed(rest.substr(0, hash));
  if (line.name == "-") line.name = {};
  if (take(line.name, "- ")) line.name = trimmed(line.name);
  line.text = hash == std::string_view::npos ? std::string_view() : trimmed(rest.substr(hash + 1));
  const std::string_view word = line.text.substr(0, line.text.find(' '));
  line.status = status_of(ok, word);
  if (word == "SKIP") line.text = trimmed(line.text.substr(word.size()));
}

bool read_result(std::string_view text, KtapLine& line) {
  const bool ok = !take(text, "not ");
  if (!take(text, "ok ")) return false;
  const std::optional<int> number = take_number(text);
  if (!number || !(text.empty() || text.starts_with(' '))) return false;
  line.kind = Kind::result;
  line.number = *number;
  read_description(text, ok, line);
  return true;
}

bool read_plan(std::string_view text, KtapLine& line) {
  if (!take(text, "1..")) return false;
  const std::optional<int> number = take_number(text);
  text = trimmed(text);
  if (!number || !(text.empty() || text.starts_with('#'))) return false;
  line.kind = Kind::plan;
  line.number = *number;
  return true;
}

bool is_end(std::string_view text) {
  return text.starts_with("List of all partitions:") ||
         text.starts_with("Kernel panic - not syncing: VFS:") || text.starts_with("reboot: System halted");
}

/// KUnit's attributes (lib/kunit/attributes.c), of a suite ("speed: slow") or a test ("name.speed: slow").
bool is_attribute(std::string_view text) {
  const std::string_view key = text.substr(0, text.find(": "));
  const std::string_view last = key.substr(key.rfind('.') + 1);
  return key.find(' ') == std::string_view::npos &&
         (last == "speed" || last == "module" || last == "is_init");
}

/// KUnit's summaries: "Totals: pass:7 fail:0 skip:0 total:7".
bool is_summary(std::string_view text) {
  const std::size_t pass = text.find(": pass:");
  return pass != std::string_view::npos && text.find(" total:", pass) != std::string_view::npos;
}

bool is_digest_name(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-";
  return !name.empty() && name.size() <= 100 && name.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_digest_value(std::string_view value) {
  return !value.empty() && value.size() <= 64 && value.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "NAME HEX", and nothing else.
void read_digest(std::string_view text, KtapLine& line) {
  line.kind = Kind::digest;
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return;
  const std::string_view value = text.substr(blank + 1);
  if (!is_digest_name(text.substr(0, blank)) || !is_digest_value(value)) return;
  line.name = text.substr(0, blank);
  line.text = value;
}

/// What follows `# `.
void read_diagnostic(std::string_view text, KtapLine& line) {
  constexpr std::string_view mark = ".location: ";
  const std::size_t location = text.find(mark);
  if (take(text, "Subtest: ")) {
    line.kind = Kind::subtest;
    line.name = trimmed(text);
  } else if (take(text, "digest: ")) {
    read_digest(trimmed(text), line);
  } else if (location != std::string_view::npos && text.find(' ') > location) {
    line.kind = Kind::location;
    line.name = text.substr(0, location);
    line.text = trimmed(text.substr(location + mark.size()));
  } else if (is_attribute(text) || is_summary(text)) {
    line.kind = Kind::attribute;
  }
}

}  // namespace

std::size_t find_ktap_version(std::string_view line) {
  const std::string_view text = line.substr(0, line.find_last_not_of(" \t") + 1);
  for (std::string_view version : {"KTAP version 1", "TAP version 13", "TAP version 14"})
    if (text.ends_with(version)) return text.size() - version.size();
  return std::string_view::npos;
}

/// Most lines of a console are told from KTAP by the first character that is not blank.
KtapLine read_ktap_line(std::string_view line) {
  KtapLine result;
  std::string_view text = take_indent(line, result.indent);
  result.text = text;
  switch (text.empty() ? '\0' : text[0]) {
    case 'o':
    case 'n':
      read_result(text, result);
      break;
    case '1':
      read_plan(text, result);
      break;
    case 'K':
    case 'T':
      if (find_ktap_version(text) == 0) result.kind = Kind::version;
      [[fallthrough]];
    case 'L':
    case 'r':
      if (is_end(text)) result.kind = Kind::end;
      break;
    case '#':
      if (take(text, "# ")) read_diagnostic(text, result);
      break;
  }
  return result;
}

}  // namespace gulliver
