// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/prepare.hpp>
#include <orchestrator/model/checked_cell.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/kernel/config_check.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// Who wants to know how a check goes on. Called on the farm's one thread.
struct CheckWatcher {
  std::function<void(const Cell&)> configuring;
  std::function<void(const CheckedCell&)> finished;
};

/// Walks a plan and stops at the configuration gate: no object is compiled, and no build folder is touched.
class PlanCheck {
 public:
  /// `trees` are those of the plan, in its order; `toolchains` goes by name.
  PlanCheck(Plan plan, std::vector<PreparedTree> trees, std::map<std::string, Toolchain> toolchains,
            ConfigCheck& configs, CheckWatcher watcher);

  /// Every cell, in the plan's order. A fault of the farm in one of them is a verdict on its cells.
  /// \throws Interrupted  the process runner was stopped
  asio::awaitable<std::vector<CheckedCell>> work(int lanes);

 private:
  asio::awaitable<void> lane();
  asio::awaitable<ConfigCheckResult> check(const Build& build);
  void finish(std::size_t build, const ConfigCheckResult& result);

  Plan plan_;
  std::vector<PreparedTree> trees_;
  std::map<std::string, Toolchain> toolchains_;
  ConfigCheck& configs_;
  CheckWatcher watcher_;
  std::size_t next_ = 0;  ///< the build that the next free lane takes
  std::vector<std::vector<CheckedCell>> checked_;  ///< [build]
};

}  // namespace gulliver
