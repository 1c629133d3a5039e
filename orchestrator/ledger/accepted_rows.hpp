// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>
#include <orchestrator/model/accepted.hpp>
#include <orchestrator/model/run_record.hpp>

#include <vector>

namespace gulliver {

/// The accepted findings of a run, in their order.
void insert_accepted(Database& database, RunId run, const std::vector<Accepted>& accepted);
std::vector<Accepted> select_accepted(Database& database, RunId run);

}  // namespace gulliver
