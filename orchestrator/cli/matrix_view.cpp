// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/matrix_file.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/model/trial.hpp>

#include <limits>
#include <set>

namespace gulliver {
namespace {

/// The cells of a plan that no record of the newest tree was seen of yet. Older runs need not be read once there is none.
class OpenCells {
 public:
  explicit OpenCells(const Run& plan) : cells_(plan.cells.begin(), plan.cells.end()) {}

  void take(const RunView& view) {
    for (const RunRecord& record : view.records) {
      if (is_on_trial(view.run, record)) continue;
      if (base_.empty()) base_ = record.tree.base;
      if (record.tree.base.empty() || record.tree.base == base_) cells_.erase(record.cell.id);
    }
  }

  bool none() const { return cells_.empty() && !base_.empty(); }

  /// What a run may tell of them. Until the newest tree is known, any record may tell of that.
  std::vector<RunRecord> records(const Ledger& ledger, RunId run) const {
    return base_.empty() ? ledger.records(run) : ledger.records(run, cells_);
  }

 private:
  std::set<std::string> cells_;
  std::string base_;
};

}  // namespace

std::vector<Run> runs_of(const Ledger& ledger, const std::string& matrix) {
  std::vector<Run> runs = ledger.runs(std::numeric_limits<int>::max());
  std::erase_if(runs, [&](const Run& run) { return run.matrix != matrix; });
  return runs;
}

RunView view_matrix(const Ledger& ledger, const std::string& matrix, std::optional<Moment> until) {
  const std::string file = matrix_file(matrix);
  Run plan = planned_run(file, load_plan(file, data_root(), {}));
  OpenCells open(plan);
  std::vector<RunView> views;
  for (Run& run : runs_of(ledger, plan.matrix)) {
    if ((until && run.started > *until) || !chosen_tests(run).empty()) continue;
    if (open.none()) break;
    const RunId id = run.id;
    views.push_back({std::move(run), open.records(ledger, id)});
    open.take(views.back());
  }
  if (!views.empty()) plan.started = views.front().run.started;
  if (until) plan.started = *until;
  const RunId behind = views.empty() ? 1 : views.front().run.id + 1;
  RunView merged = merge_runs(std::move(plan), views);
  return judged_view(ledger, std::move(merged.run), std::move(merged.records), behind);
}

}  // namespace gulliver
