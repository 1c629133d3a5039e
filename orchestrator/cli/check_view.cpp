// SPDX-License-Identifier: MIT
#include <orchestrator/cli/check_view.hpp>

#include <algorithm>
#include <iostream>

namespace gulliver {
namespace {

/// Reading Kconfig takes about 25 seconds of one core, nearly all of it in the macros that try the
/// toolchain (measured; it only shapes an estimate).
constexpr Seconds usual_check{25};

}  // namespace

CheckView::CheckView(const Plan& plan, int lanes, TextStyle style, Clock clock)
    : lanes_(std::max(1, lanes)), style_(style), clock_(std::move(clock)), start_(clock_()) {
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells) {
      cells_.emplace_back().cell.cell = planned.cell.id;
      cells_.back().cell.expected = usual_check;
    }
}

CheckView::Watched& CheckView::of(const Cell& cell) {
  return *std::ranges::find_if(cells_, [&](const Watched& watched) { return watched.cell.cell == cell.id; });
}

CheckWatcher CheckView::watcher() {
  CheckWatcher watcher;
  watcher.configuring = [this](const Cell& cell) {
    of(cell).cell.phase = "configuring";
    of(cell).began = clock_();
  };
  watcher.finished = [this](const CheckedCell& checked) {
    CellProgress& cell = of(checked.cell).cell;
    cell.phase = "done";
    cell.verdict = checked.verdict;
    cell.outcome = outcome_of(checked.verdict);
    cell.elapsed = cell.expected = checked.took;
    if (terminal_.is_terminal()) return;
    std::cerr << "[" << clock_text(clock_() - start_) << "] " << checked.cell.id << ": " << cell.outcome
              << (checked.cached ? ", as before" : "") << std::endl;
  };
  return watcher;
}

FarmProgress CheckView::progress() const {
  FarmProgress progress;
  progress.elapsed = clock_() - start_;
  Seconds left{};
  Seconds longest{};
  for (const Watched& watched : cells_) {
    CellProgress cell = watched.cell;
    if (cell.phase == "configuring") cell.elapsed = clock_() - watched.began;
    const Seconds own = cell.verdict ? Seconds{0} : std::max(Seconds{0}, cell.expected - cell.elapsed);
    left += own;
    longest = std::max(longest, own);
    progress.cells.push_back(std::move(cell));
  }
  progress.remaining = std::max(longest, left / lanes_);
  return progress;
}

void CheckView::paint() {
  if (!terminal_.is_terminal()) return;
  TextStyle style = style_;
  style.width = terminal_.width();
  terminal_.paint(render_progress(progress(), style, terminal_.height() - 1));
}

}  // namespace gulliver
