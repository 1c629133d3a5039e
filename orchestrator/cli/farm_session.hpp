// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/world.hpp>
#include <orchestrator/cluster/cluster_farm.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/settings.hpp>
#include <runners/files/file_lock.hpp>
#include <runners/files/files.hpp>
#include <runners/source/source_store.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// What a run that is not finished set out to do: a stored_walk().
std::filesystem::path walk_file(const Folders& folders, RunId run);

/// The machine, held for a while: cache, ledger, toolchains and trees, and one plan walked after the
/// other, here or on a cluster.
class FarmSession {
 public:
  /// Takes the cache, and makes the plan's toolchains ready.
  /// \param executor  where plans are walked; none: what config.yaml says
  /// \throws CacheBusy
  /// \throws InputError  config.yaml makes no sense
  /// \throws Error       an image is not built, the disk is too full
  FarmSession(const Plan& plan, std::optional<Executor> executor);

  World& world() { return world_; }
  Ledger& ledger() { return ledger_; }
  const Folders& folders() const { return folders_; }
  SourceStore& sources() { return sources_; }
  const ReadyToolchain& toolchain(const std::string& name) const { return toolchains_.at(name); }

  /// Puts the plan's trees where builds find them.  \throws as prepare_trees()
  std::vector<PreparedTree> prepare(const Plan& plan);

  /// The same with trees that were resolved before: these and no others, whatever became of their sources.
  /// \param trees  one for each of the plan's; without id: one of its patches does not apply
  /// \throws Error  the cache does not have one any more
  std::vector<PreparedTree> restore(const Plan& plan, const std::vector<Revision>& trees);

  /// A tree without putting it on disk; `id` is empty where one of its own patches does not apply.
  Revision resolve(const TreeSpec& tree);

  /// Begins a run in the ledger, gives it its folder, and returns its number.
  RunId begin(const std::string& matrix, const Plan& plan, std::vector<std::string> arguments);

  /// Walks the plan. Whatever ends it, the records that came are in the ledger, and walk_file() holds what
  /// is left.
  /// \throws Interrupted
  void walk(RunId run, const Plan& plan, std::vector<PreparedTree> trees, const WalkSettings& settings);

 private:
  void keep_walk(RunId run, const Plan& plan, const std::vector<PreparedTree>& trees,
                 const WalkSettings& settings) const;
  /// Walks a plan in either way, and returns the CPU time that it took.
  Seconds walk_here(RunId run, const Plan& plan, std::vector<PreparedTree> trees, const WalkSettings& settings,
                    FarmObserver& observer);
  Seconds walk_cluster(RunId run, const Plan& plan, const std::vector<PreparedTree>& trees,
                       const WalkSettings& settings, FarmObserver& observer);
  bool on_cluster() const { return settings_.executor == Executor::slurm; }
  SharedFolder shared() const { return {settings_.slurm.shared}; }
  std::map<std::string, Toolchain> share_toolchains();
  void remember_kvm(const std::map<std::string, ReadyToolchain>& toolchains);
  FarmSetup setup_of(RunId run, std::vector<PreparedTree> trees, const WalkSettings& settings, int jobs) const;

  Folders folders_;
  Settings settings_;
  FileLock lock_;
  Ledger ledger_;
  World world_;
  std::map<std::string, ReadyToolchain> toolchains_;
  SourceStore sources_;
  StopHook stop_sources_;
};

}  // namespace gulliver
