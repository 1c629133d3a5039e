// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/worker_observer.hpp>

#include <orchestrator/cluster/known_boots.hpp>
#include <runners/files/files.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr std::chrono::seconds pause{2};  // between two tellings: every one is a file on a shared disk

}  // namespace

WorkerObserver::WorkerObserver(OrderFolder order, const Build& build, Attempt attempt, Clock clock)
    : order_(std::move(order)),
      attempt_(std::move(attempt)),
      known_(read_known(order_, attempt_.results)),
      clock_(std::move(clock)),
      told_(clock_()),
      delivered_(told_) {
  for (const PlannedCell& planned : build.cells)
    status_.push_back({planned.cell.id, std::string(name_of(Phase::queued)), 0, 0});
}

WorkerObserver::~WorkerObserver() = default;

void WorkerObserver::entered(const Cell& cell, Phase phase) {
  of(cell).phase = name_of(phase);
  if (phase == Phase::rebooting) of(cell).tests = 0;
  tell();
}

void WorkerObserver::build_progress(const Cell& cell, int lines) {
  of(cell).build_lines = lines;
  tell_sometimes();
}

void WorkerObserver::test_progress(const Cell& cell, int tests) {
  of(cell).tests = tests;
  tell_sometimes();
}

void WorkerObserver::finished(const RunRecord& record) {
  const auto now = clock_();
  Delivery delivery{record, Seconds(now - delivered_) * attempt_.cpus};
  delivery.record.place = attempt_.place;
  deliver(delivery, attempt_.results, attempt_.bindings, order_, attempt_.name);
  delivered_ = now;
}

std::optional<RunRecord> WorkerObserver::recall(const std::string& boot_key) {
  return known_ ? known_->booted(boot_key) : std::nullopt;
}

CellStatus& WorkerObserver::of(const Cell& cell) {
  return *std::ranges::find(status_, cell.id, &CellStatus::cell);
}

void WorkerObserver::tell_sometimes() {
  if (clock_() - told_ >= pause) tell();
}

/// For a person who watches, and for nothing else: that it cannot be told stops no build.
void WorkerObserver::tell() {
  told_ = clock_();
  try {
    write_file(order_.status(), stored_status(status_));
  } catch (const Error&) {
    return;
  }
}

}  // namespace gulliver
