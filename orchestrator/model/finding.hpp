// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/accepted.hpp>
#include <orchestrator/model/run_record.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// A test that ran in an earlier run of the same cell on the same tree.
struct SeenTest {
  std::string id;        ///< as ListedTest has it
  std::string name;      ///< "suite.test"
  std::string location;  ///< doctests: "rust/kernel/xarray.rs:34"
  RunId run = 0;         ///< the first in which it ran
  bool operator==(const SeenTest&) const = default;
};

/// The tests to be expected of each cell, by its id.
using Manifest = std::map<std::string, std::vector<SeenTest>>;

/// What only shows when the cells of a run are held against one another, against earlier runs and
/// against the accepted findings. Kinds stand in the order of their weight.
struct Finding {
  enum class Kind {
    endianness,      ///< fails on every big-endian cell and passes on its little-endian twins
    word_size,       ///< fails on every cell of one word size and passes on its twins of the other
    disagreement,    ///< a digest has several values
    missing_test,    ///< ran before, or runs on the twin, and does not run here
    known_failure,   ///< fails, and that is accepted
    expired_entry,   ///< of the accepted findings: its day has passed, and it is no longer applied
    unneeded_entry,  ///< of the accepted findings: the test runs, or passes, on every cell it names
  };
  Kind kind = Kind::endianness;
  std::string test;                  ///< "suite.test"; of an entry: its glob
  std::string abstraction;           ///< "xarray"; empty for an entry
  std::string location;              ///< file:line; empty if not known
  std::vector<std::string> cells;    ///< where it fails, is missing, or says what few say
  std::vector<std::string> twins;    ///< where it passes, ran, or says what most say
  std::string reason;                ///< one sentence
  std::optional<Accepted> accepted;  ///< the entry that accepts it, or that it is about
};

inline std::string_view name_of(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::endianness: return "suspected-endianness-defect";
    case Finding::Kind::word_size: return "suspected-word-size-defect";
    case Finding::Kind::disagreement: return "cells-disagree";
    case Finding::Kind::missing_test: return "missing-test";
    case Finding::Kind::known_failure: return "known-failure";
    case Finding::Kind::expired_entry: return "expired-entry";
    case Finding::Kind::unneeded_entry: return "unneeded-entry";
  }
  return "unknown";
}

/// What is wrong in the kernel and no single cell shows.
inline bool is_defect(const Finding& finding) {
  using enum Finding::Kind;
  return finding.kind == endianness || finding.kind == word_size || finding.kind == disagreement;
}

/// What a defect is called: "suspected endianness defect".
inline std::string_view title_of(Finding::Kind kind) {
  if (kind == Finding::Kind::disagreement) return "disagreement between cells";
  return kind == Finding::Kind::endianness ? "suspected endianness defect" : "suspected word-size defect";
}

/// A cell's verdict in the light of its run's findings.
struct Standing {
  Verdict verdict;     ///< the record's, but `tests_missing` for a pass that lacks tests
  bool known = false;  ///< tests failed, and every one of them is accepted: as expected
};

struct Findings {
  std::vector<Finding> list;                  ///< heaviest first
  std::map<std::string, Standing> standings;  ///< of every cell that has a record, by its id
};

}  // namespace gulliver
