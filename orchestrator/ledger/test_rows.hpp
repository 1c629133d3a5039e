// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>
#include <runners/model/test_report.hpp>

namespace gulliver {

/// The report of a record, as one row of `reports` and one row of `tests` for every node.
void insert_report(Database& database, std::int64_t record, const TestReport& report);

/// The report of a record, or nothing.
std::optional<TestReport> select_report(Database& database, std::int64_t record);

}  // namespace gulliver
