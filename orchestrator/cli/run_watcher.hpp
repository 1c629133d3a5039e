// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/live_terminal.hpp>
#include <orchestrator/farm/farm_observer.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/report/progress.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace gulliver {

/// Watches a run: keeps every record in the ledger as it comes, and shows where the run stands:
/// a live view on a terminal, a line for each event elsewhere.
class RunWatcher : public FarmObserver {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  RunWatcher(Ledger& ledger, const Plan& plan, int lanes, TextStyle style, Clock clock);

  void entered(const Cell& cell, Phase phase) override;
  void build_progress(const Cell& cell, int lines) override;
  void test_progress(const Cell& cell, int tests) override;
  void finished(const RunRecord& record) override;
  std::optional<RunRecord> recall(const std::string& boot_key) override;

  /// Paints the live view as it stands now.
  void paint();
  void clear() { terminal_.clear(); }

  FarmProgress progress() const;

 private:
  struct Watched {
    std::string build_id;
    Phase phase = Phase::queued;
    int build_lines = 0;
    int tests = 0;
    std::optional<std::chrono::steady_clock::time_point> began, ended;
    std::optional<BuildHistory> history;
    std::optional<Verdict> verdict;
  };

  void say(const Cell& cell, const std::string& what);
  Seconds elapsed_of(const Watched& watched) const;
  Seconds expected_of(const Watched& watched) const;

  Ledger& ledger_;
  int lanes_;
  TextStyle style_;
  Clock clock_;
  std::chrono::steady_clock::time_point start_;
  std::vector<std::string> order_;
  std::map<std::string, Watched> cells_;
  LiveTerminal terminal_;
};

}  // namespace gulliver
