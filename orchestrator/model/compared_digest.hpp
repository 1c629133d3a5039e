// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// The cells that printed one value for a digest.
struct DigestGroup {
  std::string value;
  std::vector<const RunRecord*> cells;  ///< in the order of the records
  std::vector<std::string> traits;      ///< what these cells and no others are: "big-endian", "32-bit"; may be empty

  /// "every big-endian cell (mips-big/kunit, s390x-big/kunit)"
  std::string who() const;
};

/// One digest on all cells that printed it.
struct ComparedDigest {
  std::string name;
  std::string test;                 ///< "suite.test", the first that printed it
  std::string location;             ///< place_of() that test
  std::vector<DigestGroup> groups;  ///< that of the most cells first, of equals the one of the first cell

  bool agrees() const { return groups.size() == 1; }

  /// What tells the groups apart: "explained by byte order"; of one group, nothing.
  std::string explanation() const;
};

/// Every digest of a run: those on which its cells disagree first, else in the order of the records. What
/// a cell says whose boots disagree is left out. Points into `records`.
std::vector<ComparedDigest> compare_digests(const std::vector<RunRecord>& records);

}  // namespace gulliver
