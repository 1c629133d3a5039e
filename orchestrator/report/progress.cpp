// SPDX-License-Identifier: MIT
#include <orchestrator/report/progress.hpp>
#include <orchestrator/report/text.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gulliver {
namespace {

constexpr int detail_width = 11;  // "1,204/2,210"
constexpr int gap_width = 2;
constexpr int widest_bar = 40;
constexpr int narrowest_bar = 6;

bool waits(const CellProgress& cell) {
  return cell.phase == "queued";
}

/// How much of the cell's present phase is done, from 0 to 1, where that can be said.
std::optional<double> done_part(const CellProgress& cell) {
  if (cell.verdict || waits(cell)) return std::nullopt;
  if (cell.phase == "building" && cell.build_lines_expected > 0)
    return double(cell.build_lines) / cell.build_lines_expected;
  if (cell.expected.count() > 0) return cell.elapsed / cell.expected;
  return std::nullopt;
}

Field part_of_bar(int columns, std::string_view mark, Colour colour) {
  Field field{"", colour};
  for (int i = 0; i < columns; ++i) field.text += mark;
  return field;
}

/// A bar of two stretches. An estimate that was too small never shows as done.
Row bar(double part, int width, Colour colour, bool over) {
  const int most = over ? width : width - 1;
  const int full = std::clamp(static_cast<int>(std::clamp(part, 0.0, 1.0) * width), 0, most);
  return {part_of_bar(full, "━", colour), part_of_bar(width - full, "─", Colour::dim)};
}

std::string detail(const CellProgress& cell) {
  if (cell.tests > 0) return counted(cell.tests, "test");
  if (cell.verdict || cell.build_lines == 0 || cell.phase != "building") return "";
  if (cell.build_lines_expected < cell.build_lines) return counted(cell.build_lines, "line");
  return thousands(cell.build_lines) + "/" + thousands(cell.build_lines_expected);
}

std::string eta(const CellProgress& cell) {
  if (cell.verdict || waits(cell) || cell.expected <= cell.elapsed) return "";
  return "~" + clock_text(cell.expected - cell.elapsed);
}

/// The columns of the view for one width. They depend on what hardly ever changes, so that the
/// view stands still.
struct Columns {
  int name = 0;
  int phase = 11;  // "configuring"; a verdict runs on where others have their bar
  int bar = 0;
  int clock = 5;  // "12:34"
  bool eta = true;

  Columns(const FarmProgress& progress, int width) {
    for (const CellProgress& cell : progress.cells) {
      name = std::max(name, display_width(printable(cell.cell)));
      if (std::max(cell.elapsed, cell.expected) >= std::chrono::hours(1)) clock = 7;
    }
    name = std::min(name, std::max(8, width / 3));
    bar = std::min(width - used() - gap_width, widest_bar);
    if (bar >= narrowest_bar) return;
    bar = 0;
    phase = 16;  // "tests-incomplete"
    eta = used() <= width;
  }

  /// What everything but the bar takes.
  int used() const { return name + phase + detail_width + clock + clock + 1 + 4 * gap_width; }

