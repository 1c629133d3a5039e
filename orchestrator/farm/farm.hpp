// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/cell_boot.hpp>
#include <orchestrator/farm/farm_observer.hpp>
#include <orchestrator/farm/prepare.hpp>
#include <orchestrator/farm/recipe.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/kernel/kernel_builder.hpp>
#include <runners/process/job_budget.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// What a walk through a plan needs besides the plan.
struct FarmSetup {
  RunId run = 0;
  std::filesystem::path folder;                      ///< logs, consoles, recipes: a folder for each cell
  std::vector<PreparedTree> trees;                   ///< one for each of Plan::trees
  std::map<std::string, ReadyToolchain> toolchains;  ///< by name
  int lanes = 2;                                     ///< builds that are under way at once
  bool fresh = false;                                ///< boot every image, whatever was booted before
  int reboots = 2;                                   ///< further boots of an image that did not pass, at most
  bool isolate = false;                              ///< run suites apart that a crash in a test left out
};

/// Walks a plan: N lanes, one coroutine each, under one job budget. Every cell leaves one record,
/// which is handed to the observer as soon as it is complete.
class Farm {
 public:
  /// \throws Error  a patch of the plan cannot be read
  Farm(Plan plan, FarmSetup setup, KernelBuilder& kernels, ProcessRunner& processes, JobBudget& budget,
       FarmObserver& observer);

  /// Runs all lanes to their end.
  /// \throws Interrupted  the process runner was stopped
  /// \throws Error        a record could not be kept; lanes end after the build they are at
  asio::awaitable<void> work();

  /// The toolchains as they turned out: where a kernel said nothing under KVM, without it.
  const std::map<std::string, ReadyToolchain>& toolchains() const { return setup_.toolchains; }

 private:
  asio::awaitable<void> lane();
  asio::awaitable<void> run_build(const Build& build);
  asio::awaitable<RunRecord> run_cell(const Build& build, const PlannedCell& planned, BuildResult built);
  asio::awaitable<BuildResult> make_kernel(const Build& build, const Revision& tree);
  asio::awaitable<void> boot_cell(RunRecord& record, const PlannedCell& planned, const BuildResult& built);
  void keep_recipe(const Build& build, const PlannedCell& planned, const RunRecord& record) const;
  std::filesystem::path cell_folder(const Cell& cell) const;
  BuildWatcher watch(const Build& build);

  Plan plan_;
  FarmSetup setup_;
  KernelBuilder& kernels_;
  ProcessRunner& processes_;
  JobBudget& budget_;
  FarmObserver& observer_;
  std::vector<std::vector<PatchText>> patches_;  ///< of each tree, as they were applied
  std::size_t next_ = 0;  ///< the build that the next free lane takes
};

/// Same key, same measurement: hash over all that a cell is made of. `kernel.tree_id` has to be set.
std::string input_key(const KernelSpec& kernel, const GuestSpec& guest, const Toolchain& toolchain);

/// A record as it begins now: what was asked for, and nothing that came of it.
RunRecord new_record(RunId run, const Build& build, const PlannedCell& planned, const PreparedTree& tree,
                     const Toolchain& toolchain);

/// A cell's id as a folder name: "mips-big/kunit" -> "mips-big-kunit".
std::string folder_name(const Cell& cell);

/// Builds with the longest history first; those without one before all others, in the plan's order.
void longest_first(Plan& plan, const std::map<std::string, Seconds>& history);

}  // namespace gulliver
