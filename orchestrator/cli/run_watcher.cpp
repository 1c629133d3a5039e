// SPDX-License-Identifier: MIT
#include <orchestrator/cli/run_watcher.hpp>

#include <algorithm>
#include <iostream>

namespace gulliver {
namespace {

/// Where nothing was ever built: a minimal Rust kernel takes about 1,200 steps of make, and on a
/// lane of one core about 14 minutes (both measured; they only shape an estimate).
constexpr int usual_lines = 1200;
constexpr Seconds usual_build{14 * 60};

}  // namespace

RunWatcher::RunWatcher(Ledger& ledger, const Plan& plan, int lanes, TextStyle style, Clock clock)
    : ledger_(ledger), lanes_(std::max(1, lanes)), style_(style), clock_(std::move(clock)), start_(clock_()) {
  const auto history = ledger.build_history();
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells) {
      Watched watched;
      watched.build_id = build.kernel.id;
      if (const auto known = history.find(build.kernel.id); known != history.end()) watched.history = known->second;
      order_.push_back(planned.cell.id);
      cells_.emplace(planned.cell.id, std::move(watched));
    }
}

void RunWatcher::entered(const Cell& cell, Phase phase) {
  Watched& watched = cells_.at(cell.id);
  watched.phase = phase;
  if (phase == Phase::rebooting) watched.tests = 0;
  if (!watched.began) watched.began = clock_();
  if (phase != Phase::queued && phase != Phase::waiting_to_boot && phase != Phase::done)
    say(cell, std::string(name_of(phase)));
}

void RunWatcher::build_progress(const Cell& cell, int lines) { cells_.at(cell.id).build_lines = lines; }

void RunWatcher::test_progress(const Cell& cell, int tests) { cells_.at(cell.id).tests = tests; }

void RunWatcher::finished(const RunRecord& record) {
  ledger_.add(record);
  Watched& watched = cells_.at(record.cell.id);
  watched.verdict = record.verdict;
  watched.ended = clock_();
  if (record.tests) watched.tests = count(*record.tests).total();
  const bool of_a_node = !record.place.empty();
  if (record.build && !record.build->cached && !record.build->image_hash.empty() && (watched.build_lines > 0 || of_a_node))
    ledger_.remember_build(watched.build_id, {record.build->took, watched.build_lines,
                                              of_a_node ? static_cast<std::int64_t>(record.build->memory) : 0});
  say(record.cell, std::string(name_of(record.verdict.kind)) + ": " + printable(record.verdict.reason));
}

std::optional<RunRecord> RunWatcher::recall(const std::string& boot_key) { return ledger_.booted(boot_key); }

void RunWatcher::say(const Cell& cell, const std::string& what) {
  if (terminal_.is_terminal()) return;
  std::cerr << "[" << clock_text(clock_() - start_) << "] " << cell.id << ": " << what << std::endl;
}

Seconds RunWatcher::elapsed_of(const Watched& watched) const {
  if (!watched.began) return Seconds{0};
  return watched.ended.value_or(clock_()) - *watched.began;
}

/// From history; else from how far make is by now; else what is usual.
Seconds RunWatcher::expected_of(const Watched& watched) const {
  if (watched.verdict) return elapsed_of(watched);
  if (watched.history) return watched.history->took;
  if (watched.build_lines > usual_lines / 10)
    return elapsed_of(watched) * std::max(1.0, static_cast<double>(usual_lines) / watched.build_lines);
  return usual_build;
}

FarmProgress RunWatcher::progress() const {
  FarmProgress progress;
  progress.elapsed = clock_() - start_;
  Seconds left{};
  Seconds longest{};
  for (const std::string& id : order_) {
    const Watched& watched = cells_.at(id);
    CellProgress cell;
    cell.cell = id;
    cell.phase = name_of(watched.phase);
    cell.build_lines = watched.build_lines;
    cell.build_lines_expected = watched.history && watched.history->lines > 0 ? watched.history->lines : usual_lines;
    cell.tests = watched.tests;
    cell.elapsed = elapsed_of(watched);
    cell.expected = expected_of(watched);
    cell.verdict = watched.verdict;
    const Seconds own = watched.verdict ? Seconds{0} : std::max(Seconds{0}, cell.expected - cell.elapsed);
    left += own;
    longest = std::max(longest, own);
    progress.cells.push_back(std::move(cell));
  }
  progress.remaining = std::max(longest, left / lanes_);
  return progress;
}

void RunWatcher::paint() {
  if (!terminal_.is_terminal()) return;
  TextStyle style = style_;
  style.width = terminal_.width();
  terminal_.paint(render_progress(progress(), style, terminal_.height() - 1));
}

}  // namespace gulliver
