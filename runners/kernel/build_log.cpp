// SPDX-License-Identifier: MIT
#include <runners/kernel/build_log.hpp>

#include <runners/toolchain/sandbox.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace gulliver {
namespace {

constexpr std::size_t most_diagnostics = 200;
constexpr std::size_t longest_text = 500;

/// The path as the tree knows it.
std::string in_tree(std::string_view path) {
  const std::array<std::string, 2> places{std::string(inside::source) + "/", std::string(inside::build) + "/"};
  for (const std::string& place : places)
    if (path.starts_with(place)) path.remove_prefix(place.size());
  while (path.starts_with("./") || path.starts_with("../")) path.remove_prefix(path.find('/') + 1);
  return std::string(path);
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Place {
  std::string file;
  int line = 0;
};

/// "FILE:LINE:COLUMN" or "FILE:LINE".
std::optional<Place> parse_place(std::string_view text) {
  std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto line = number(text.substr(colon + 1));
  if (!line) return std::nullopt;
  text = text.substr(0, colon);
  colon = text.rfind(':');
  if (colon != std::string_view::npos) {
    if (const auto before = number(text.substr(colon + 1))) {
      line = before;
      text = text.substr(0, colon);
    }
  }
  if (text.empty() || text.find(' ') != std::string_view::npos) return std::nullopt;
  return Place{in_tree(text), *line};
}

/// clang and the assembler: "FILE:LINE:COLUMN: error: TEXT".
std::optional<Diagnostic> c_message(std::string_view line) {
  for (std::string_view severity : {"fatal error", "error", "warning"}) {
    const std::string mark = ": " + std::string(severity) + ": ";
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    const auto place = parse_place(line.substr(0, at));
    if (!place) continue;
    return Diagnostic{place->file, place->line, severity == "warning" ? "warning" : "error",
                      std::string(line.substr(at + mark.size(), longest_text))};
  }
  return std::nullopt;
}

/// rustc: "error[E0425]: TEXT" or "warning: TEXT"; the place follows as " --> FILE:LINE:COLUMN".
std::optional<Diagnostic> rust_message(std::string_view line) {
  for (std::string_view severity : {"error", "warning"}) {
    if (!line.starts_with(severity)) continue;
    const std::string_view rest = line.substr(severity.size());
    if (!rest.starts_with(": ") && !rest.starts_with("[")) continue;
    if (rest.starts_with(": aborting due to") || rest.find("warnings emitted") != std::string_view::npos ||
        rest.find("warning emitted") != std::string_view::npos)
      return std::nullopt;
    return Diagnostic{"", 0, std::string(severity), std::string(line.substr(0, longest_text))};
  }
  return std::nullopt;
}

/// Linker, modpost, shell and make, most telling first.
std::optional<Diagnostic> tool_message(std::string_view line) {
  for (std::string_view prefix : {"ld.lld: error: ", "ERROR: modpost: ", "FAILED: ", "Error: ", "scripts/Kconfig"})
    if (line.starts_with(prefix)) return Diagnostic{"", 0, "error", std::string(line.substr(0, longest_text))};
  if (line.starts_with("make") && line.find("*** ") != std::string_view::npos)
    return Diagnostic{"", 0, "fatal", std::string(line.substr(0, longest_text))};
  return std::nullopt;
}

std::optional<Diagnostic> message(std::string_view line) {
  if (auto found = c_message(line)) return found;
  if (auto found = rust_message(line)) return found;
  return tool_message(line);
}

/// " --> rust/kernel/str.rs:12:5" belongs to the rustc message before it.
void place_last(std::string_view line, std::vector<Diagnostic>& diagnostics) {
  const std::size_t start = line.find_first_not_of(' ');
  if (diagnostics.empty() || start == std::string_view::npos || !line.substr(start).starts_with("--> ")) return;
  Diagnostic& last = diagnostics.back();
  const auto place = parse_place(line.substr(start + 4));
  if (!place || !last.file.empty() || last.severity == "fatal") return;
  last.file = place->file;
  last.line = place->line;
}

}  // namespace

std::vector<Diagnostic> parse_build_log(std::string_view log) {
  std::vector<Diagnostic> diagnostics;
  while (!log.empty()) {
    const std::size_t end = log.find('\n');
    const std::string_view line = log.substr(0, end);
    log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
    place_last(line, diagnostics);
    if (diagnostics.size() == most_diagnostics) continue;
    if (auto found = message(line)) diagnostics.push_back(std::move(*found));
  }
  return diagnostics;
}

std::string build_failure_reason(const std::vector<Diagnostic>& diagnostics) {
  auto first = std::ranges::find(diagnostics, "error", &Diagnostic::severity);
  if (first == diagnostics.end()) first = std::ranges::find(diagnostics, "fatal", &Diagnostic::severity);
  if (first == diagnostics.end()) return "make failed and no tool said why; see the build log";
  if (first->file.empty()) return first->text;
  return first->file + ":" + std::to_string(first->line) + ": " + first->text;
}

std::string machine_trouble(std::string_view log) {
  if (log.find("No space left on device") != std::string_view::npos)
    return "no space left on the device that holds the build folder";
  if (const std::size_t at = log.find("\nccache: error: "); at != std::string_view::npos)
    return "the compiler cache failed: " + std::string(log.substr(at + 1, log.find('\n', at + 1) - at - 1));
  for (std::string_view sign : {"Cannot allocate memory", "signal: 9, SIGKILL", "virtual memory exhausted", "] Killed"})
    if (log.find(sign) != std::string_view::npos)
      return "the machine ran out of memory: a compiler was killed (\"" + std::string(sign) + "\" in the build log)";
  return {};
}

}  // namespace gulliver
