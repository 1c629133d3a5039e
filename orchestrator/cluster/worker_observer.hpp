// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/order_folder.hpp>
#include <orchestrator/farm/farm_observer.hpp>
#include <orchestrator/order/order.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gulliver {

class Ledger;

/// What a worker knows of itself.
struct Attempt {
  std::string name;                ///< of which there is no other
  std::string place;               ///< as RunRecord::place
  int cpus = 1;                    ///< that it has to itself
  std::filesystem::path results;   ///< on its own disk: a folder for each cell
  std::filesystem::path bindings;  ///< file of what bindgen made for the build; may never be there
};

/// Watches a build on a node: delivers each cell as it comes, and tells the submitter how far the others are.
class WorkerObserver : public FarmObserver {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  WorkerObserver(OrderFolder order, const Build& build, Attempt attempt, Clock clock);
  ~WorkerObserver() override;

  void entered(const Cell& cell, Phase phase) override;
  void build_progress(const Cell& cell, int lines) override;
  void test_progress(const Cell& cell, int tests) override;
  void finished(const RunRecord& record) override;
  std::optional<RunRecord> recall(const std::string& boot_key) override;

 private:
  CellStatus& of(const Cell& cell);
  void tell_sometimes();
  void tell();

  OrderFolder order_;
  Attempt attempt_;
  std::unique_ptr<Ledger> known_;
  Clock clock_;
  std::vector<CellStatus> status_;
  std::chrono::steady_clock::time_point told_;
  std::chrono::steady_clock::time_point delivered_;  ///< when the last cell was, or all began
};

}  // namespace gulliver
