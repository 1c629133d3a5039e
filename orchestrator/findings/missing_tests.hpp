// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/findings/tested_cell.hpp>
#include <orchestrator/model/finding.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A test that a cell should have run and did not.
struct MissingTest {
  std::string id, name, location;
  std::string cell;
  std::string twin;  ///< where it ran; empty: it ran on the cell itself, in `run`
  RunId run = 0;
  const Accepted* accepted = nullptr;

  std::string abstraction() const { return abstraction_of(name, location); }
  std::string seen() const;  ///< "in run 12", "on mips-little/kunit"
};

/// Those of every cell that came to the end of its results, in the order of the cells; of a cell,
/// those that ran before and then those of its nearest twin. Under a filter (not empty) only what passes
/// it is missed, and nothing beside the twin: a doctest's number, which the filter may name, differs there.
std::vector<MissingTest> missing_tests(const std::vector<TestedCell>& cells, const Manifest& before,
                                       const std::string& filter, AcceptedList& accepted);

/// A finding for each test and entry that accepts it: those that are not accepted, then the others,
/// each half by abstraction.
std::vector<Finding> findings_about(const std::vector<MissingTest>& missing);

/// Why a cell that passed did not: the first of its missing tests, which are at least one.
std::string reason_of(const std::vector<const MissingTest*>& missing);

}  // namespace gulliver
