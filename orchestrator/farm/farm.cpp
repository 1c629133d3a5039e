// SPDX-License-Identifier: MIT
#include <orchestrator/farm/farm.hpp>

#include <orchestrator/farm/fault.hpp>
#include <orchestrator/farm/fingerprint.hpp>
#include <orchestrator/farm/isolation.hpp>
#include <orchestrator/farm/lanes.hpp>
#include <orchestrator/farm/reboots.hpp>
#include <runners/files/files.hpp>
#include <runners/kernel/kernel_make.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/model/error.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <exception>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

BuildRecord summary(const BuildResult& built) {
  return {built.took, built.cached,      built.image_hash, built.log,
          built.config_file, built.diagnostics, built.config, built.crate, built.memory};
}

/// Keeps the .config of a build folder, which its kernel may have made anything of, with the run.
void keep_config(const fs::path& kept, BuildResult& built) {
  const fs::path& found = built.config_file;
  const std::string text = read_plain_file(found.parent_path(), found.filename(), longest_dot_config);
  built.config_file = text.empty() ? fs::path() : kept;
  if (!text.empty()) write_file(kept, text);
}

BootRecord reused(const RunRecord& earlier) {
  BootRecord record = *earlier.boot;
  record.cached = true;
  record.from = earlier.boot->from.value_or(earlier.run);
  return record;
}

}  // namespace

Farm::Farm(Plan plan, FarmSetup setup, KernelBuilder& kernels, ProcessRunner& processes, JobBudget& budget,
           FarmObserver& observer)
    : plan_(std::move(plan)),
      setup_(std::move(setup)),
      kernels_(kernels),
      processes_(processes),
      budget_(budget),
      observer_(observer) {
  for (const TreeSpec& tree : plan_.trees) patches_.push_back(read_patches(tree));
}

asio::awaitable<void> Farm::work() {
  std::function<asio::awaitable<void>()> one = [this] { return lane(); };
  co_await run_lanes(setup_.lanes, std::move(one));
}

/// Takes one build after the other until nothing is left. All concurrency is that N of these run.
asio::awaitable<void> Farm::lane() {
  while (next_ < plan_.builds.size()) {
    const Build& build = plan_.builds[next_++];
    try {
      co_await run_build(build);
    } catch (...) {
      next_ = plan_.builds.size();  // interrupted, or no record can be kept: no lane begins another
      throw;
    }
  }
}

asio::awaitable<void> Farm::run_build(const Build& build) {
  BuildResult built;
  if (const auto* unprepared = std::get_if<Verdict>(&setup_.trees[build.tree]))
    built.verdict = *unprepared;
  else
    built = co_await make_kernel(build, std::get<Revision>(setup_.trees[build.tree]));
  for (const PlannedCell& planned : build.cells) {
    const RunRecord record = co_await run_cell(build, planned, built);
    observer_.finished(record);
  }
}

asio::awaitable<BuildResult> Farm::make_kernel(const Build& build, const Revision& tree) {
  const fs::path folder = cell_folder(build.cells.front().cell);
  KernelSpec kernel = build.kernel;
  kernel.source = tree.folder;
  kernel.tree_id = tree.id;
  BuildWatcher watcher = watch(build);
  BuildResult result;
  result.log = folder / "build.log";
  try {
    fs::create_directories(folder);
    const Toolchain& toolchain = setup_.toolchains.at(build.toolchain).toolchain;
    result = co_await kernels_.build(std::move(kernel), toolchain, folder / "build.log", std::move(watcher));
    keep_config(folder / "config", result);
  } catch (const Error& fault) {
    result.verdict = broken(fault);
  } catch (const fs::filesystem_error& fault) {
    result.verdict = broken(fault);
  }
  co_return result;
}

asio::awaitable<RunRecord> Farm::run_cell(const Build& build, const PlannedCell& planned, BuildResult built) {
  const Toolchain& toolchain = setup_.toolchains.at(build.toolchain).toolchain;
  RunRecord record = new_record(setup_.run, build, planned, setup_.trees[build.tree], toolchain);
  record.verdict = built.verdict;
  record.started -= std::chrono::duration_cast<Moment::duration>(built.took);
  if (built.verdict.kind != VerdictKind::patch_failed) record.build = summary(built);
  if (built.verdict.passed()) {
    try {
      co_await boot_cell(record, planned, built);
    } catch (const Error& fault) {
      record.verdict = broken(fault);
    } catch (const fs::filesystem_error& fault) {
      record.verdict = broken(fault);
    }
  }
  if (record.fingerprint.empty()) record.fingerprint = fingerprint(record);
  record.finished = std::chrono::system_clock::now();
  keep_recipe(build, planned, record);
  observer_.entered(planned.cell, Phase::done);
  co_return record;
}

