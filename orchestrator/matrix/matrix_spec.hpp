// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/problems.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/model/seconds.hpp>
#include <runners/model/tree.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// A name, and where it was written.
struct Name {
  std::string text;
  Place place;
};

/// Names on the four axes: those of a matrix; or a pattern, in which an axis without names
/// stands for every name.
struct AxisNames {
  std::vector<Name> archs, endians, configs, toolchains;
};

/// Whether the pattern matches the cell.
bool matches(const AxisNames& pattern, const Cell& cell);

/// What a matrix says about the guest; what it leaves out stays as the arch table has it.
struct GuestSettings {
  std::optional<int> memory, cpus;
  std::string cmdline;  ///< behind the one that is there already
  std::optional<Seconds> silence, total;
};

struct ConfigSpec {
  std::string name;
  std::string base = "allnoconfig";
  std::vector<std::filesystem::path> fragments;
  std::vector<std::string> targets = {};  ///< of make, behind the arch's
  bool user_space = false;                ///< the guest has an /init, and the kernel's modules
  Place user_space_place = {};
  std::string about = {};                 ///< who needs it, in one line
};

/// What is different for some of the cells.
struct Override {
  AxisNames when;
  Place place;
  std::vector<std::filesystem::path> fragments;  ///< behind the config's
  std::vector<std::string> make;                 ///< behind the arch's
  GuestSettings guest;
};

/// A cell beside the product: one name on each axis; no toolchain: the matrix's first.
struct Include {
  AxisNames cell;
  Place place;
};

/// Cells of the product that are left out.
struct Exclude {
  AxisNames when;
  Place place;
  std::string reason;
};

/// A matrix file, as it was written. Paths are found, names are not yet looked up.
struct MatrixSpec {
  std::string name;
  TreeSpec tree;     ///< series: the overlays
  Place tree_place;  ///< line 0: the file names no tree
  AxisNames axes;    ///< no endians: all that an arch can have
  std::vector<ConfigSpec> configs;
  GuestSettings guest;
  std::vector<Override> overrides;
  std::vector<Include> includes;
  std::vector<Exclude> excludes;
  std::optional<std::filesystem::path> accepted;  ///< file of accepted findings
};

}  // namespace gulliver
