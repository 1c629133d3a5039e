// SPDX-License-Identifier: MIT
#include <orchestrator/farm/reboots.hpp>

#include <orchestrator/farm/fingerprint.hpp>

#include <string>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

bool farm_failed(const RunRecord& record) { return fault_of(record.verdict.kind) == Fault::farm; }

Reboot reboot_of(const RunRecord& record) {
  Reboot reboot{record.verdict, record.fingerprint, {}, {}};
  if (record.boot) reboot.took = record.boot->took;
  if (record.boot) reboot.console = record.boot->console;
  return reboot;
}

/// Makes room for the next console of that name: console.2.log -> console.2.died.log.
void step_aside(RunRecord& record) {
  if (!record.boot) return;
  fs::path aside = record.boot->console;
  aside.replace_extension(".died.log");
  std::error_code kept_where_it_is;
  fs::rename(record.boot->console, aside, kept_where_it_is);
  if (!kept_where_it_is) record.boot->console = aside;
}

/// Boots once; where the farm failed, and may try again, once more.
asio::awaitable<RunRecord> boot(CellBoot& cell, RunRecord opened, std::string console, bool try_again) {
  RunRecord first = co_await cell.once(opened, console, "");
  if (!try_again || !farm_failed(first)) co_return first;
  step_aside(first);
  cell.enter(Phase::rebooting);
  RunRecord second = co_await cell.once(opened, console, "");
  second.reboots = {reboot_of(first)};
  co_return second;
}

void append(std::vector<Reboot>& reboots, const RunRecord& again) {
  reboots.insert(reboots.end(), again.reboots.begin(), again.reboots.end());
  reboots.push_back(reboot_of(again));
}

Verdict disagreement(const Verdict& first, const Verdict& last, int boots) {
  return {VerdictKind::flaky, "boots of the same image disagree: " + std::to_string(last.passed() ? 1 : 0) + " of " +
                                  std::to_string(boots) + " passed; first: " + first.reason};
}

}  // namespace

bool same_outcome(const RunRecord& one, const RunRecord& other) {
  return one.verdict.kind == other.verdict.kind && one.fingerprint == other.fingerprint;
}

asio::awaitable<RunRecord> boot_repeatedly(CellBoot& cell, RunRecord opened, int reboots) {
  RunRecord first = co_await boot(cell, opened, "console.log", reboots > 0);
  if (fault_of(first.verdict.kind) != Fault::kernel) co_return first;
  int boots = 1;
  while (boots <= reboots) {
    cell.enter(Phase::rebooting);
    const std::string console = "console." + std::to_string(boots + 1) + ".log";
    const RunRecord again = co_await boot(cell, opened, console, true);
    append(first.reboots, again);
    if (farm_failed(again)) break;
    ++boots;
    if (same_outcome(first, again)) continue;
    first.verdict = disagreement(first.verdict, again.verdict, boots);
    first.fingerprint = fingerprint(first);
    co_return first;
  }
  if (boots > 1) first.verdict.reason += "; the same in " + std::to_string(boots) + " boots";
  co_return first;
}

}  // namespace gulliver
