// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// Where builds are made.
enum class Executor {
  local,  ///< on this machine
  slurm,  ///< as jobs of a Slurm cluster
};

inline std::string_view name_of(Executor executor) { return executor == Executor::slurm ? "slurm" : "local"; }

/// How a plan is walked, whatever is in it.
struct WalkSettings {
  std::optional<Executor> executor;  ///< none: what config.yaml says
  bool fresh = false;                ///< as in FarmSetup
  bool isolate = false;
  int reboots = 2;
  int jobs = 0;   ///< for the whole machine; 0: as many as it has cores
  int lanes = 0;  ///< builds at once; 0: by jobs
};

/// How jobs are given to Slurm. Zero and empty: Gulliver's own choice, or Slurm's.
struct SlurmSettings {
  std::filesystem::path shared;      ///< a folder that this machine and every node see under this name
  std::filesystem::path node_cache = "/var/tmp/gulliver";  ///< on a node: images, trees, builds, compiler cache
  std::filesystem::path program;     ///< Gulliver as the nodes see it; empty: this program's own file
  std::string partition;
  std::string constraint;
  std::string account;
  int cpus = 0;      ///< of a build; 0: 8, or as many as the largest node has
  int memory = 0;    ///< of a build, MiB; 0: by CPUs and guest
  int window = 200;  ///< jobs that wait or run at once, at most
  bool operator==(const SlurmSettings&) const = default;
};

/// What a build may take of the machine.
struct BuildLimits {
  int memory = 0;  ///< MiB that make and all that it starts hold at most; 0: seven eighths of the machine's
  int disk = 256;  ///< MiB that have to stay free on the disk of the build folders
  bool operator==(const BuildLimits&) const = default;
};

/// What a person settled once and for all: config.yaml. Its format: orchestrator/cluster/README.md.
struct Settings {
  Executor executor = Executor::local;
  SlurmSettings slurm;
  BuildLimits limits;
  bool operator==(const Settings&) const = default;
};

}  // namespace gulliver
