// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/crate_rows.hpp>
#include <orchestrator/ledger/database.hpp>
#include <orchestrator/model/run_record.hpp>

namespace gulliver {

/// The build half of a record, with its diagnostics and dropped options.
void insert_build(Database& database, CrateRows& crates, std::int64_t record, const BuildRecord& build);

/// The build half of a record, or nothing.
std::optional<BuildRecord> select_build(Database& database, CrateRows& crates, std::int64_t record);

}  // namespace gulliver
