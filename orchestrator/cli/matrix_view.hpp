// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/report/report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// The runs of a matrix in the ledger, newest first.  \param matrix  the file, absolute
std::vector<Run> runs_of(const Ledger& ledger, const std::string& matrix);

/// All runs of a matrix that had begun by a moment (nothing: all) read as one, on the plan that the file has now, with what
/// the records say together. It is named as for matrix_file(). `run.started` is the moment, or the begin of the newest run.
/// \throws InputError  there is no such matrix
RunView view_matrix(const Ledger& ledger, const std::string& matrix, std::optional<Moment> until = std::nullopt);

}  // namespace gulliver
