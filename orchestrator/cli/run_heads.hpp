// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/history.hpp>
#include <orchestrator/ledger/ledger.hpp>

#include <vector>

namespace gulliver {

/// What the newest runs came to, newest first. Settles what can be settled; records are read of a run only that may go on.
std::vector<RunHead> run_heads(Ledger& ledger, const History& history, int most);

}  // namespace gulliver
