// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/text.hpp>

namespace gulliver {
namespace {

Colour colour_of(Change change) {
  if (is_accusation(change)) return Colour::red;
  if (change == Change::unknown) return Colour::magenta;
  return change == Change::flaky || change == Change::still_failing ? Colour::yellow : Colour::green;
}

Colour colour_of(AnswerWord outcome) {
  if (outcome == AnswerWord::clean) return Colour::green;
  return outcome == AnswerWord::unknown ? Colour::magenta : Colour::red;
}

/// Lines of text, each with something of ours in front, and harmless.
class Lines {
 public:
  explicit Lines(const TextStyle& style) : style_(style) {}

  void add(const std::string& line, Colour colour = Colour::none) {
    text_ += paint(line, colour, style_) + "\n";
  }
  void add(const std::vector<Row>& rows) {
    for (const std::string& line : aligned(rows, style_)) text_ += line + "\n";
  }
  void head(const std::string& line) { text_ += "\n" + paint(line, Colour::bold, style_) + "\n"; }
  std::string text() && { return std::move(text_); }

 private:
  TextStyle style_;
  std::string text_;
};

std::vector<Row> table(const PatchResult& result) {
  std::vector<Row> rows{
      {{"cell", Colour::bold}, {"change", Colour::bold}, {"tests", Colour::bold}, {"reason", Colour::bold}}};
  for (const CellComparison& cell : result.cells) {
    const std::string tests = counts_text(tests_of({&cell}));
    rows.push_back({{cell.cell.id},
                    {std::string(name_of(cell.change)), colour_of(cell.change)},
                    {tests.empty() ? "-" : tests},
                    {cell.reason}});
  }
  return rows;
}

void add_chain(Lines& lines, const BrokenChain& chain) {
  const auto or_nothing = [](const std::string& binding) { return binding.empty() ? "(nothing)" : binding; };
  lines.add("      C     " + chain.header + "  " + chain.header_line);
  lines.add("      Rust  " + or_nothing(chain.binding.before));
  lines.add("         -> " + or_nothing(chain.binding.after));
  lines.add("      used  " + chain.user);
}

void add_accusations(Lines& lines, const PatchResult& result) {
  const std::vector<Accusation> all = accusations(result);
  if (!all.empty()) lines.head("what broke:");
  for (const Accusation& accusation : all) {
    lines.add("  " + part_text(accusation) + ", on " + names_of(accusation.cells));
    lines.add("    - " + blame_text(accusation.blame), Colour::red);
    if (accusation.blame.chain) add_chain(lines, *accusation.blame.chain);
    const std::string pattern = endian_pattern(result, accusation.cells);
    if (!pattern.empty()) lines.add("      it " + pattern, Colour::yellow);
  }
}

void add_asides(Lines& lines, const PatchResult& result) {
  const std::vector<NewWarning> warnings = new_warnings(result);
  if (!warnings.empty()) lines.head("new warnings:");
  for (const auto& [diagnostic, cells] : warnings)
    lines.add("  - " + message_text(diagnostic) + "  (" + names_of(cells) + ")");
  const auto aside = [&](Change change, const std::string& words) {
    const Cells cells = cells_that_are(result, change);
    if (!cells.empty()) lines.head(words + ": " + names_of(cells));
  };
  aside(Change::flaky, "flaky, not counted");
  aside(Change::still_failing, "failing as before");
}

void add_help(Lines& lines, const PatchResult& result) {
  const std::string change = needs_change(result);
  if (!change.empty()) lines.head("needs a change: " + change);
  if (!result.maintainers.empty()) lines.head("maintainers:");
  for (const std::string& maintainer : result.maintainers) lines.add("  - " + maintainer);
  const std::vector<std::string> all = commands(result);
  if (!all.empty()) lines.head("to repeat:");
  for (const std::string& command : all) lines.add("  " + command);
}

}  // namespace

std::string render_answer(const PatchResult& result, const TextStyle& style) {
  Lines lines(style);
  lines.add(headline(result), colour_of(outcome_of(result)));
  if (!result.cells.empty()) {
    lines.add("");
    lines.add(table(result));
  }
  add_accusations(lines, result);
  add_asides(lines, result);
  add_help(lines, result);
  return std::move(lines).text();
}

}  // namespace gulliver
