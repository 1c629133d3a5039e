// SPDX-License-Identifier: MIT
#include <runners/kernel/build_log.hpp>

#include <runners/model/layer.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

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

/// What only a link can say: ld.lld, GNU ld, modpost, resolve_btfids.
bool is_of_link(std::string_view text) {
  for (std::string_view prefix : {"ld.lld: error: ", "ERROR: modpost: ", "FAILED: load BTF"})
    if (text.starts_with(prefix)) return true;
  return text.find(": undefined reference to `") != std::string_view::npos;
}

/// make gives up on a target of the link: "make[2]: *** [scripts/Makefile.vmlinux:72: vmlinux] Error 1".
bool is_end_of_link(std::string_view text) {
  for (std::string_view file : {"Makefile.vmlinux", "Makefile.modpost", "Makefile.modfinal"})
    if (text.find(file) != std::string_view::npos) return true;
  return false;
}

/// Linker, modpost, shell and make, most telling first.
std::optional<Diagnostic> tool_message(std::string_view line) {
  if (is_of_link(line)) return Diagnostic{"", 0, "error", std::string(line.substr(0, longest_text))};
  for (std::string_view prefix : {"FAILED: ", "Error: ", "scripts/Kconfig"})
    if (line.starts_with(prefix)) return Diagnostic{"", 0, "error", std::string(line.substr(0, longest_text))};
  if (line.starts_with("make") && line.find("*** ") != std::string_view::npos)
    return Diagnostic{"", 0, "fatal", std::string(line.substr(0, longest_text))};
  return std::nullopt;
}

/// make itself, of a makefile that it reads: "FILE:LINE: *** TEXT.  Stop."
std::optional<Diagnostic> makefile_message(std::string_view line) {
  constexpr std::string_view mark = ": *** ", end = ".  Stop.";
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto place = parse_place(line.substr(0, at));
  if (!place) return std::nullopt;
  line.remove_prefix(at + mark.size());
  if (line.ends_with(end)) line.remove_suffix(end.size());
  return Diagnostic{place->file, place->line, "error", std::string(line.substr(0, longest_text))};
}

std::optional<Diagnostic> message(std::string_view line) {
  if (auto found = c_message(line)) return found;
  if (auto found = makefile_message(line)) return found;
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

/// ld.lld says below its message who refers to a symbol: ">>> referenced by FILE:LINE (PATH:LINE)", and
/// then ">>>               OBJECT:(FUNCTION) in archive vmlinux.a"; without debug information, or
/// without a file, the object stands in the first line. The object goes behind the message.
class LinkReferences {
 public:
  void read(std::string_view line, std::vector<Diagnostic>& diagnostics) {
    constexpr std::string_view mark = ">>> referenced by ";
    const bool object_was_due = std::exchange(object_due_, false);
    if (diagnostics.empty() || !line.starts_with(">>> ")) return;
    std::string& text = diagnostics.back().text;
    if (line.starts_with(mark)) {
      if (!text.starts_with("ld.lld: error: ") || text.find(joint) != std::string::npos) return;
      length_ = text.size();
      object_due_ = true;
      append(text, line.substr(mark.size()));
    } else if (object_was_due && line.starts_with(">>>  ")) {
      text.resize(length_);
      append(text, line.substr(std::min(line.find_first_not_of(' ', 3), line.size())));
    }
  }

 private:
  static constexpr std::string_view joint = ", referenced by ";

  static void append(std::string& text, std::string_view object) {
    object = object.substr(0, object.find(" in archive "));
    text += std::string(joint) + in_tree(object.substr(0, longest_text));
  }

  bool object_due_ = false;
  std::size_t length_ = 0;  ///< of the message alone
};

/// The message that a failure is known by.
const Diagnostic* most_telling(const std::vector<Diagnostic>& diagnostics) {
  for (std::string_view severity : {"error", "fatal"})
    if (const auto first = std::ranges::find(diagnostics, severity, &Diagnostic::severity); first != diagnostics.end())
      return &*first;
  return nullptr;
}

}  // namespace

std::vector<Diagnostic> parse_build_log(std::string_view log) {
  std::vector<Diagnostic> diagnostics;
  LinkReferences references;
  while (!log.empty()) {
    const std::size_t end = log.find('\n');
    const std::string_view line = log.substr(0, end);
    log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
    place_last(line, diagnostics);
    references.read(line, diagnostics);
    if (diagnostics.size() == most_diagnostics) continue;
    if (auto found = message(line)) diagnostics.push_back(std::move(*found));
  }
  return diagnostics;
}

Verdict build_failure(const std::vector<Diagnostic>& diagnostics) {
  const Diagnostic* first = most_telling(diagnostics);
  if (first == nullptr) return {VerdictKind::build_failed, "make failed and no tool said why; see the build log"};
  const bool link = is_of_link(first->text) || (first->severity == "fatal" && is_end_of_link(first->text));
  std::string reason = origin_of(*first).in_words();
  if (!reason.empty()) reason += ": ";
  if (!first->file.empty()) reason += first->file + ":" + std::to_string(first->line) + ": ";
  return {link ? VerdictKind::link_failed : VerdictKind::build_failed, reason + first->text};
}

std::string machine_trouble(std::string_view log) {
  if (log.find("No space left on device") != std::string_view::npos)
    return "no space left on the device that holds the build folder";
  if (const std::size_t at = log.find("\nccache: error: "); at != std::string_view::npos)
    return "the compiler cache failed: " + std::string(log.substr(at + 1, log.find('\n', at + 1) - at - 1));
  for (std::string_view sign : {"Cannot allocate memory", "signal: 9, SIGKILL", "virtual memory exhausted", "] Killed"})
    if (log.find(sign) != std::string_view::npos)
      return "the machine ran out of memory: a compiler was killed (\"" + std::string(sign) + "\" in the build log)";
  for (std::string_view sign : {"] Interrupt", "] Terminated", "] Hangup"})  // make, of a job of its own
    if (log.find(sign) != std::string_view::npos)
      return "a signal from outside ended the build (\"" + std::string(sign.substr(2)) + "\" in the build log)";
  return {};
}

}  // namespace gulliver
