// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/text.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace gulliver {
namespace {

constexpr std::size_t most_text = 4096;        // bytes of one annotation: GitHub cuts it anyway
constexpr std::size_t most_summary = 1 << 20;  // bytes that GitHub takes of a step
constexpr std::string_view cut_note = "\n\nThe rest is left out: it is too long.\n";

/// The escapes of @actions/core: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    result += special.find(c) == special.npos ? std::string(1, c) : std::string(code);
  }
  return result;
}

std::string property(std::string_view text) {
  return escaped(excerpt(text, most_text), "%\r\n:,");
}
std::string message_data(std::string_view text) {
  return escaped(text, "%\r\n");
}

/// One line: "::error file=rust/kernel/xarray.rs,line=213,title=abstraction xarray::...". `texts` become its
/// lines.
std::string command(const char* name, const Place& place, const std::string& title,
                    const std::vector<std::string>& texts) {
  std::string line = "::" + std::string(name) + " ";
  if (!place.file.empty()) line += "file=" + property(place.file) + ",";
  if (place.line > 0) line += "line=" + std::to_string(place.line) + ",";
  line += "title=" + property(title) + "::";
  std::string message;
  for (const std::string& text : texts)
    if (!text.empty()) message += (message.empty() ? "" : "\n") + printable(text);
  return line + message_data(message) + "\n";
}

std::vector<std::string> chain_texts(const std::optional<BrokenChain>& chain) {
  if (!chain) return {};
  return {chain->header + ": " + chain->header_line, "was: " + chain->binding.before,
          "is: " + chain->binding.after};
}

/// What Markdown, HTML or GitHub could take for its own becomes a numeric reference, which CommonMark reads
/// as text: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
std::string references(std::string_view text) {
  std::string result;
  for (const char c : printable(excerpt(text, most_text))) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        std::isalnum(byte) || byte >= 0x80 || std::string_view(" /,()-").find(c) != std::string_view::npos;
    result += plain ? std::string(1, c) : "&#" + std::to_string(byte) + ";";
  }
  return result;
}

/// A text on one line, as code: so that nobody is mentioned, and nothing linked.
std::string code(std::string_view text) {
  return "<code>" + references(text) + "</code>";
}

std::string table(const PatchResult& result) {
  std::string text = "| cell | change | tests | reason |\n|---|---|---|---|\n";
  for (const CellComparison& cell : result.cells) {
    const std::string tests = counts_text(tests_of({&cell}));
    text += "| " + code(cell.cell.id) + " | " + (is_accusation(cell.change) ? "**" : "") +
            std::string(name_of(cell.change)) + (is_accusation(cell.change) ? "**" : "") + " | " +
            (tests.empty() ? "-" : tests) + " | " + code(cell.reason) + " |\n";
  }
  return text;
}

std::string accusation_item(const PatchResult& result, const Accusation& accusation) {
  std::string text = "- " + code(part_text(accusation)) + " on " + code(names_of(accusation.cells)) + "\n";
  text += "  - " + code(blame_text(accusation.blame)) + "\n";
  for (const std::string& line : chain_texts(accusation.blame.chain)) text += "  - " + code(line) + "\n";
  const std::string pattern = endian_pattern(result, accusation.cells);
  return pattern.empty() ? text : text + "  - it " + pattern + "\n";
}

std::string list(const std::string& head, const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string text = "\n### " + head + "\n\n";
  for (const std::string& item : items) text += "- " + code(item) + "\n";
  return text;
}

}  // namespace

std::string github_annotations(const PatchResult& result) {
  std::string text;
  if (!result.does_not_apply.empty()) text += command("error", {}, "does not apply", {result.does_not_apply});
  for (const Accusation& accusation : accusations(result)) {
    std::vector<std::string> lines{blame_text(accusation.blame), "on " + names_of(accusation.cells)};
    std::ranges::move(chain_texts(accusation.blame.chain), std::back_inserter(lines));
    text += command("error", tree_place(accusation.blame.place),
                    part_text(accusation) + " (" + std::string(name_of(accusation.change)) + ")", lines);
  }
  for (const auto& [diagnostic, cells] : new_warnings(result)) {
    const Place place = tree_place(diagnostic.file + ":" + std::to_string(diagnostic.line));
    text += command("warning", place, "new warning", {diagnostic.text, "on " + names_of(cells)});
  }
  return text;
}

std::string github_summary(const PatchResult& result) {
  std::string text = "## " + code(headline(result)) + "\n\n";
  if (!result.cells.empty()) text += table(result);
  const std::vector<Accusation> all = accusations(result);
  if (!all.empty()) text += "\n### What broke\n\n";
  for (const Accusation& accusation : all) text += accusation_item(result, accusation);
  std::vector<std::string> warnings;
  for (const auto& [diagnostic, cells] : new_warnings(result))
    warnings.push_back(message_text(diagnostic) + " (" + names_of(cells) + ")");
  text += list("New warnings", warnings);
  const std::string change = needs_change(result);
  if (!change.empty()) text += "\n### Needs a change\n\n" + code(change) + "\n";
  text += list("Maintainers", result.maintainers);
  text += list("To repeat", commands(result));
  if (text.size() <= most_summary) return text;
  text.resize(text.rfind('\n', most_summary - cut_note.size()));
  return text + std::string(cut_note);
}

}  // namespace gulliver
