// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/report/report.hpp>
#include <runners/files/file_lock.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// Where the program's own data lies: the folder that holds `matrices/arches.yaml` and
/// `images/toolchain`. $GULLIVER_ROOT, or what stands above the program's own file.
/// \throws Error  there is none
std::filesystem::path data_root();

/// Another gulliver holds the cache.
class CacheBusy : public Error {
 public:
  using Error::Error;
};

/// Takes the cache for this process.
/// \throws CacheBusy  another one holds it
FileLock lock_cache(const Folders& folders);

/// Opens the ledger; makes the state folder where there is none.
Ledger open_ledger(const Folders& folders);

/// Colour and width for standard output: plain and 100 columns wide unless it is a terminal.
/// NO_COLOR is honoured.
TextStyle output_style();

/// Reads a run with its records and what they say together. Verdicts are the standings', so that
/// every view tells the same.  \throws InputError  there is no such run
RunView view_run(const Ledger& ledger, RunId run);

/// The record of a cell in a run.  \throws InputError  it has none; says which cells it has records of
const RunRecord& record_in(const RunView& view, const std::string& cell);

/// As view_run() of a run whose records are at hand already. What ran in runs before `before` is expected to have run in them.
RunView judged_view(const Ledger& ledger, Run run, std::vector<RunRecord> records, RunId before);

/// Keeps what view_run() makes of every run to which nothing is added any more, so that `History` tells the same.
void settle_runs(Ledger& ledger);

/// The number of a run, if the text is one.
std::optional<RunId> run_number(const std::string& text);

}  // namespace gulliver
