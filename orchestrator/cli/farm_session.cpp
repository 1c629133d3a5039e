// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/cli/progress_line.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/cli/repainter.hpp>
#include <orchestrator/cli/run_watcher.hpp>
#include <runners/process/cpu_time.hpp>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

fs::path run_folder(const Folders& folders, RunId run) { return folders.state / "runs" / std::to_string(run); }

std::map<std::string, Seconds> durations(const Ledger& ledger) {
  std::map<std::string, Seconds> seconds;
  for (const auto& [build, history] : ledger.build_history()) seconds[build] = history.took;
  return seconds;
}

std::map<std::string, ReadyToolchain> toolchains_of(World& world, const Folders& folders, const Plan& plan) {
  require_space(folders.cache, fs::space(folders.cache).available, space_needed(plan, folders));
  return ready_toolchains(world, folders, plan);
}

}  // namespace

FarmSession::FarmSession(const Plan& plan)
    : folders_(folders_from_environment()),
      lock_(lock_cache(folders_)),
      ledger_(open_ledger(folders_)),
      toolchains_(toolchains_of(world_, folders_, plan)),
      sources_(folders_.cache, world_.processes()),
      stop_sources_(world_.on_stop([this] { sources_.stop(); })) {}

std::vector<PreparedTree> FarmSession::prepare(const Plan& plan) {
  sources_.release();
  return ready_trees(world_, plan, sources_);
}

Revision FarmSession::resolve(const TreeSpec& tree) {
  try {
    return world_.run(sources_.resolve(tree, progress_line()));
  } catch (const PatchError&) {
    return {};
  }
}

RunId FarmSession::begin(const std::string& matrix, const Plan& plan, std::vector<std::string> arguments) {
  Run run = planned_run(matrix, plan);
  run.arguments = std::move(arguments);
  run.started = std::chrono::system_clock::now();
  run.cores = cores();
  const RunId id = ledger_.begin(run);
  fs::create_directories(run_folder(folders_, id));
  ledger_.set_folder(id, run_folder(folders_, id));
  return id;
}

FarmSetup FarmSession::setup_of(RunId run, std::vector<PreparedTree> trees, const WalkSettings& settings,
                                int jobs) const {
  FarmSetup setup;
  setup.run = run;
  setup.folder = run_folder(folders_, run);
  setup.trees = std::move(trees);
  setup.toolchains = toolchains_;
  setup.lanes = settings.lanes > 0 ? settings.lanes : usual_lanes(jobs);
  setup.fresh = settings.fresh;
  setup.reboots = settings.reboots;
  setup.isolate = settings.isolate;
  return setup;
}

/// What the probe took for KVM may have been a mute one, and to find that out again costs every run a minute.
void FarmSession::remember_kvm(const std::map<std::string, ReadyToolchain>& toolchains) {
  for (const auto& [name, ready] : toolchains) {
    if (ready.kvm.works == toolchains_.at(name).kvm.works) continue;
    keep_kvm(folders_, ready.toolchain, ready.kvm);
    toolchains_.at(name).kvm = ready.kvm;
  }
}

void FarmSession::walk(RunId run, const Plan& plan, std::vector<PreparedTree> trees,
                       const WalkSettings& settings) {
  const fs::path fifo_folder = folders_.cache / "jobs";
  fs::create_directories(fifo_folder);
  const int jobs = settings.jobs > 0 ? settings.jobs : cores();
  JobBudget budget(world_.loop().get_executor(), fifo_folder / "fifo", jobs);
  const StopHook hook = world_.on_stop([&budget] { budget.stop(); });
  KernelBuilder kernels(folders_.cache, world_.processes(), budget);
  FarmSetup setup = setup_of(run, std::move(trees), settings, jobs);
  RunWatcher watcher(ledger_, plan, setup.lanes, output_style(), [] { return std::chrono::steady_clock::now(); });
  const Seconds cpu_before = machine_cpu();
  Plan ordered = plan;  // what a person sees keeps the order of the matrix
  longest_first(ordered, durations(ledger_));
  Farm farm(std::move(ordered), std::move(setup), kernels, world_.processes(), budget, watcher);
  {
    const Repainter repainter(world_.loop(), [&watcher] { watcher.paint(); });
    world_.run(farm.work());
  }
  watcher.clear();
  remember_kvm(farm.toolchains());
  ledger_.finish(run, std::chrono::system_clock::now(), machine_cpu() - cpu_before);
  settle_runs(ledger_);
}

}  // namespace gulliver
