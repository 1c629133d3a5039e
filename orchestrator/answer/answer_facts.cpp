// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer_facts.hpp>

#include <algorithm>

namespace gulliver {
namespace {

std::vector<Blame> blames_of(const CellComparison& cell) {
  if (!cell.blames.empty()) return cell.blames;
  Blame blame;
  blame.text = cell.reason;
  return {blame};
}

}  // namespace

std::string_view name_of(AnswerWord outcome) {
  switch (outcome) {
    case AnswerWord::clean:
      return "clean";
    case AnswerWord::worse:
      return "worse";
    case AnswerWord::does_not_apply:
      return "does-not-apply";
    case AnswerWord::unknown:
      return "unknown";
  }
  return "unknown";
}

AnswerWord outcome_of(const PatchResult& result) {
  return static_cast<AnswerWord>(exit_code_of(result));
}

Cells cells_that_are(const PatchResult& result, Change change) {
  Cells cells;
  for (const CellComparison& cell : result.cells)
    if (cell.change == change) cells.push_back(&cell);
  return cells;
}

Cells cells_of(const PatchResult& result, Endian endian) {
  Cells cells;
  for (const CellComparison& cell : result.cells)
    if (cell.cell.endian == endian) cells.push_back(&cell);
  return cells;
}

Cells counted_cells(const PatchResult& result) {
  Cells cells;
  for (const CellComparison& cell : result.cells)
    if (cell.change != Change::flaky) cells.push_back(&cell);
  return cells;
}

std::vector<Accusation> accusations(const PatchResult& result) {
  std::vector<Accusation> found;
  for (const CellComparison* cell : accused(result))
    for (const Blame& blame : blames_of(*cell)) {
      const auto is_it = [&](const Accusation& a) { return a.blame == blame && a.change == cell->change; };
      const auto known = std::ranges::find_if(found, is_it);
      if (known == found.end())
        found.push_back({blame, cell->change, {cell}});
      else if (known->cells.back() != cell)
        known->cells.push_back(cell);
    }
  return found;
}

std::vector<NewWarning> new_warnings(const PatchResult& result) {
  std::vector<NewWarning> found;
  for (const CellComparison& cell : result.cells)
    for (const Diagnostic& warning : cell.new_warnings) {
      const auto known = std::ranges::find(found, warning, &NewWarning::diagnostic);
      if (known == found.end())
        found.push_back({warning, {&cell}});
      else if (known->cells.back() != &cell)
        known->cells.push_back(&cell);
    }
  return found;
}

Stage stage_of(const CellComparison& cell) {
  const auto is_bad = [](const TestChange& test) { return is_accusation(test.change); };
  if (!cell.patched) return Stage::build;
  const VerdictKind kind = cell.patched->verdict.kind;
  if (kind == VerdictKind::unsupported || kind == VerdictKind::config_dropped) return Stage::configuration;
  if (!is_built(*cell.patched)) return Stage::build;
  return std::ranges::any_of(cell.tests, is_bad) ? Stage::tests : Stage::boot;
}

TestCounts tests_of(const Cells& cells) {
  TestCounts sum;
  for (const CellComparison* cell : cells) {
    if (!cell->patched || !cell->patched->tests) continue;
    const TestCounts counts = count(*cell->patched->tests);
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
    sum.missing += counts.missing;
  }
  return sum;
}

std::optional<int> first_bad_of(const PatchResult& result) {
  std::optional<int> first;
  for (const CellComparison* cell : accused(result))
    if (cell->first_bad && (!first || *cell->first_bad < *first)) first = cell->first_bad;
  return first;
}

const SubmittedPatch* patch_of(const PatchResult& result, int number) {
  const auto found = std::ranges::find(result.series.patches, number, &SubmittedPatch::number);
  return found == result.series.patches.end() ? nullptr : &*found;
}

std::string touched_file(const PatchResult& result) {
  constexpr std::string_view mark = "\n+++ b/";  // of `git diff`
  for (const SubmittedPatch& patch : result.series.patches) {
    if (patch.number < first_bad_of(result).value_or(patch.number)) continue;
    const std::size_t at = patch.text.find(mark);
    if (at == patch.text.npos) continue;
    const std::size_t begin = at + mark.size();
    const std::string file = patch.text.substr(begin, patch.text.find_first_of("\t\r\n", begin) - begin);
    if (is_tree_file(file)) return file;
  }
  return "Makefile";
}

}  // namespace gulliver
