// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/crate_rows.hpp>
#include <orchestrator/ledger/database.hpp>
#include <orchestrator/model/run_record.hpp>

namespace gulliver {

/// Inserts a record with everything that refers to it. The caller holds the transaction.
void insert_record(Database& database, CrateRows& crates, const RunRecord& record);

/// The record with this rowid, which is there.
RunRecord select_record(Database& database, CrateRows& crates, std::int64_t id);

}  // namespace gulliver
