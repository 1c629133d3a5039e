// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <runners/model/binding.hpp>
#include <runners/model/layer.hpp>
#include <runners/model/tree_changes.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// What became of a cell, or of one test in it, between a base and what lies on top of it. Only
/// `newly_failing` and `vanished` are accusations.
enum class Change {
  unchanged,        ///< as good as before
  identical_image,  ///< the very same kernel: nothing can have changed
  newly_failing,    ///< was good, and is not any more
  vanished,         ///< tests: ran before, and does not run now, though nothing takes it out
  fixed,            ///< was bad, and is good now
  still_failing,    ///< bad before and after
  added,            ///< tests: did not exist before, and passes
  removed,          ///< tests: the change itself takes it out
  flaky,            ///< boots of the same image came to different ends, before or after
  unknown,          ///< the farm failed on one of the two sides, or did not come to it
};

std::string_view name_of(Change change);  ///< "newly-failing"

inline bool is_accusation(Change change) { return change == Change::newly_failing || change == Change::vanished; }

struct TestChange {
  Change change = Change::unchanged;
  std::string test;         ///< "suite.test"
  std::string location;     ///< file:line, of the patched tree where it is there; empty if not known
  std::string abstraction;  ///< "xarray"
  bool operator==(const TestChange&) const = default;
};

/// How a change of C came to break Rust: the header, what bindgen made of it, and who uses it.
struct BrokenChain {
  std::string header;      ///< "include/linux/xarray.h:355", in the patched tree
  std::string header_line; ///< the line there, or the one that went
  ChangedBinding binding;
  std::string user;        ///< "rust/kernel/xarray.rs:213"
  bool operator==(const BrokenChain&) const = default;
};

/// What broke, and in whose part of the tree.
struct Blame {
  Origin origin;      ///< layer and unit: abstraction "xarray"
  std::string place;  ///< file:line; empty if not known
  std::string text;   ///< the compiler's words, the test's, or Kconfig's
  std::optional<BrokenChain> chain = {};
  bool operator==(const Blame&) const = default;
};

/// One cell of a base and of what lies on top of it.
struct CellComparison {
  Cell cell;
  Change change = Change::unknown;
  std::string reason;                    ///< one sentence; of a cell that is as before, what it is like
  std::optional<RunRecord> base, patched;
  std::vector<TestChange> tests;         ///< those that are not as before, and those that fail still
  std::vector<Diagnostic> new_warnings;  ///< the patched build has them, the base does not
  std::vector<Blame> blames;             ///< of an accusation, at least one
  std::optional<int> first_bad;          ///< number of the patch of the series from which on it is so
};

}  // namespace gulliver
