// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/utf8.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <array>

namespace gulliver {
namespace {

constexpr int subject_width = 72;
constexpr std::size_t most_parts = 3;  // that a headline names

void add_new(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::string stage_text(Stage stage) {
  switch (stage) {
    case Stage::configuration:
      return "the configuration";
    case Stage::build:
      return "the build";
    case Stage::boot:
      return "the boot";
    case Stage::tests:
      return "the tests";
  }
  return "";
}

/// What broke in these cells, in as few words as will do: "xarray, sync::arc".
std::string broken_parts(const PatchResult& result, const Cells& cells) {
  std::vector<std::string> parts;
  for (const Accusation& accusation : accusations(result)) {
    if (std::ranges::find_first_of(accusation.cells, cells) == accusation.cells.end()) continue;
    const std::string& unit = accusation.blame.origin.unit;
    add_new(parts, unit.empty() ? part_text(accusation) : unit);
  }
  const std::size_t more = parts.size() > most_parts ? parts.size() - most_parts : 0;
  parts.resize(parts.size() - more);
  return boost::algorithm::join(parts, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string worse(const PatchResult& result) {
  const std::optional<int> first = first_bad_of(result);
  Cells cells = accused(result);
  const std::size_t all = cells.size();
  std::erase_if(cells, [&](const CellComparison* cell) { return cell->first_bad != first; });
  std::string text = "the series";
  if (first) text = number_text(result, *first);
  if (const SubmittedPatch* patch = first ? patch_of(result, *first) : nullptr)
    text += " \"" + cut(patch->subject, subject_width) + "\"";
  text += " broke " + broken_parts(result, cells) + " on " + names_of(cells);
  const int others = static_cast<int>(all - cells.size());
  return others == 0 ? text : text + "; " + counted(others, "cell") + " more got worse";
}

std::string clean(const PatchResult& result) {
  const Cells cells = counted_cells(result);
  std::string text = "nothing got worse: " + counted(static_cast<int>(cells.size()), "cell") + ", " +
                     counted(tests_of(cells).total(), "test");
  const auto add = [&](Change change, const std::string& words) {
    const auto number = static_cast<int>(cells_that_are(result, change).size());
    if (number > 0) text += "; " + thousands(number) + " " + words;
  };
  add(Change::fixed, "fixed");
  add(Change::still_failing, "failing as before");
  add(Change::flaky, "flaky and not counted");
  return text;
}

std::string of_rust_files(const PatchResult& result) {
  std::vector<std::string> names;
  for (const Accusation& accusation : accusations(result))
    if (accusation.blame.chain) add_new(names, accusation.blame.chain->binding.name);
  if (names.empty() || result.rust_files == 0) return "";
  const std::size_t users = result.direct_users.size();
  std::string text = users == 0 ? "none" : std::to_string(users);
  text += " of " + counted(result.rust_files, "Rust file") + " outside rust/ " +
          (users > 1 ? "speak" : "speaks") + " of " + boost::algorithm::join(names, ", ");
  return users == 0 ? text : text + ": " + boost::algorithm::join(result.direct_users, ", ");
}

bool says_something(const CellComparison& cell) {
  constexpr std::array silent{Change::unknown, Change::flaky, Change::still_failing};
  return std::ranges::find(silent, cell.change) == silent.end();
}

/// Whether all, and at least one, of the cells of a byte order that say something are, or are not, among
/// these.
bool all_among(const PatchResult& result, Endian endian, const Cells& cells, bool among) {
  Cells judged = cells_of(result, endian);
  std::erase_if(judged, [](const CellComparison* cell) { return !says_something(*cell); });
  return !judged.empty() && std::ranges::all_of(judged, [&](const CellComparison* cell) {
    return (std::ranges::find(cells, cell) != cells.end()) == among;
  });
}

}  // namespace

std::string headline(const PatchResult& result) {
  switch (outcome_of(result)) {
    case AnswerWord::clean:
      return clean(result);
    case AnswerWord::worse:
      return worse(result);
    case AnswerWord::does_not_apply:
      return "the series does not apply: " + result.does_not_apply;
    case AnswerWord::unknown:
      break;
  }
  if (result.cells.empty()) return "no answer: no cell was tested";
  const Cells failed = cells_that_are(result, Change::unknown);
  if (failed.empty()) return "no answer: every cell is flaky";
  return "no answer: the farm failed on " + names_of(failed);
}

std::string names_of(const Cells& cells) {
  std::vector<std::string> names;
  for (const CellComparison* cell : cells) names.push_back(cell->cell.id);
  return boost::algorithm::join(names, ", ");
}

std::string number_text(const PatchResult& result, int number) {
  return "patch " + std::to_string(number) + "/" + std::to_string(result.series.patches.size());
}

std::string subject_text(const PatchResult& result, const SubmittedPatch& patch) {
  std::string text = "[PATCH";
  if (result.series.version > 1) text += " v" + std::to_string(result.series.version);
  if (result.series.patches.size() > 1)
    text += " " + std::to_string(patch.number) + "/" + std::to_string(result.series.patches.size());
  return text + "] " + patch.subject;
}

std::string needs_change(const PatchResult& result) {
  const std::string users = of_rust_files(result);
  if (result.abstractions.empty() && result.drivers.empty() && users.empty()) return "";
  const auto listed = [](const std::vector<std::string>& names) {
    return names.empty() ? "" : " (" + boost::algorithm::join(names, ", ") + ")";
  };
  std::string text =
      counted(static_cast<int>(result.abstractions.size()), "abstraction") + listed(result.abstractions);
  text += ", " + counted(static_cast<int>(result.drivers.size()), "driver") + listed(result.drivers);
  return users.empty() ? text : text + " (" + users + ")";
}

std::string endian_pattern(const PatchResult& result, const Cells& failing) {
  for (const Endian bad : {Endian::big, Endian::little}) {
    const Endian good = bad == Endian::big ? Endian::little : Endian::big;
    if (all_among(result, bad, failing, true) && all_among(result, good, failing, false))
      return "fails on every " + std::string(name_of(bad)) + "-endian cell and on no " +
             std::string(name_of(good)) + "-endian one";
  }
  return "";
}

std::string part_text(const Accusation& accusation) {
  const Origin& origin = accusation.blame.origin;
  if (origin.layer == Layer::other && !origin.unit.empty()) return origin.unit;
  const std::string words = origin.in_words();
  return words.empty() ? stage_text(stage_of(*accusation.cells.front())) : words;
}

std::string blame_text(const Blame& blame) {
  return blame.place.empty() ? blame.text : blame.place + ": " + blame.text;
}

std::string tools_text(const PatchResult& result) {
  std::vector<std::string> all;
  for (const CellComparison& cell : result.cells)
    if (cell.patched && !cell.patched->versions.empty()) add_new(all, tools_text(*cell.patched));
  std::string text;
  for (const std::string& tools : all) text += (text.empty() ? "" : "; ") + tools;
  return text;
}

std::vector<std::string> commands(const PatchResult& result) {
  std::vector<std::string> all;
  std::string given = "gulliver";
  for (const std::string& argument : result.arguments) given += " " + shell_word(argument);
  if (!result.arguments.empty()) all.push_back(given);
  for (const Accusation& accusation : accusations(result))
    add_new(all, "gulliver repro " + shell_word(accusation.cells.front()->cell.id));
  return all;
}

}  // namespace gulliver
