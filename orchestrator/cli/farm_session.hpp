// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/world.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/files/file_lock.hpp>
#include <runners/files/files.hpp>
#include <runners/source/source_store.hpp>

#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// How plans are walked, whatever is in them.
struct WalkSettings {
  bool fresh = false;  ///< as in FarmSetup
  bool isolate = false;
  int reboots = FarmSetup().reboots;
  int jobs = 0;   ///< for the whole machine; 0: as many as it has cores
  int lanes = 0;  ///< 0: usual_lanes()
};

/// The machine, held for a while: cache, ledger, toolchains and trees, and one plan walked after the
/// other.
class FarmSession {
 public:
  /// Takes the cache, and makes the plan's toolchains ready.
  /// \throws CacheBusy
  /// \throws Error  an image is not built, the disk is too full
  explicit FarmSession(const Plan& plan);

  World& world() { return world_; }
  Ledger& ledger() { return ledger_; }
  const Folders& folders() const { return folders_; }
  SourceStore& sources() { return sources_; }
  const ReadyToolchain& toolchain(const std::string& name) const { return toolchains_.at(name); }

  /// Puts the plan's trees on disk.  \throws as prepare_trees()
  std::vector<PreparedTree> prepare(const Plan& plan);

  /// A tree without putting it on disk; `id` is empty where one of its own patches does not apply.
  Revision resolve(const TreeSpec& tree);

  /// Begins a run in the ledger, gives it its folder, and returns its number.
  RunId begin(const std::string& matrix, const Plan& plan, std::vector<std::string> arguments);

  /// Walks the plan. Whatever ends it, the records that came are in the ledger.
  /// \throws Interrupted
  void walk(RunId run, const Plan& plan, std::vector<PreparedTree> trees, const WalkSettings& settings);

 private:
  void remember_kvm(const std::map<std::string, ReadyToolchain>& toolchains);
  FarmSetup setup_of(RunId run, std::vector<PreparedTree> trees, const WalkSettings& settings, int jobs) const;

  Folders folders_;
  FileLock lock_;
  Ledger ledger_;
  World world_;
  std::map<std::string, ReadyToolchain> toolchains_;
  SourceStore sources_;
  StopHook stop_sources_;
};

}  // namespace gulliver
