// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/accepted.hpp>
#include <orchestrator/model/arch.hpp>
#include <runners/model/guest.hpp>
#include <runners/model/kernel.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/model/tree.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A build booted in one guest. What a verdict is about.
struct Cell {
  std::string id;         ///< "mips-big/kunit"; with "@TOOLCHAIN" behind it where the matrix has several
  std::string arch;
  Endian endian = Endian::little;
  std::string config;
  std::string toolchain;
  int bits = 64;          ///< word size of the arch
  bool operator==(const Cell&) const = default;
};

/// A cell with the guest that it boots in.
struct PlannedCell {
  Cell cell;
  GuestSpec guest;
};

/// One kernel build, which serves all its cells. `kernel.source` and `kernel.tree_id` are empty
/// until the tree stands on disk.
struct Build {
  KernelSpec kernel;
  std::string toolchain;  ///< name of a recipe, or "host"
  std::size_t tree = 0;   ///< index into Plan::trees
  std::vector<PlannedCell> cells;
};

/// A combination that the matrix or the arch table leaves out, and why.
struct Excluded {
  std::string cell;
  std::string reason;
  bool operator==(const Excluded&) const = default;
};

/// A config of a matrix.
struct PlannedConfig {
  std::string name;
  std::string about;  ///< who needs it, in one line; may be empty
  bool operator==(const PlannedConfig&) const = default;
};

/// What is worth doing: trees, the builds that each serves, the cells that each build serves.
struct Plan {
  std::string matrix;  ///< its name
  std::vector<TreeSpec> trees;
  std::vector<ToolchainRecipe> recipes;  ///< of every toolchain in use but "host"
  std::vector<Build> builds;
  std::vector<Excluded> excluded;
  std::vector<PlannedConfig> configs = {};  ///< of the whole matrix, whatever is filtered out; in its order
  std::vector<Accepted> accepted;  ///< findings that are known

  std::size_t cell_count() const {
    std::size_t sum = 0;
    for (const Build& build : builds) sum += build.cells.size();
    return sum;
  }
};

}  // namespace gulliver
