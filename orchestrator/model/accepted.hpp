// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// An entry of a file of accepted findings: what is known to be so, why, and until when.
/// Format of the file: matrices/README.md.
struct Accepted {
  enum class Kind {
    missing,  ///< the test does not run on these cells
    failing,  ///< the test fails on these cells
  };
  Kind kind = Kind::missing;
  std::string test;                      ///< glob over "suite.test", or over a location as "rust/kernel/pci.rs:*"
  std::vector<std::string> cells{"*"};   ///< globs over ids of cells
  std::string reason;
  std::string link;
  std::string expires;                   ///< the last day on which it holds (UTC), "2027-06-30"
  std::string place;                     ///< where it was written: "matrices/accepted.yaml:12"
  bool operator==(const Accepted&) const = default;
};

inline std::string_view name_of(Accepted::Kind kind) {
  return kind == Accepted::Kind::missing ? "missing" : "failing";
}

}  // namespace gulliver
