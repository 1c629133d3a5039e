// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/report/report.hpp>

#include <string>

namespace gulliver {

/// All runs of a matrix read as one, on the plan that the file has now; with what each run found out about the
/// cells that have their record of it.  \throws InputError  the matrix cannot be read
RunView view_matrix(const Ledger& ledger, const std::string& matrix);

}  // namespace gulliver
