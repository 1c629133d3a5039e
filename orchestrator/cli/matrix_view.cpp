// SPDX-License-Identifier: MIT
#include <orchestrator/cli/matrix_view.hpp>

#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/matrix/matrix.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace gulliver {
namespace {

bool is_about(const Finding& finding, const std::string& cell) {
  const bool of_cells = finding.kind == Finding::Kind::known_failure || finding.kind == Finding::Kind::missing_test;
  return of_cells && std::ranges::find(finding.cells, cell) != finding.cells.end();
}

/// The finding, of one cell more.
void add(const Finding& finding, const std::string& cell, std::vector<Finding>& list) {
  const auto is_same = [&](const Finding& other) {
    return other.kind == finding.kind && other.test == finding.test && other.location == finding.location &&
           other.accepted == finding.accepted;
  };
  auto known = std::ranges::find_if(list, is_same);
  if (known == list.end()) {
    known = list.insert(list.end(), finding);
    known->cells.clear();
  }
  known->cells.push_back(cell);
}

/// What a run found out about the cell of a record, and the verdict that follows from it.
void take(const RunView& run, RunRecord& record, Findings& findings) {
  const std::string& cell = record.cell.id;
  for (const RunRecord& judged : run.records)
    if (judged.cell.id == cell) record = judged;
  findings.standings[cell] = run.findings.standings.at(cell);
  for (const Finding& finding : run.findings.list)
    if (is_about(finding, cell)) add(finding, cell, findings.list);
}

}  // namespace

RunView view_matrix(const Ledger& ledger, const std::string& matrix) {
  Run plan = planned_run(matrix, load_plan(matrix, data_root(), {}));
  std::vector<RunView> views;
  for (Run& run : ledger.runs(std::numeric_limits<int>::max())) {
    if (run.matrix != plan.matrix) continue;
    const RunId id = run.id;
    views.push_back({std::move(run), ledger.records(id)});
  }
  RunView merged = merge_runs(std::move(plan), views);
  std::map<RunId, RunView> runs;
  for (RunRecord& record : merged.records) {
    if (!runs.contains(record.run)) runs.emplace(record.run, view_run(ledger, record.run));
    take(runs.at(record.run), record, merged.findings);
  }
  return merged;
}

}  // namespace gulliver
