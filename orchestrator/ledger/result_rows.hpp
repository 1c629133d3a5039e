// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>
#include <runners/model/test_report.hpp>

#include <cstdint>

namespace gulliver {

/// Puts the tests of a record where histories are read from. Of equal names in a report, the worst counts.
void insert_results(Database& database, std::int64_t record, const TestReport& report);

/// The same for all records of a ledger that was made before there were such rows.
void fill_results(Database& database);

}  // namespace gulliver
