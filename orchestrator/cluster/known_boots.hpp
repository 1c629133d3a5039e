// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/order_folder.hpp>
#include <orchestrator/ledger/ledger.hpp>

#include <filesystem>
#include <memory>
#include <vector>

namespace gulliver {

// Boots that a worker need not repeat travel as a ledger. It is written and read on the own disk of either
// side: SQLite does not trust a shared folder with its locks.

/// Gives an order the passed ones of these records, each of another cell; none: takes what it had away.
/// \param scratch  a folder on the own disk
/// \throws Error, fs::filesystem_error  the disk failed
void write_known(const OrderFolder& order, const std::vector<RunRecord>& records,
                 const std::filesystem::path& scratch);

/// Null: the order has none.
/// \throws Error, fs::filesystem_error  it cannot be read
std::unique_ptr<Ledger> read_known(const OrderFolder& order, const std::filesystem::path& scratch);

}  // namespace gulliver
