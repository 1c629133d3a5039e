// SPDX-License-Identifier: MIT
#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/comparison.hpp>
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/wrapped.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t shown_groups = 40;
constexpr std::size_t shown_tests = 3;  ///< of one part, on the same cells

using Side = std::optional<RunRecord> CellComparison::*;

std::string name_of(const ComparedRun& run) { return run.run > 0 ? "run " + std::to_string(run.run) : run.matrix + " as it stands"; }

/// What the records of one side have, each once, in order.
template <class Text>
std::vector<std::string> told(const RunComparison& comparison, Side side, Text text) {
  std::vector<std::string> texts;
  for (const CellComparison& cell : comparison.cells)
    if (const auto& record = cell.*side; record && std::ranges::find(texts, text(*record)) == texts.end()) texts.push_back(text(*record));
  std::erase(texts, "");
  return texts;
}

std::string joined(const std::vector<std::string>& texts) {
  return texts.empty() ? "none" : boost::algorithm::join(texts, ", ");
}

void add_words(Page& page, std::string_view text, std::string_view lead, Colour colour = Colour::none) {
  for (const std::string& line : wrapped(text, page.style().width, lead)) page.line(line, colour);
}

/// A line where both sides agree, else what it was and what it is.
void add_difference(Page& page, const std::string& label, const std::string& before, const std::string& after) {
  const std::string lead = label + "  ";
  if (before == after) return add_words(page, after, lead, Colour::dim);
  add_words(page, before, lead);
  add_words(page, after, std::string(lead.size() - 3, ' ') + "-> ");
}

std::map<std::string, std::set<std::string>> tools_of(const RunComparison& comparison, Side side) {
  std::map<std::string, std::set<std::string>> tools;
  for (const CellComparison& cell : comparison.cells)
    if (const auto& record = cell.*side)
      for (const auto& [name, version] : record->versions)
        if (decides_kernel(name)) tools[name].insert(version);
  return tools;
}

void add_tools(Page& page, const RunComparison& comparison) {
  const auto before = tools_of(comparison, &CellComparison::base);
  for (const auto& [name, versions] : tools_of(comparison, &CellComparison::patched)) {
    const auto old = before.find(name);
    if (old == before.end() || old->second == versions) continue;
    add_difference(page, name, joined({old->second.begin(), old->second.end()}), joined({versions.begin(), versions.end()}));
  }
}

void add_head(Page& page, const RunComparison& comparison) {
  const auto base_of = [](const RunRecord& record) { return record.tree.base; };
  add_words(page, name_of(comparison.after) + ", held against " + name_of(comparison.before), "", Colour::bold);
  add_difference(page, "tree", joined(told(comparison, &CellComparison::base, base_of)),
                 joined(told(comparison, &CellComparison::patched, base_of)));
  add_tools(page, comparison);
}

std::string_view words_of(Change change) {
  switch (change) {
    case Change::unchanged:
    case Change::identical_image:
      return "as before";
    case Change::newly_failing:
    case Change::vanished:
      return "worse";
    case Change::still_failing:
      return "not passing as before";
    case Change::added:
      return "new";
    case Change::removed:
      return "not part of it";
    case Change::unknown:
      return "without an answer";
    default:
      return gulliver::name_of(change);
  }
}

/// "2 of 13 cells got worse, 1 fixed, 10 as before"
void add_counts(Page& page, const RunComparison& comparison) {
  std::map<std::string_view, int> counts;
  for (const CellComparison& cell : comparison.cells) {
    const bool known = is_accusation(cell.change) && !comparison.is_worse(cell);
    ++counts[known ? "failing as accepted" : words_of(cell.change)];
  }
  const int worse = counts["worse"];
  std::string text = (worse > 0 ? thousands(worse) : "none") + " of " + counted(static_cast<int>(comparison.cells.size()), "cell") + " got worse";
  for (const auto& [word, number] : counts)
    if (word != "worse" && number > 0) text += ", " + thousands(number) + " " + std::string(word);
  page.gap();
  add_words(page, text, "", worse > 0 ? Colour::red : exit_code_of(comparison) == 0 ? Colour::green : Colour::magenta);
}

void add_rest(Page& page, std::size_t all, std::size_t shown) {
  if (all > shown) page.line("  … " + thousands(static_cast<int>(all - shown)) + " more (--json has all)", Colour::dim);
}