/// Boots the image, as often as it takes to be sure, or reports what an earlier boot of the same image in
/// the same guest said.
asio::awaitable<void> Farm::boot_cell(RunRecord& record, const PlannedCell& planned, const BuildResult& built) {
  ReadyToolchain& ready = setup_.toolchains.at(record.cell.toolchain);
  CellBoot cell(planned, built, cell_folder(planned.cell), ready, processes_, observer_);
  record.boot_key = cell.key();
  if (!setup_.fresh) {
    if (const auto earlier = observer_.recall(record.boot_key)) {
      record.verdict = earlier->verdict;
      record.boot = reused(*earlier);
      record.tests = earlier->tests;
      co_return;
    }
  }
  cell.enter(Phase::waiting_to_boot);
  const JobTokens tokens = co_await budget_.acquire(planned.guest.cpus);
  cell.enter(Phase::booting);
  record = co_await boot_repeatedly(cell, record, setup_.reboots);
  if (setup_.isolate && ended_in_test(record.verdict.kind)) co_await isolate(cell, record);
}

/// For `gulliver repro`. A verdict does not depend on it: that it cannot be kept is said and no more.
void Farm::keep_recipe(const Build& build, const PlannedCell& planned, const RunRecord& record) const {
  Recipe recipe = recipe_of(plan_.trees[build.tree], setup_.trees[build.tree]);
  recipe.patches = patches_[build.tree];
  recipe.kernel = build.kernel;
  recipe.toolchain = setup_.toolchains.at(build.toolchain).toolchain;
  recipe.guest = planned.guest;
  recipe.kvm = record.boot && record.boot->kvm;
  try {
    fs::create_directories(cell_folder(planned.cell));
    write_file(cell_folder(planned.cell) / recipe_file, recipe_script(recipe));
  } catch (const std::exception& fault) {
    spdlog::warn("cell {} cannot be repeated by `gulliver repro`: {}", planned.cell.id, fault.what());
  }
}

fs::path Farm::cell_folder(const Cell& cell) const { return setup_.folder / folder_name(cell); }

BuildWatcher Farm::watch(const Build& build) {
  const auto enter_all = [this, &build](Phase phase) {
    for (const PlannedCell& planned : build.cells) observer_.entered(planned.cell, phase);
  };
  BuildWatcher watcher;
  watcher.configuring = [enter_all] { enter_all(Phase::configuring); };
  watcher.building = [enter_all] { enter_all(Phase::building); };
  watcher.progress = [this, &build](int steps) {
    for (const PlannedCell& planned : build.cells) observer_.build_progress(planned.cell, steps);
  };
  return watcher;
}

std::string input_key(const KernelSpec& kernel, const GuestSpec& guest, const Toolchain& toolchain) {
  return sha256(build_inputs(kernel, toolchain) + boot_key("", guest, toolchain.id, false));
}

RunRecord new_record(RunId run, const Build& build, const PlannedCell& planned, const PreparedTree& tree,
                     const Toolchain& toolchain) {
  RunRecord record;
  record.run = run;
  record.cell = planned.cell;
  record.toolchain_id = toolchain.id;
  record.versions = toolchain.versions;
  record.started = std::chrono::system_clock::now();
  if (const auto* revision = std::get_if<Revision>(&tree)) record.tree = *revision;
  if (!record.tree.id.empty()) {
    KernelSpec kernel = build.kernel;
    kernel.tree_id = record.tree.id;
    record.input_key = input_key(kernel, planned.guest, toolchain);
  }
  return record;
}

std::string folder_name(const Cell& cell) {
  std::string name = cell.id;
  std::ranges::replace(name, '/', '-');
  return name;
}

void longest_first(Plan& plan, const std::map<std::string, Seconds>& history) {
  const auto expected = [&history](const Build& build) {
    const auto known = history.find(build.kernel.id);
    return known == history.end() ? Seconds::max() : known->second;
  };
  std::ranges::stable_sort(plan.builds, std::ranges::greater(), expected);
}

}  // namespace gulliver
