// SPDX-License-Identifier: MIT
#include <orchestrator/cli/reported_walk.hpp>

#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <iostream>

namespace gulliver {
namespace {

/// The worst of all verdicts decides. A cell that failed only in what is accepted is as expected. That cells disagree is
/// the verdict of none of them, and the kernel's fault.
int exit_code(const RunView& view) {
  int code = exit_ok;
  for (const auto& [cell, standing] : view.findings.standings)
    if (!standing.known) code = std::max(code, static_cast<int>(fault_of(standing.verdict.kind)));
  const auto is_open_disagreement = [](const Finding& finding) {
    return finding.kind == Finding::Kind::disagreement && !finding.accepted;
  };
  if (std::ranges::any_of(view.findings.list, is_open_disagreement)) code = std::max(code, static_cast<int>(exit_kernel));
  return code;
}

static_assert(static_cast<int>(Fault::kernel) == exit_kernel && static_cast<int>(Fault::input) == exit_input &&
              static_cast<int>(Fault::farm) == exit_farm);

void print_run(const Ledger& ledger, RunId run, bool json) {
  const RunView view = view_run(ledger, run);
  std::cout << (json ? json_run(view) : render_run(view, output_style())) << std::flush;
}

}  // namespace

int walk_and_report(FarmSession& farm, RunId run, const Plan& plan, std::vector<PreparedTree> trees,
                    const WalkSettings& settings, bool json) {
  try {
    farm.walk(run, plan, std::move(trees), settings);
  } catch (const Interrupted&) {
    print_run(farm.ledger(), run, json);
    throw;
  }
  print_run(farm.ledger(), run, json);
  return exit_code(view_run(farm.ledger(), run));
}

}  // namespace gulliver
