// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/cli/progress_line.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/cli/repainter.hpp>
#include <orchestrator/cli/run_watcher.hpp>
#include <orchestrator/cluster/slurm.hpp>
#include <orchestrator/matrix/settings.hpp>
#include <orchestrator/order/walk.hpp>
#include <runners/process/cpu_time.hpp>
#include <runners/toolchain/image_archive.hpp>

#include <unistd.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

fs::path run_folder(const Folders& folders, RunId run) {
  return folders.state / "runs" / std::to_string(run);
}

std::map<std::string, Seconds> durations(const Ledger& ledger) {
  std::map<std::string, Seconds> seconds;
  for (const auto& [build, history] : ledger.build_history()) seconds[build] = history.took;
  return seconds;
}

std::map<std::string, ReadyToolchain> toolchains_here(World& world, const Folders& folders,
                                                      const Plan& plan) {
  require_space(folders.cache, fs::space(folders.cache).available, space_needed(plan, folders));
  return ready_toolchains(world, folders, plan);
}

/// Nodes find out by themselves whether KVM works.
std::map<std::string, ReadyToolchain> toolchains_there(World& world, const Folders& folders,
                                                       const Plan& plan) {
  std::map<std::string, ReadyToolchain> ready;
  for (auto& [name, toolchain] : plain_toolchains(world, folders, plan)) {
    if (toolchain.is_host())
      throw InputError(
          "the tools of this machine are not those of a cluster's nodes: the matrix needs a toolchain image");
    ready[name] = {std::move(toolchain), {false, "no cell is booted here"}};
  }
  return ready;
}

Settings settings_for(const Folders& folders, std::optional<Executor> executor) {
  const fs::path file = folders.config / "config.yaml";
  Settings settings = load_settings(file);
  settings.executor = executor.value_or(settings.executor);
  if (settings.executor == Executor::slurm && settings.slurm.shared.empty())
    throw InputError(
        file.string() +
        ": does not say which folder all nodes share; `slurm: {shared: /srv/gulliver}` would be right");
  if (settings.slurm.program.empty()) settings.slurm.program = fs::canonical("/proc/self/exe");
  return settings;
}

Limits limits_of(const BuildLimits& settled) {
  Limits limits = usual_limits();
  if (settled.memory > 0) limits.memory = static_cast<std::uint64_t>(settled.memory) << 20;
  limits.disk_left = static_cast<std::uint64_t>(settled.disk) << 20;
  return limits;
}

/// By this ledger's own number, among those who share a folder.
std::string shared_name(const Folders& folders, RunId run) {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  return std::to_string(run) + "-" + sha256(host + folders.state.string()).substr(0, 8);
}

/// One for each tree; without id where one of its patches does not apply.
std::vector<Revision> revisions_of(const std::vector<PreparedTree>& trees) {
  std::vector<Revision> revisions;
  for (const PreparedTree& tree : trees) {
    const auto* revision = std::get_if<Revision>(&tree);
    revisions.push_back(revision ? *revision : Revision());
  }
  return revisions;
}

/// The builds whose tree stands, or those for which there is none.
Plan with_tree(const Plan& plan, const std::vector<PreparedTree>& trees, bool stands) {
  Plan part = plan;
  std::erase_if(part.builds, [&](const Build& build) {
    return std::holds_alternative<Revision>(trees[build.tree]) != stands;
  });
  return part;
}

}  // namespace

fs::path walk_file(const Folders& folders, RunId run) { return run_folder(folders, run) / "walk.json"; }

FarmSession::FarmSession(const Plan& plan, std::optional<Executor> executor)
    : folders_(folders_from_environment()),
      settings_(settings_for(folders_, executor)),
      lock_(lock_cache(folders_)),
      ledger_(open_ledger(folders_)),
      toolchains_(on_cluster() ? toolchains_there(world_, folders_, plan)
                               : toolchains_here(world_, folders_, plan)),
      sources_(folders_.cache, world_.processes()),
      stop_sources_(world_.on_stop([this] { sources_.stop(); })) {}

std::vector<PreparedTree> FarmSession::prepare(const Plan& plan) {
  sources_.release();
  return on_cluster() ? shared_trees(world_, plan, sources_, shared().mirror())
                      : ready_trees(world_, plan, sources_);
}

