// SPDX-License-Identifier: MIT
#include <runners/kernel/doctest_places.hpp>

#include <runners/model/layer.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace gulliver {
namespace {

/// An example, and where its text begins in both files.
struct Example {
  std::string file;
  int line = 0;       ///< in `file`
  int generated = 0;  ///< in the generated file: the line that stands for `line`
  int end = 0;        ///< in the generated file: the line behind the example
};

/// The number at the front of a text; 0 where there is none that a line of a file can have.
int number_ahead(std::string_view text) {
  constexpr int most_lines = 100'000'000;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value > 0 && value < most_lines ? value : 0;
}

/// `    ::kernel::kunit::info(fmt!("    # NAME.location: FILE:LINE\n"));`
std::optional<Example> example_in(std::string_view text) {
  constexpr std::string_view mark = ".location: ";
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos || text.find("kunit::info(") > at) return std::nullopt;
  text.remove_prefix(at + mark.size());
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return Example{std::string(text.substr(0, colon)), number_ahead(text.substr(colon + 1)), 0, 0};
}

/// `    static __DOCTEST_ANCHOR: i32 = ::core::line!() as i32 + 7 + 2;` means: 9 lines further down.
std::optional<int> anchor_in(std::string_view text) {
  constexpr std::string_view mark = "__DOCTEST_ANCHOR: i32 = ::core::line!() as i32 + ";
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  return number_ahead(text.substr(at + mark.size())) + 2;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// In the order of the file; those without an anchor are left out.
std::vector<Example> examples_in(std::string_view generated) {
  std::vector<Example> examples;
  std::optional<Example> open;
  int line = 1;
  const auto close = [&] {
    if (!examples.empty() && examples.back().end == 0) examples.back().end = line;
  };
  for (; !generated.empty(); ++line) {
    const std::string_view text = take_line(generated);
    if (text.starts_with("/// Generated `")) close();
    if (auto example = example_in(text)) open = std::move(example);
    const std::optional<int> anchor = open ? anchor_in(text) : std::nullopt;
    if (!anchor) continue;
    open->generated = line + *anchor;
    examples.push_back(*std::exchange(open, std::nullopt));
  }
  close();
  return examples;
}

}  // namespace

void place_doctests(std::vector<Diagnostic>& diagnostics, std::string_view generated) {
  if (std::ranges::find(diagnostics, doctests_file, &Diagnostic::file) == diagnostics.end()) return;
  const std::vector<Example> examples = examples_in(generated);
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.file != doctests_file) continue;
    const auto next = std::ranges::upper_bound(examples, diagnostic.line, {}, &Example::generated);
    if (next == examples.begin()) continue;
    const Example& example = *std::prev(next);
    if (diagnostic.line >= example.end) continue;
    diagnostic.line += example.line - example.generated;
    diagnostic.file = example.file;
    diagnostic.text += in_a_doctest;
  }
}

}  // namespace gulliver