void add_group(Page& page, const ChangeGroup& group) {
  add_words(page, group.part + ": " + group.blame.text, "  ");
  if (!group.blame.place.empty()) add_words(page, group.blame.place, "    at ", Colour::cyan);
  add_words(page, cells_text(group.cells), "    on ");
}

void add_groups(Page& page, std::string_view title, const std::vector<ChangeGroup>& groups) {
  if (groups.empty()) return;
  page.section(title);
  const auto place_of = [](const ChangeGroup& group) { return std::pair(group.part, group.cells); };
  std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> seen;
  std::size_t shown = 0;
  for (const ChangeGroup& group : groups) {
    if (++seen[place_of(group)] > shown_tests || shown == shown_groups) continue;
    add_group(page, group);
    ++shown;
  }
  add_rest(page, groups.size(), shown);
}

void add_tests(Page& page, std::string_view title, const std::vector<TestGroup>& all, Change change) {
  const std::vector<AbstractionTests> groups = by_abstraction(all, change);
  if (groups.empty()) return;
  std::size_t number = 0;
  for (const AbstractionTests& group : groups) number += group.tests.size();
  page.section(counted(static_cast<int>(number), "test") + " " + std::string(title));
  for (std::size_t i = 0; i < std::min(groups.size(), shown_groups); ++i) {
    const auto& [abstraction, tests, cells] = groups[i];
    const std::string more = tests.size() > 1 ? " and " + thousands(static_cast<int>(tests.size() - 1)) + " more" : "";
    add_words(page, abstraction + ": " + tests.front() + more, "  ");
    add_words(page, cells_text(cells), "    on ", Colour::dim);
  }
  add_rest(page, groups.size(), shown_groups);
}

void add_cells(Page& page, std::string_view title, const RunComparison& comparison, Change change) {
  const auto is_it = [&](const CellComparison& cell) { return cell.change == change; };
  if (std::ranges::none_of(comparison.cells, is_it)) return;
  page.section(title);
  for (const CellComparison& cell : comparison.cells)
    if (is_it(cell)) {
      add_words(page, cell.cell.id, "  ");
      add_words(page, cell.reason, "    ", Colour::dim);
    }
}

void add_warnings(Page& page, const RunComparison& comparison) {
  const std::vector<WarningGroup> groups = group_warnings(comparison.cells);
  if (groups.empty()) return;
  page.section(counted(static_cast<int>(groups.size()), "new warning"));
  for (std::size_t i = 0; i < std::min(groups.size(), shown_groups); ++i) {
    add_words(page, message_text(groups[i].warning), "  ");
    add_words(page, cells_text(groups[i].cells), "    on ", Colour::dim);
  }
  add_rest(page, groups.size(), shown_groups);
}

/// The cells that got worse, or those of which all that fails is accepted.
std::vector<CellComparison> accused(const RunComparison& comparison, bool known) {
  std::vector<CellComparison> cells;
  for (const CellComparison& cell : comparison.cells)
    if (is_accusation(cell.change) && comparison.is_worse(cell) != known) cells.push_back(cell);
  return cells;
}

}  // namespace

std::string render_comparison(const RunComparison& comparison, const TextStyle& style) {
  Page page(style);
  const std::vector<ChangeGroup> groups = group_changes(comparison.cells);
  const std::vector<TestGroup> tests = group_tests(comparison.cells);
  add_head(page, comparison);
  add_counts(page, comparison);
  add_groups(page, "got worse", group_changes(accused(comparison, false)));
  add_cells(page, "no answer", comparison, Change::unknown);
  add_cells(page, "flaky", comparison, Change::flaky);
  add_groups(page, "fails newly, as accepted", group_changes(accused(comparison, true)));
  add_groups(page, "not passing, as before", groups_of(groups, {Change::still_failing}));
  add_groups(page, "fixed: no longer so", groups_of(groups, {Change::fixed}));
  add_tests(page, "fixed", tests, Change::fixed);
  add_tests(page, "new", tests, Change::added);
  add_tests(page, "taken out with the tree", tests, Change::removed);
  add_cells(page, "new cells", comparison, Change::added);
  add_cells(page, "cells that are not part of it", comparison, Change::removed);
  add_warnings(page, comparison);
  return std::move(page).text();
}

}  // namespace gulliver