std::vector<PreparedTree> FarmSession::restore(const Plan& plan, const std::vector<Revision>& trees) {
  const fs::path mirror = folders_.cache / "mirror.git";
  sources_.release();
  std::vector<PreparedTree> restored;
  for (std::size_t i = 0; i < plan.trees.size(); ++i) {
    const auto is_used = [i](const Build& build) { return build.tree == i; };
    if (trees[i].id.empty())
      restored.push_back(world_.run(prepare_tree(plan.trees[i], sources_, progress_line())));
    else if (std::ranges::none_of(plan.builds, is_used))
      restored.push_back(trees[i]);
    else if (on_cluster()) {
      world_.run(sources_.bring(trees[i].id, mirror, shared().mirror()));
      restored.push_back(trees[i]);
    } else {
      restored.push_back(world_.run(sources_.check_out(plan.trees[i], trees[i], mirror)));
    }
  }
  return restored;
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
  run.in_one_go = !on_cluster();
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

void FarmSession::keep_walk(RunId run, const Plan& plan, const std::vector<PreparedTree>& trees,
                            const WalkSettings& settings) const {
  Walk walk{plan, revisions_of(trees), {}, settings};
  walk.settings.executor = settings_.executor;
  for (const auto& [name, ready] : toolchains_) walk.toolchains[name] = ready.toolchain.id;
  write_file(walk_file(folders_, run), stored_walk(walk));
}

void FarmSession::walk(RunId run, const Plan& plan, std::vector<PreparedTree> trees,
                       const WalkSettings& settings) {
  keep_walk(run, plan, trees, settings);
  const int jobs = settings.jobs > 0 ? settings.jobs : cores();
  const int lanes = on_cluster() ? settings_.slurm.window : setup_of(run, {}, settings, jobs).lanes;
  RunWatcher watcher(ledger_, plan, lanes, output_style(), [] { return std::chrono::steady_clock::now(); });
  Seconds cpu{};
  {
    const Repainter repainter(world_.loop(), [&watcher] { watcher.paint(); });
    cpu = on_cluster() ? walk_cluster(run, plan, trees, settings, watcher)
                       : walk_here(run, plan, std::move(trees), settings, watcher);
  }
  watcher.clear();
  ledger_.finish(run, std::chrono::system_clock::now(), cpu);
  fs::remove(walk_file(folders_, run));
  settle_runs(ledger_);
}

Seconds FarmSession::walk_here(RunId run, const Plan& plan, std::vector<PreparedTree> trees,
                               const WalkSettings& settings, FarmObserver& observer) {
  const fs::path fifo_folder = folders_.cache / "jobs";
  fs::create_directories(fifo_folder);
  const int jobs = settings.jobs > 0 ? settings.jobs : cores();
  JobBudget budget(world_.loop().get_executor(), fifo_folder / "fifo", jobs);
  const StopHook hook = world_.on_stop([&budget] { budget.stop(); });
  KernelBuilder kernels(folders_.cache, world_.processes(), budget, limits_of(settings_.limits));
  const Seconds cpu_before = machine_cpu();
  Plan ordered = plan;  // what a person sees keeps the order of the matrix
  longest_first(ordered, durations(ledger_));
  Farm farm(std::move(ordered), setup_of(run, std::move(trees), settings, jobs), kernels, world_.processes(),
            budget, observer);
  world_.run(farm.work());
  remember_kvm(farm.toolchains());
  return machine_cpu() - cpu_before;
}

std::map<std::string, Toolchain> FarmSession::share_toolchains() {
  std::map<std::string, Toolchain> shared_ones;
  for (const auto& [name, ready] : toolchains_) {
    world_.run(pack_image(world_.processes(), ready.toolchain, shared().images()));
    shared_ones[name] = ready.toolchain;
  }
  return shared_ones;
}

/// Cells without a tree have their verdict already, and no node need be asked.
Seconds FarmSession::walk_cluster(RunId run, const Plan& plan, const std::vector<PreparedTree>& trees,
                                  const WalkSettings& settings, FarmObserver& observer) {
  Seconds cpu = walk_here(run, with_tree(plan, trees, false), trees, settings, observer);
  ClusterSetup setup;
  setup.run = run;
  setup.name = shared_name(folders_, run);
  setup.folder = run_folder(folders_, run);
  setup.bindings = KernelFolders(folders_.cache).bindings;
  setup.trees = revisions_of(trees);
  setup.toolchains = share_toolchains();
  setup.settings = settings_.slurm;
  setup.fresh = settings.fresh;
  setup.reboots = settings.reboots;
  setup.isolate = settings.isolate;
  setup.history = ledger_.build_history();
  setup.measured = [this](const std::string& input_key) { return ledger_.measured(input_key); };
  Plan ordered = with_tree(plan, trees, true);
  longest_first(ordered, durations(ledger_));
  AsioProcessRunner commands(
      world_.loop().get_executor());  // which Ctrl-C leaves alone: jobs have to be cancelled then
  Slurm slurm(settings_.slurm, commands);
  ClusterFarm farm(std::move(ordered), std::move(setup), slurm, observer, world_.loop().get_executor());
  const StopHook hook = world_.on_stop([&farm] { farm.stop(); });
  world_.run(farm.work());
  return cpu + farm.cpu();
}

}  // namespace gulliver
