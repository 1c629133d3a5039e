// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// What was said since the last result: it belongs to the next one.
struct KtapPending {
  std::vector<std::string> lines;
  std::vector<Digest> digests;
  std::string test;      ///< the doctest that told where it is ...
  std::string location;  ///< ... and the place
};

/// A list of tests that has begun and is not over yet: the document itself (depth 0), a suite
/// (1), a parameterised test (2 and more).
struct KtapList {
  std::size_t depth = 0;
  std::size_t indent = 0;  ///< columns in front of its lines
  TestNode node;     ///< the suite that the list belongs to, with the results that came
  long next = 1;     ///< number that the next result should have
  int results = 0;   ///< result lines that came
  std::string last;  ///< name of the last one

  /// More than its version line is known of it.
  bool has_begun() const { return !node.name.empty() || node.plan || results > 0; }

  /// What was said before the list began, or behind its last result, is said of the list as a whole.
  void take(KtapPending said);

  /// "suite `rust_kvec`", for messages.
  std::string title() const;

  /// What is wrong with the number of results.
  std::optional<std::string> count_problem() const;

  /// What is wrong with the suite's own result, in the light of those in it; these are believed,
  /// and the suite failed if one of them did.
  std::optional<std::string> settle_status();
};

}  // namespace gulliver
