// SPDX-License-Identifier: MIT
#include <orchestrator/cli/run_heads.hpp>

#include <orchestrator/cli/context.hpp>
#include <orchestrator/report/run_summary.hpp>

namespace gulliver {

std::vector<RunHead> run_heads(Ledger& ledger, const History& history, int most) {
  settle_runs(ledger);
  std::map<RunId, RunCounts> counts = history.counts();
  std::vector<RunHead> heads;
  for (Run& run : ledger.runs(most)) {
    const bool is_settled = run.finished || !heads.empty();  // see Ledger::unsettled()
    const RunId id = run.id;
    heads.push_back(is_settled ? RunHead{std::move(run), counts[id]} : head_of(view_run(ledger, id)));
  }
  return heads;
}

}  // namespace gulliver
