// SPDX-License-Identifier: MIT
#include <orchestrator/report/check.hpp>
#include <orchestrator/report/grid.hpp>
#include <orchestrator/report/page.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// The grid of a run that had these cells, with the words of a check in it.
Grid check_grid(const Plan& plan, const std::vector<CheckedCell>& cells) {
  RunView view;
  view.run.excluded = plan.excluded;
  for (const CheckedCell& checked : cells) {
    view.run.cells.push_back(checked.cell.id);
    RunRecord& record = view.records.emplace_back();
    record.cell = checked.cell;
    record.verdict = checked.verdict;
  }
  Grid grid = make_grid(view);
  for (std::vector<Field>& row : grid.fields)
    for (Field& field : row)
      if (const auto kind = verdict_kind(field.text)) field.text = outcome_of({*kind, ""});
  return grid;
}

/// "12 cells: 11 buildable, 1 unsupported"
std::string counts_text(const std::vector<CheckedCell>& cells) {
  std::vector<std::pair<std::string_view, int>> counts;
  for (const CheckedCell& checked : cells) {
    const std::string_view outcome = outcome_of(checked.verdict);
    const auto found = std::ranges::find(counts, outcome, &std::pair<std::string_view, int>::first);
    if (found == counts.end())
      counts.emplace_back(outcome, 1);
    else
      ++found->second;
  }
  std::string text = counted(static_cast<int>(cells.size()), "cell");
  const char* mark = ": ";
  for (const auto& [outcome, number] : counts) {
    text += mark + std::to_string(number) + " " + std::string(outcome);
    mark = ", ";
  }
  return text;
}

void add_head(Page& page, const CheckedCell& checked) {
  page.line({{std::string(outcome_of(checked.verdict)), colour_of(checked.verdict.kind)},
             {"  " + checked.cell.id, Colour::bold}});
  if (!checked.verdict.reason.empty()) page.line("  " + checked.verdict.reason);
}

std::string asked_in(const ConfigOption& option) {
  return option.file.empty() ? "every cell needs it" : option.file + ":" + std::to_string(option.line);
}

void add_unmet(Page& page, const UnmetOption& unmet) {
  page.gap();
  page.line("  " + unmet.option, Colour::bold);
  if (!unmet.dependency.empty()) page.line("    depends on  " + unmet.dependency);
  for (const ConfigOption& cause : unmet.causes)
    page.line("    cause       " + cause.name + "=" + cause.value + "  " + asked_in(cause));
}

void add_dropped(Page& page, const std::vector<DroppedOption>& dropped) {
  if (dropped.empty()) return;
  std::vector<Row> rows;
  for (const auto& [wanted, found] : dropped)
    rows.push_back({{"  " + wanted.name + "=" + wanted.value}, {"is " + found}, {asked_in(wanted), Colour::dim}});
  page.gap();
  page.line("  not as asked for:");
  page.lines(aligned(rows, page.style()), "  ");
}

}  // namespace

std::string render_check(const Plan& plan, const std::vector<CheckedCell>& cells, const TextStyle& style) {
  Page page(style);
  page.line("matrix " + plan.matrix, Colour::bold);
  page.gap();
  page.lines(render_grid(check_grid(plan, cells), style));
  for (const CheckedCell& checked : cells) {
    if (checked.verdict.passed()) continue;
    page.gap();
    add_head(page, checked);
  }
  page.gap();
  page.line(counts_text(cells), Colour::bold);
  return std::move(page).text();
}

std::string render_explanation(const std::vector<CheckedCell>& cells, const TextStyle& style) {
  Page page(style);
  for (const CheckedCell& checked : cells) {
    if (&checked != &cells.front()) page.gap();
    add_head(page, checked);
    if (checked.verdict.passed()) page.line("  Kconfig keeps every option that is asked for");
    for (const UnmetOption& unmet : checked.config.unmet) add_unmet(page, unmet);
    add_dropped(page, checked.config.dropped);
    for (const ConfigOption& option : checked.config.unknown)
      page.line("  " + option.name + " is optional, and this tree does not have it", Colour::dim);
  }
  return std::move(page).text();
}

}  // namespace gulliver
