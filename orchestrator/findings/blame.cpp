// SPDX-License-Identifier: MIT
#include <orchestrator/findings/blame.hpp>
#include <orchestrator/findings/broken_chain.hpp>
#include <orchestrator/findings/comparison.hpp>
#include <orchestrator/findings/test_changes.hpp>

#include <algorithm>
#include <functional>

namespace gulliver {
namespace {

constexpr std::size_t most_blames = 20;  // of one cell: what follows from the first ones is noise

std::string place_of(const Diagnostic& diagnostic) {
  if (diagnostic.file.empty() || diagnostic.line == 0) return diagnostic.file;
  return diagnostic.file + ":" + std::to_string(diagnostic.line);
}

Blame blame(Origin origin, std::string place, std::string text) {
  Blame made;
  made.origin = std::move(origin);
  made.place = std::move(place);
  made.text = std::move(text);
  return made;
}

/// What make says once a tool has failed ("make: *** [...] Error 2") follows from what the tool said.
std::vector<Diagnostic> errors_with_a_place(std::vector<Diagnostic> errors) {
  const auto has_place = [](const Diagnostic& error) { return !error.file.empty(); };
  if (std::ranges::any_of(errors, has_place)) std::erase_if(errors, std::not_fn(has_place));
  return errors;
}

std::vector<Blame> of_build(const CellComparison& cell, const BlameSources& sources) {
  std::vector<Blame> blames;
  for (const Diagnostic& error : errors_with_a_place(new_errors(cell))) {
    if (blames.size() == most_blames) break;
    blames.push_back(blame(origin_of(error), place_of(error), error.text));
    blames.back().chain = broken_chain(error, sources);
  }
  return blames;
}

/// The first changed line of a Kconfig file that speaks of one of these words.
std::string changed_kconfig(const TreeChanges& changes, const std::string& words) {
  for (const ChangedFile& file : changes) {
    const std::string& path = file.path.empty() ? file.old_path : file.path;
    if (path.substr(path.rfind('/') + 1).find("Kconfig") == path.npos) continue;
    for (const ChangedLines& lines : file.lines)
      for (const auto* side : {&lines.added, &lines.removed})
        for (const std::string& line : *side)
          if (shares_a_word(line, words)) return path + ":" + std::to_string(lines.new_line);
  }
  return "";
}

std::vector<Blame> of_config(const CellComparison& cell, const BlameSources& sources) {
  std::vector<Blame> blames;
  if (!cell.patched->build) return blames;
  for (const UnmetOption& unmet : cell.patched->build->config.unmet)
    blames.push_back(blame({Layer::other, "Kconfig"},
                           changed_kconfig(sources.changes, unmet.option + " " + unmet.dependency),
                           unmet.option + " is lost: it needs " + unmet.dependency));
  return blames;
}

std::vector<Blame> of_tests(const CellComparison& cell) {
  std::vector<Blame> blames;
  for (const TestChange& test : cell.tests) {
    if (!is_accusation(test.change) || blames.size() == most_blames) continue;
    const std::string what = test.change == Change::vanished ? " does not run any more" : " fails";
    blames.push_back(blame({Layer::abstraction, test.abstraction}, test.location, test.test + what));
  }
  return blames;
}

Blame of_boot(const RunRecord& record) {
  std::string place;
  if (record.boot)
    for (const Splat& splat : record.boot->splats)
      if (place.empty() && !splat.trace.empty()) place = splat.trace.front() + "()";
  return blame({Layer::other, ""}, std::move(place), record.verdict.reason);
}

}  // namespace

std::vector<Blame> blames_of(const CellComparison& cell, const BlameSources& sources) {
  if (!is_accusation(cell.change)) return {};
  const VerdictKind kind = cell.patched->verdict.kind;
  std::vector<Blame> blames;
  if (kind == VerdictKind::build_failed || kind == VerdictKind::link_failed) blames = of_build(cell, sources);
  if (kind == VerdictKind::unsupported || kind == VerdictKind::config_dropped) blames = of_config(cell, sources);
  if (blames.empty()) blames = of_tests(cell);
  if (blames.empty()) blames.push_back(of_boot(*cell.patched));
  return blames;
}

std::vector<Blame> blames_of(const RunRecord& record) {
  if (record.verdict.passed()) return {};
  CellComparison alone;
  alone.cell = record.cell;
  alone.change = Change::newly_failing;
  alone.patched = record;
  alone.tests = failing_tests(record);
  BlameSources nothing;
  nothing.source = [](const std::string&) { return std::string(); };
  return blames_of(alone, nothing);
}

}  // namespace gulliver
