// SPDX-License-Identifier: MIT
#include <orchestrator/farm/plan_check.hpp>

#include <orchestrator/farm/lanes.hpp>
#include <runners/model/error.hpp>

#include <filesystem>

namespace gulliver {

PlanCheck::PlanCheck(Plan plan, std::vector<PreparedTree> trees, std::map<std::string, Toolchain> toolchains,
                     ConfigCheck& configs, CheckWatcher watcher)
    : plan_(std::move(plan)),
      trees_(std::move(trees)),
      toolchains_(std::move(toolchains)),
      configs_(configs),
      watcher_(std::move(watcher)),
      checked_(plan_.builds.size()) {}

asio::awaitable<std::vector<CheckedCell>> PlanCheck::work(int lanes) {
  std::function<asio::awaitable<void>()> one = [this] { return lane(); };
  co_await run_lanes(lanes, std::move(one));
  std::vector<CheckedCell> cells;
  for (const auto& of_build : checked_) cells.insert(cells.end(), of_build.begin(), of_build.end());
  co_return cells;
}

asio::awaitable<void> PlanCheck::lane() {
  while (next_ < plan_.builds.size()) {
    const std::size_t build = next_++;
    ConfigCheckResult result;
    try {
      result = co_await check(plan_.builds[build]);
    } catch (const Error& fault) {
      result.verdict = {VerdictKind::broken, fault.what()};
    } catch (const std::filesystem::filesystem_error& fault) {
      result.verdict = {VerdictKind::broken, fault.what()};
    } catch (...) {
      next_ = plan_.builds.size();  // interrupted: no lane begins another
      throw;
    }
    finish(build, result);
  }
}

asio::awaitable<ConfigCheckResult> PlanCheck::check(const Build& build) {
  if (const auto* unprepared = std::get_if<Verdict>(&trees_[build.tree]))
    co_return ConfigCheckResult{*unprepared, {}, {}, false};
  const Revision& tree = std::get<Revision>(trees_[build.tree]);
  KernelSpec kernel = build.kernel;
  kernel.source = tree.folder;
  kernel.tree_id = tree.id;
  std::function<void()> configuring = [this, &build] {
    for (const PlannedCell& planned : build.cells)
      if (watcher_.configuring) watcher_.configuring(planned.cell);
  };
  co_return co_await configs_.check(std::move(kernel), toolchains_.at(build.toolchain), std::move(configuring));
}

void PlanCheck::finish(std::size_t build, const ConfigCheckResult& result) {
  for (const PlannedCell& planned : plan_.builds[build].cells) {
    checked_[build].push_back({planned.cell, result.verdict, result.config, result.took, result.cached});
    if (watcher_.finished) watcher_.finished(checked_[build].back());
  }
}

}  // namespace gulliver
