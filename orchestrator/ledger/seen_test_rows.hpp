// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>
#include <orchestrator/model/finding.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Remembers the tests that ran in a record, if they are not remembered from an earlier one.
void insert_seen_tests(Database& database, const RunRecord& record);

/// What ran in a cell on a tree before a run.
std::vector<SeenTest> select_seen_tests(Database& database, RunId run, const std::string& cell, const std::string& tree_id);

}  // namespace gulliver
