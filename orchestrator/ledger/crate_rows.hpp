// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/database.hpp>
#include <runners/model/crate_module.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace gulliver {

/// The crates of a ledger: each is kept once, and read once.
class CrateRows {
 public:
  explicit CrateRows(Database& database) : database_(database) {}

  /// The id of a crate, kept now if it was not yet; of none, none.
  std::optional<std::int64_t> keep(const std::shared_ptr<const Crate>& crate);

  std::shared_ptr<const Crate> find(std::optional<std::int64_t> id);

 private:
  Database& database_;
  std::map<std::int64_t, std::shared_ptr<const Crate>> read_;
};

}  // namespace gulliver
