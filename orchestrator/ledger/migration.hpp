// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>

#include <span>
#include <string_view>

namespace gulliver {

/// Takes a ledger from the version before to `version`; the first makes an empty file into version 1.
struct Migration {
  int version = 0;
  std::string_view sql;
  void (*then)(Database&) = nullptr;  ///< what SQL cannot do; runs on tables of the last version
};

/// Applies what a file is lacking, in one transaction: it is of the last version afterwards, or
/// as it was. `migrations` count up from 1.
/// \throws Error  the file is of a later version, or holds tables that no ledger made
void migrate(Database& database, std::span<const Migration> migrations);

/// The migrations of this program.
std::span<const Migration> ledger_migrations();

}  // namespace gulliver
