// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <runners/model/seconds.hpp>
#include <runners/model/test_report.hpp>
#include <runners/model/verdict.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

using RunId = std::int64_t;

/// The build half of a record.
struct BuildRecord {
  Seconds took{};
  bool cached = false;
  std::string image_hash;
  std::filesystem::path log;
  std::filesystem::path config_file;
  std::vector<Diagnostic> diagnostics;
  ConfigResult config;
  std::shared_ptr<const Crate> crate = {};  ///< shared by records of the same one; null: not known
  std::uint64_t memory = 0;                 ///< as in BuildResult
};

/// The boot half of a record.
struct BootRecord {
  Seconds took{};
  bool cached = false;   ///< reported from an earlier record of the same image, guest and emulator
  std::optional<RunId> from;  ///< that record's run
  bool kvm = false;
  GuestEnd end = GuestEnd::emulator_died;
  std::string kernel_version;
  std::vector<Splat> splats;
  std::filesystem::path console;
};

/// Another boot of the same image in the same guest: because the first one did not pass, or one in which
/// the farm failed.
struct Reboot {
  Verdict verdict;
  std::string fingerprint;
  Seconds took{};
  std::filesystem::path console;
  bool operator==(const Reboot&) const = default;
};

/// Everything that one cell left behind in one run.
struct RunRecord {
  RunId run = 0;
  Cell cell;
  Verdict verdict;
  std::string fingerprint;  ///< of what went wrong: the same from run to run; empty where nothing did
  Revision tree;                                ///< `folder` is not kept
  std::string toolchain_id;
  std::map<std::string, std::string> versions;  ///< package or tool -> exact version
  std::optional<BuildRecord> build;
  std::optional<BootRecord> boot;     ///< the first one, of those in which the farm did not fail
  std::vector<Reboot> reboots;        ///< in order
  std::optional<TestReport> tests;
  std::string input_key;  ///< hash over all that was asked for: tree, config, toolchain, make arguments, guest
  std::string boot_key;   ///< hash over image, guest and toolchain; same key, same boot
  std::string place;      ///< where it was made, if not on the run's own machine: node and job of a cluster
  Moment started;
  Moment finished;
};

/// One walk through a plan.
struct Run {
  RunId id = 0;
  std::string matrix;              ///< the file, absolute
  std::vector<std::string> cells;  ///< ids of all planned cells, in the plan's order
  std::vector<Excluded> excluded;
  std::vector<PlannedConfig> configs = {};  ///< as in the plan
  std::vector<Accepted> accepted;      ///< findings that its matrix accepted when it began
  std::vector<std::string> arguments;  ///< of the command that began it, program name left out
  std::filesystem::path folder;    ///< logs and consoles
  Moment started;
  std::optional<Moment> finished;  ///< nothing: it was cut short, or it is still going on
  Seconds cpu{};                   ///< user and system time of the whole machine while it went on, once finished; on a
                                   ///< cluster, time of its jobs times the CPUs that were kept for them
  int cores = 1;
  bool in_one_go = true;           ///< on this machine and without a break: only then do `cpu` and `cores` tell how busy it was
};

}  // namespace gulliver
