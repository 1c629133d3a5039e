// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/live_terminal.hpp>
#include <orchestrator/farm/plan_check.hpp>
#include <orchestrator/report/progress.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace gulliver {

/// Shows how a check goes on, as a run is shown: a live view on a terminal, a line for each cell elsewhere.
class CheckView {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  CheckView(const Plan& plan, int lanes, TextStyle style, Clock clock);

  CheckWatcher watcher();
  FarmProgress progress() const;
  void paint();
  void clear() { terminal_.clear(); }

 private:
  struct Watched {
    CellProgress cell;
    std::chrono::steady_clock::time_point began{};
  };
  Watched& of(const Cell& cell);

  std::vector<Watched> cells_;
  int lanes_;
  TextStyle style_;
  Clock clock_;
  std::chrono::steady_clock::time_point start_;
  LiveTerminal terminal_;
};

}  // namespace gulliver
