// SPDX-License-Identifier: MIT
#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/text.hpp>
#include <orchestrator/week/sections.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t shown_items = 25;   // of a section
constexpr std::size_t shown_tests = 3;    // of one part that fails on the same cells
constexpr std::size_t longest_text = 300; // bytes of what a tool or a test said

using Items = std::vector<WeekItem>;

std::string shortened(const std::string& text) {
  return text.size() > longest_text ? text.substr(0, longest_text) + " ..." : text;
}

int days_between(Moment from, Moment to) {
  using std::chrono::days, std::chrono::floor;
  return static_cast<int>((floor<days>(to) - floor<days>(from)).count());
}

/// "2026-11-14, 12 days"
std::string age_text(Moment since, const Week& week) {
  const int days = days_between(since, week.to);
  return day_text(since) + (days > 0 ? ", " + counted(days, "day") : "");
}

void add_section(WeekPage& page, Tone tone, const std::string& title, Items items) {
  if (items.empty()) return;
  const std::size_t all = items.size();
  if (all > shown_items) {
    items.resize(shown_items);
    items.push_back({"… " + thousands(static_cast<int>(all - shown_items)) + " more"});
  }
  page.sections.push_back({tone, title, std::move(items)});
}

std::string text_of(const Trouble& trouble) {
  const std::string part = trouble.part.empty() ? "" : trouble.part + ": ";
  if (trouble.test.empty()) return part + shortened(trouble.text);
  const bool fixed = trouble.change == Change::fixed, gone = trouble.change == Change::vanished;
  return part + trouble.test + (fixed ? " passes again" : gone ? " does not run any more" : " fails");
}

std::string since_text(const Trouble& trouble, const Week& week) {
  std::string text = "since " + age_text(*trouble.since, week);
  if (trouble.first_bad) text += " (run " + std::to_string(*trouble.first_bad) + ")";
  if (trouble.last_good) return text + "; good until run " + std::to_string(*trouble.last_good);
  return text + "; never seen good";
}

std::string link_to_test(const WeekLinks& links, const std::string& test) { return links.test ? links.test(test) : ""; }

std::string link_to_cell(const WeekLinks& links, const std::vector<std::string>& cells) {
  return links.cell && !cells.empty() ? links.cell(cells.front()) : "";
}

WeekItem item_of(const Trouble& trouble, const Week& week, const WeekLinks& links) {
  WeekItem item{text_of(trouble)};
  if (!trouble.place.empty()) item.details.push_back("at " + trouble.place);
  item.details.push_back("on " + cells_text(trouble.cells));
  if (trouble.since) item.details.push_back(since_text(trouble, week));
  item.link = trouble.test.empty() ? link_to_cell(links, trouble.cells) : link_to_test(links, trouble.test);
  return item;
}

/// The first tests of a part that fails on the same cells; of the others, how many there are.
Items items_of(const std::vector<Trouble>& troubles, const Week& week, const WeekLinks& links) {
  Items items;
  std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> seen;
  for (const Trouble& trouble : troubles)
    if (trouble.test.empty() || ++seen[{trouble.part, trouble.cells}] <= shown_tests) items.push_back(item_of(trouble, week, links));
  for (const auto& [place, number] : seen)
    if (number > shown_tests) {
      const std::size_t rest = number - shown_tests;
      items.push_back({place.first + ": " + thousands(static_cast<int>(rest)) + (rest == 1 ? " test more" : " tests more"),
                       {"on " + cells_text(place.second)}});
    }
  return items;
}

Items defects(const Week& week, const WeekLinks& links) {
  Items items;
  for (const auto& [finding, is_new] : week.defects) {
    WeekItem item{finding.abstraction + ": " + finding.test + (is_new ? " (new)" : "")};
    if (!finding.location.empty()) item.details.push_back("at " + finding.location);
    item.details.push_back(finding.reason);
    if (finding.accepted) item.details.push_back("accepted: " + finding.accepted->reason);
    item.link = link_to_test(links, finding.test);
    items.push_back(std::move(item));
  }
  return items;
}

/// Cells of which the same is to be said, together. One without a record has no page.
Items open_cells(const Week& week, const WeekLinks& links) {
  struct SameReason {
    std::string reason;
    std::vector<std::string> cells, recorded;
  };
  std::vector<SameReason> reasons;
  for (const OpenCell& open : week.open) {
    auto same = std::ranges::find(reasons, open.reason, &SameReason::reason);
    if (same == reasons.end()) same = reasons.insert(same, {open.reason, {}, {}});
    same->cells.push_back(open.cell);
    if (open.recorded) same->recorded.push_back(open.cell);
  }
  Items items;
  for (const SameReason& same : reasons)
    items.push_back({cells_text(same.cells), {shortened(same.reason)}, link_to_cell(links, same.recorded)});
  return items;
}

Items outcomes(const Week& week, const WeekLinks& links) {
  Items items;
  for (const OutcomeChange& change : week.outcomes)
    items.push_back({change.cell + ": " + std::string(name_of(change.before)) + " → " + std::string(name_of(change.after)), {}, link_to_cell(links, {change.cell})});
  return items;
}