  /// What phase and bar take.
  int state() const { return bar == 0 ? phase : phase + gap_width + bar; }
};

/// Renders stretches until the width is used up.
std::string fitted(const Row& stretches, const TextStyle& style) {
  std::string line;
  int left = style.width;
  for (const Field& stretch : stretches) {
    const std::string text = cut(printable(stretch.text), left);
    line += paint(text, stretch.colour, style);
    left -= display_width(text);
  }
  return line;
}

Field gap() {
  return {std::string(gap_width, ' ')};
}

void append(Row& line, const Row& stretches) {
  line.insert(line.end(), stretches.begin(), stretches.end());
}

/// The verdict of a cell that is over; the phase and the bar of one that is not.
Row state_of(const CellProgress& cell, const Columns& columns) {
  if (cell.verdict) {
    const std::string_view name = cell.outcome.empty() ? name_of(cell.verdict->kind) : cell.outcome;
    return {{pad_right(name, columns.state()), colour_of(cell.verdict->kind)}};
  }
  const std::string phase = cell.phase == "waiting-to-boot" ? "waiting" : cell.phase;
  const std::optional<double> part = done_part(cell);
  if (!part || columns.bar == 0) return {{pad_right(phase, columns.state()), Colour::cyan}};
  Row state{{pad_right(phase, columns.phase), Colour::cyan}, gap()};
  append(state, bar(*part, columns.bar, Colour::cyan, false));
  return state;
}

std::string cell_line(const CellProgress& cell, const Columns& columns, const TextStyle& style) {
  Row line{{pad_right(cut(printable(cell.cell), columns.name), columns.name)}, gap()};
  if (waits(cell)) {
    line.push_back({cell.phase, Colour::dim});
    return fitted(line, style);
  }
  append(line, state_of(cell, columns));
  append(line, {gap(), {pad_left(detail(cell), detail_width)}});
  append(line, {gap(), {pad_left(clock_text(cell.elapsed), columns.clock)}});
  if (const std::string left = eta(cell); columns.eta && !left.empty())
    append(line, {gap(), {pad_left(left, columns.clock + 1), Colour::dim}});
  return fitted(line, style);
}

int finished(const FarmProgress& progress) {
  const auto is_over = [](const CellProgress& cell) { return cell.verdict.has_value(); };
  return static_cast<int>(std::ranges::count_if(progress.cells, is_over));
}

double total_part(const FarmProgress& progress) {
  const auto cells = static_cast<double>(progress.cells.size());
  const double all = progress.remaining ? (progress.elapsed + *progress.remaining).count() : 0;
  if (all > 0) return progress.elapsed.count() / all;
  return cells > 0 ? finished(progress) / cells : 0;
}

Colour total_colour(const FarmProgress& progress) {
  const auto is_good = [](const CellProgress& cell) { return !cell.verdict || cell.verdict->passed(); };
  return std::ranges::all_of(progress.cells, is_good) ? Colour::green : Colour::red;
}

std::string total_line(const FarmProgress& progress, const TextStyle& style) {
  const auto cells = static_cast<int>(progress.cells.size());
  const bool over = finished(progress) == cells;
  std::string text = "  " + std::to_string(finished(progress)) + "/" + counted(cells, "cell") + "  " +
                     clock_text(progress.elapsed);
  if (!over && progress.remaining >= Seconds(1)) text += "  ~" + clock_text(*progress.remaining) + " left";
  const int width = std::min(style.width - display_width(text), 2 * widest_bar);
  Row line;
  if (width >= narrowest_bar)
    line = bar(over ? 1 : total_part(progress), width, total_colour(progress), over);
  else
    text.erase(0, 2);
  line.push_back({text, Colour::bold});
  return fitted(line, style);
}

/// The sooner a cell gives way, the smaller.
int interest(const CellProgress& cell) {
  if (cell.verdict) return cell.verdict->passed() ? 0 : 1;
  return waits(cell) ? 2 : 3;
}

/// The most interesting cells, in their order.
std::vector<const CellProgress*> shown(const std::vector<CellProgress>& cells, std::size_t number) {
  std::vector<const CellProgress*> all;
  for (const CellProgress& cell : cells) all.push_back(&cell);
  while (all.size() > number)
    all.erase(std::ranges::min_element(all, {}, [](const CellProgress* cell) { return interest(*cell); }));
  return all;
}

}  // namespace

std::vector<std::string> render_progress(const FarmProgress& progress, const TextStyle& style, int height) {
  std::vector<std::string> lines;
  if (height < 1) return lines;
  const Columns columns(progress, style.width);
  for (const CellProgress* cell : shown(progress.cells, static_cast<std::size_t>(height - 1)))
    lines.push_back(cell_line(*cell, columns, style));
  lines.push_back(total_line(progress, style));
  return lines;
}

std::string clock_text(Seconds seconds) {
  const auto all = static_cast<long long>(std::llround(std::max(0.0, seconds.count())));
  char text[48];
  if (all >= 3600)
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", all / 3600, all / 60 % 60, all % 60);
  else
    std::snprintf(text, sizeof text, "%lld:%02lld", all / 60, all % 60);
  return text;
}

}  // namespace gulliver
