// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/run_record.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// One build of a run with all its boots, for another machine: everything that a worker needs to know.
/// All paths are on a folder that both machines see, but for `cache`.
struct Order {
  RunId run = 0;        ///< for messages
  Plan plan;            ///< of one build and its tree; series are folders that both machines see
  Revision tree;        ///< `folder` is empty: the worker puts it on its own disk
  Toolchain toolchain;  ///< `root` is empty: likewise
  bool fresh = false;   ///< as in FarmSetup
  int reboots = 0;
  bool isolate = false;
  int jobs = 1;                  ///< compilers and guests at once
  std::filesystem::path mirror;  ///< a git repository that has the tree
  std::filesystem::path images;  ///< toolchain images as single files
  std::filesystem::path cache;   ///< a folder of the worker's own, best on its own disk
};

/// The order as JSON. Only the same version of Gulliver takes it: a node with another one would judge
/// otherwise. \throws Error  a text in it is not UTF-8
std::string stored_order(const Order& order);

/// \throws Error  it is no order, or one of another version
Order read_order(std::string_view text);

/// Where one cell stands, told by a worker while it works.
struct CellStatus {
  std::string cell;
  std::string phase;  ///< a name of farm's Phase
  int build_lines = 0;
  int tests = 0;
  bool operator==(const CellStatus&) const = default;
};

std::string stored_status(const std::vector<CellStatus>& status);

/// Empty where it is none: it only ever serves a person who watches.
std::vector<CellStatus> read_status(std::string_view text);

}  // namespace gulliver
