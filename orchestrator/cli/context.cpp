// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>

#include <orchestrator/farm/fingerprint.hpp>
#include <orchestrator/findings/findings.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <runners/model/error.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

bool is_root(const fs::path& folder) { return fs::exists(folder / "matrices" / "arches.yaml"); }

int terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

}  // namespace

fs::path data_root() {
  if (const char* set = std::getenv("GULLIVER_ROOT"); set && *set) {
    if (is_root(set)) return fs::canonical(set);
    throw Error("GULLIVER_ROOT=" + std::string(set) + ": has no matrices/arches.yaml");
  }
  const fs::path program = fs::canonical("/proc/self/exe");
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (is_root(folder)) return folder;
    if (is_root(folder / "share" / "gulliver")) return folder / "share" / "gulliver";
  }
  throw Error("no matrices/arches.yaml above " + program.string() +
              "; GULLIVER_ROOT can name the folder that holds matrices and images");
}

FileLock lock_cache(const Folders& folders) {
  fs::create_directories(folders.cache);
  const fs::path file = folders.cache / "lock";
  if (auto lock = FileLock::try_take(file)) return std::move(*lock);
  const std::string holder = FileLock::holder(file);
  throw CacheBusy(folders.cache.string() + ": in use by another gulliver (pid " + (holder.empty() ? "unknown" : holder) +
                  "); wait for it, or set XDG_CACHE_HOME to give this one a cache of its own");
}

Ledger open_ledger(const Folders& folders) {
  fs::create_directories(folders.state);
  return Ledger(folders.state / "ledger.sqlite");
}

TextStyle output_style() {
  const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  const char* no_colour = std::getenv("NO_COLOR");
  TextStyle style;
  style.colour = terminal && !(no_colour && *no_colour);
  style.width = terminal ? terminal_width() : 100;
  return style;
}

RunView view_run(const Ledger& ledger, RunId run) {
  auto found = ledger.find_run(run);
  if (!found) throw InputError("no run " + std::to_string(run) + " in the ledger; `gulliver list` shows which there are");
  return judged_view(ledger, std::move(*found), ledger.records(run), run);
}

const RunRecord& record_in(const RunView& view, const std::string& cell) {
  if (const RunRecord* found = record_of(view, cell)) return *found;
  std::string cells;
  for (const RunRecord& record : view.records) cells += (cells.empty() ? "" : ", ") + record.cell.id;
  throw InputError("run " + std::to_string(view.run.id) + " has no record of cell \"" + cell + "\"; it has: " + (cells.empty() ? "none" : cells));
}

RunView judged_view(const Ledger& ledger, Run run, std::vector<RunRecord> records, RunId before) {
  Findings findings = findings_of(run, records, ledger.manifest(before, records));
  for (RunRecord& record : records) {
    const Verdict& standing = findings.standings.at(record.cell.id).verdict;
    if (standing == record.verdict) continue;
    record.verdict = standing;
    record.fingerprint = fingerprint(record);
  }
  return {std::move(run), std::move(records), std::move(findings)};
}

void settle_runs(Ledger& ledger) {
  for (const RunId run : ledger.unsettled()) {
    const RunView view = view_run(ledger, run);
    ledger.settle(run, view.records, view.findings);
  }
}

std::optional<RunId> run_number(const std::string& text) {
  RunId run = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return run;
}

}  // namespace gulliver
