// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>

#include <functional>
#include <string>
#include <vector>

namespace gulliver {

/// What blames are found in, besides the records.
struct BlameSources {
  TreeChanges changes;                   ///< from the base to the patched tree
  std::vector<ChangedBinding> bindings;  ///< of this cell, between the same two
  /// Text of a file of the patched tree; empty where there is none.
  std::function<std::string(const std::string& path)> source;
};

/// Of an accusation, what broke, and whose part of the tree that is; empty of any other cell.
///   - a build: each error that the base does not have. Where an abstraction does not fit what bindgen
///     makes of a changed header any more, with the whole chain.
///   - Kconfig: each option that was lost, and the changed line that speaks of it
///   - tests: each one that fails now, or has vanished
///   - anything else: the verdict, and where the kernel was when it complained
std::vector<Blame> blames_of(const CellComparison& cell, const BlameSources& sources);

/// Of a record that did not pass, everything that is wrong with it, as if all of it were new; empty of one that passed.
std::vector<Blame> blames_of(const RunRecord& record);

}  // namespace gulliver