Items architectures(const std::vector<std::string>& names) {
  return names.empty() ? Items() : Items{WeekItem{boost::algorithm::join(names, ", ")}};
}

/// "72 with tests of their own (+2)"
std::string with_change(int number, const std::string& words, std::optional<int> before) {
  const std::string text = thousands(number) + " " + words;
  if (!before || *before == number) return text;
  return text + " (" + (number > *before ? "+" : "") + thousands(number - *before) + ")";
}

Items coverage(const Week& week) {
  const MapSummary& now = week.coverage;
  const auto before = [&](int MapSummary::*number) { return week.coverage_before ? std::optional<int>((*week.coverage_before).*number) : std::nullopt; };
  if (now.modules == 0) return {};
  WeekItem item{with_change(now.modules, "modules of the kernel crate", before(&MapSummary::modules))};
  item.details = {with_change(now.compiled, "compiled somewhere", before(&MapSummary::compiled)),
                  with_change(now.tested, "with tests of their own", before(&MapSummary::tested))};
  if (now.failing > 0) item.details.push_back(with_change(now.failing, "with a test that fails", before(&MapSummary::failing)));
  return {item};
}

/// What came with one version at one time, as the packages of one source do, is one item.
Items all_tools(const Week& week) {
  std::vector<ToolUse> groups;
  for (const ToolUse& tool : week.tools) {
    const auto same = std::ranges::find_if(groups, [&](const ToolUse& group) { return group.version == tool.version && group.since == tool.since; });
    if (same == groups.end())
      groups.push_back(tool);
    else
      same->name += ", " + tool.name;
  }
  Items items;
  for (const ToolUse& tool : groups)
    items.push_back({tool.name + " " + tool.version + ", in use since " + age_text(tool.since, week) + (tool.since >= week.from ? " (new)" : "")});
  return items;
}

Items tools(const Week& week, const Week& first) {
  Items items = all_tools(week);
  if (&week == &first) return items;
  const auto listed = std::erase_if(items, [before = all_tools(first)](const WeekItem& tool) { return std::ranges::find(before, tool) != before.end(); });
  if (listed > 0) items.push_back({(items.empty() ? "those of " : "and those of ") + matrix_name(first)});
  return items;
}

Items effort(const Week& week) {
  const Effort& effort = week.effort;
  char hours[32];
  std::snprintf(hours, sizeof hours, "%.1f", effort.cpu.count() / 3600);
  return {{counted(effort.runs, "run") + ", " + counted(effort.builds, "build") + ", " + counted(effort.boots, "boot") + ", " + hours + " CPU hours"}};
}

std::string cells_fact(const Week& week) {
  std::string text = counted(week.cells, "cell");
  std::string mark = ": ";
  const auto add = [&](int number, const std::string& word) {
    if (number == 0) return;
    text += mark + thousands(number) + " " + word;
    mark = ", ";
  };
  add(week.passed, "passed");
  add(week.failing, "failing");
  add(week.known, "failing as accepted");
  add(week.flaky_cells, "flaky");
  add(week.unsupported, "unsupported");
  add(static_cast<int>(week.open.size()), "not known");
  return text;
}

/// One of the pages, the first of which is about `first`.
WeekPage page_of(const Week& week, const Week& first, const WeekLinks& links) {
  WeekPage page;
  page.title = matrix_name(week) + ", " + day_text(week.from) + " to " + day_text(week.to);
  page.facts = {cells_fact(week), week.tests.total() > 0 ? counted(week.tests.total(), "test") + ": " + counts_text(week.tests) : "no tests"};
  for (const std::string& tree : week.trees) page.facts.push_back("tree " + tree);
  add_section(page, Tone::bad, "Suspected defects", defects(week, links));
  add_section(page, Tone::bad, "Regressions", items_of(week.regressions, week, links));
  add_section(page, Tone::bad, "Architectures that have no passing cell any more", architectures(week.lost));
  add_section(page, Tone::good, "Architectures that have a passing cell now", architectures(week.gained));
  add_section(page, Tone::warning, "Still broken", items_of(week.broken, week, links));
  add_section(page, Tone::warning, "Flaky", items_of(week.flaky, week, links));
  add_section(page, Tone::good, "Fixed", items_of(week.fixed, week, links));
  add_section(page, Tone::warning, "Not known", open_cells(week, links));
  add_section(page, Tone::plain, "What changed in the table", outcomes(week, links));
  add_section(page, Tone::plain, "Abstractions", coverage(week));
  add_section(page, Tone::plain, "Tools", tools(week, first));
  add_section(page, Tone::plain, "Effort", effort(week));
  return page;
}

}  // namespace

std::string day_text(Moment moment) { return moment_text(moment).substr(0, 10); }

std::string matrix_name(const Week& week) { return std::filesystem::path(week.matrix).filename().string(); }

std::vector<WeekPage> pages_of(const std::vector<Week>& weeks, const WeekLinks& links) {
  std::vector<WeekPage> pages;
  for (const Week& week : weeks) pages.push_back(page_of(week, weeks.front(), links));
  return pages;
}

}  // namespace gulliver
