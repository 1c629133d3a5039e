// SPDX-License-Identifier: MIT
#include <orchestrator/cli/check_plan.hpp>

#include <orchestrator/cli/check_view.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/cli/repainter.hpp>
#include <orchestrator/cli/world.hpp>
#include <runners/source/source_store.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {

std::vector<CheckedCell> check_plan(const Plan& plan) {
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  World world;
  auto toolchains = plain_toolchains(world, folders, plan);
  SourceStore sources(folders.cache, world.processes());
  const StopHook stop_sources = world.on_stop([&sources] { sources.stop(); });
  auto trees = ready_trees(world, plan, sources);

  const fs::path fifo_folder = folders.cache / "jobs";
  fs::create_directories(fifo_folder);
  JobBudget budget(world.loop().get_executor(), fifo_folder / "fifo", cores());
  const StopHook stop_budget = world.on_stop([&budget] { budget.stop(); });
  ConfigCheck configs(folders.cache, world.processes(), budget);
  const int lanes = std::max(cores(), usual_lanes(cores()));
  CheckView view(plan, lanes, output_style(), [] { return std::chrono::steady_clock::now(); });
  PlanCheck check(plan, std::move(trees), std::move(toolchains), configs, view.watcher());
  std::vector<CheckedCell> cells;
  {
    const Repainter repainter(world.loop(), [&view] { view.paint(); });
    cells = world.run(check.work(lanes));
  }
  view.clear();
  return cells;
}

int exit_code(const std::vector<CheckedCell>& cells) {
  int code = exit_ok;
  for (const CheckedCell& checked : cells) code = std::max(code, static_cast<int>(fault_of(checked.verdict.kind)));
  return code;
}

}  // namespace gulliver
