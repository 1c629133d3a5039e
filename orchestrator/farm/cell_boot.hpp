// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/farm_observer.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/run_record.hpp>
#include <runners/guest/guest.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// A toolchain that is ready, and whether its QEMU may use KVM on this host.
struct ReadyToolchain {
  Toolchain toolchain;
  KvmState kvm;
};

/// One image in one guest, to be booted as often as it takes. Holds references: lives no longer than
/// what it is made from.
class CellBoot {
 public:
  /// \param folder  where consoles go
  CellBoot(const PlannedCell& planned, const BuildResult& built, std::filesystem::path folder,
           ReadyToolchain& toolchain, ProcessRunner& processes, FarmObserver& observer);

  /// The boot key as far as it is known before the boot: a guest may turn out to need emulation.
  std::string key() const;

  /// Boots once and judges; returns the record with the boot, the tests and the verdict of this boot alone.
  /// A fault of the farm is the verdict `broken`.
  /// \param console  the console's file name
  /// \param words    more of the kernel's command line; the boot key is that of a boot without them
  /// \throws Interrupted  the process runner was stopped
  asio::awaitable<RunRecord> once(RunRecord record, std::string console, std::string words);

  void enter(Phase phase) { observer_.entered(planned_.cell, phase); }

 private:
  bool may_use_kvm() const;
  std::string key(bool kvm) const;
  asio::awaitable<BootResult> boot_guest(GuestSpec guest, std::filesystem::path console, TestReport& tests);

  const PlannedCell& planned_;
  const BuildResult& built_;
  std::filesystem::path folder_;
  ReadyToolchain& toolchain_;
  ProcessRunner& processes_;
  FarmObserver& observer_;
};

/// Same key, same boot: hash over image, guest, toolchain and the kind of virtualisation.
std::string boot_key(const std::string& image_hash, const GuestSpec& guest, const std::string& toolchain_id,
                     bool kvm);

}  // namespace gulliver
