// SPDX-License-Identifier: MIT
#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/text.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace gulliver {
namespace {

constexpr std::size_t shown_cells = 6;

bool is_aside(Change change) {
  return change == Change::unchanged || change == Change::identical_image || change == Change::added ||
         change == Change::removed || change == Change::unknown || change == Change::flaky;
}

std::vector<Blame> blames_of(const CellComparison& cell) {
  if (!cell.blames.empty()) return cell.blames;
  Blame blame;
  blame.text = cell.reason;
  return {blame};
}

/// Of the side that is told of.
VerdictKind verdict_of(const CellComparison& cell) {
  const std::optional<RunRecord>& record = cell.change == Change::fixed ? cell.base : cell.patched;
  return record ? record->verdict.kind : VerdictKind::broken;
}

/// How far a cell came that is like that.
std::string stage_text(VerdictKind verdict) {
  switch (verdict) {
    case VerdictKind::patch_failed:
      return "the patches";
    case VerdictKind::unsupported:
    case VerdictKind::config_dropped:
      return "Kconfig";
    case VerdictKind::build_failed:
    case VerdictKind::link_failed:
      return "the build";
    case VerdictKind::test_hung:
    case VerdictKind::test_crashed:
    case VerdictKind::tests_failed:
    case VerdictKind::tests_incomplete:
    case VerdictKind::tests_missing:
    case VerdictKind::no_rust_tests:
      return "the tests";
    default:
      return "the boot";
  }
}

int weight(Change change) {
  constexpr Change order[] = {Change::newly_failing, Change::vanished, Change::still_failing, Change::flaky,
                              Change::fixed, Change::added, Change::removed};
  return static_cast<int>(std::ranges::find(order, change) - std::begin(order));
}

}  // namespace

std::vector<ChangeGroup> group_changes(const std::vector<CellComparison>& cells) {
  std::vector<ChangeGroup> groups;
  for (const CellComparison& cell : cells) {
    if (is_aside(cell.change)) continue;
    for (const Blame& blame : blames_of(cell)) {
      const auto is_it = [&](const ChangeGroup& group) { return group.change == cell.change && group.blame == blame; };
      auto known = std::ranges::find_if(groups, is_it);
      if (known == groups.end()) known = groups.insert(known, ChangeGroup{cell.change, part_text(blame, verdict_of(cell)), blame, {}});
      if (known->cells.empty() || known->cells.back() != cell.cell.id) known->cells.push_back(cell.cell.id);
    }
  }
  return groups;
}

std::vector<ChangeGroup> groups_of(const std::vector<ChangeGroup>& groups, std::initializer_list<Change> changes) {
  std::vector<ChangeGroup> some;
  std::ranges::copy_if(groups, std::back_inserter(some), [&](const ChangeGroup& group) {
    return std::ranges::find(changes, group.change) != changes.end();
  });
  return some;
}

std::vector<TestGroup> group_tests(const std::vector<CellComparison>& cells) {
  std::vector<TestGroup> groups;
  std::map<std::tuple<Change, std::string, std::string>, std::size_t> places;
  for (const CellComparison& cell : cells)
    for (const TestChange& test : cell.tests) {
      const auto [place, is_new] = places.try_emplace({test.change, test.test, test.location}, groups.size());
      if (is_new) groups.push_back({test, {}});
      groups[place->second].cells.push_back(cell.cell.id);
    }
  std::ranges::stable_sort(groups, {}, [](const TestGroup& group) { return weight(group.test.change); });
  return groups;
}

std::vector<WarningGroup> group_warnings(const std::vector<CellComparison>& cells) {
  std::vector<WarningGroup> groups;
  for (const CellComparison& cell : cells)
    for (const Diagnostic& warning : cell.new_warnings) {
      auto known = std::ranges::find(groups, warning, &WarningGroup::warning);
      if (known == groups.end()) known = groups.insert(known, WarningGroup{warning, {}});
      if (known->cells.empty() || known->cells.back() != cell.cell.id) known->cells.push_back(cell.cell.id);
    }
  return groups;
}

std::vector<AbstractionTests> by_abstraction(const std::vector<TestGroup>& tests, Change change) {
  std::vector<AbstractionTests> groups;
  for (const auto& [test, cells] : tests) {
    if (test.change != change) continue;
    const auto is_it = [&](const AbstractionTests& group) { return group.abstraction == test.abstraction && group.cells == cells; };
    auto known = std::ranges::find_if(groups, is_it);
    if (known == groups.end()) known = groups.insert(known, AbstractionTests{test.abstraction, {}, cells});
    known->tests.push_back(test.test);
  }
  return groups;
}

std::string part_text(const Blame& blame, VerdictKind verdict) {
  const auto& [layer, unit] = blame.origin;
  if (layer == Layer::abstraction && !unit.empty()) return unit;
  if (layer == Layer::other) return unit.empty() ? stage_text(verdict) : unit;
  return blame.origin.in_words();
}

std::string cells_text(const std::vector<std::string>& cells) {
  std::string text;
  for (std::size_t i = 0; i < std::min(cells.size(), shown_cells); ++i) text += (i ? ", " : "") + cells[i];
  if (cells.size() > shown_cells) text += " and " + thousands(static_cast<int>(cells.size() - shown_cells)) + " more";
  return text;
}

}  // namespace gulliver
