// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/progress_line.hpp>
#include <orchestrator/cli/series_input.hpp>
#include <orchestrator/cli/trial_runs.hpp>
#include <orchestrator/matrix/selection.hpp>
#include <runners/kernel/bindings.hpp>
#include <runners/kernel/kernel_builder.hpp>
#include <runners/model/error.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {

Plan with_cells(const Plan& plan, const CellIds& cells) {
  Plan kept = plan;
  keep(cells, kept);
  return kept;
}

CellIds cells_of(const Plan& plan) {
  CellIds cells;
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells) cells.insert(planned.cell.id);
  return cells;
}

std::optional<RunRecord> standing_record(const Ledger& ledger, RunId run, const std::string& cell) {
  RunView view = view_run(ledger, run);
  const auto found = std::ranges::find_if(view.records, [&](const RunRecord& r) { return r.cell.id == cell; });
  if (found == view.records.end()) return std::nullopt;
  return std::move(*found);
}

std::optional<RunRecord> known_record(FarmSession& farm, const Build& build, const PlannedCell& planned,
                                      const Revision& tree) {
  if (tree.id.empty()) return std::nullopt;
  KernelSpec kernel = build.kernel;
  kernel.tree_id = tree.id;
  const std::string key = input_key(kernel, planned.guest, farm.toolchain(build.toolchain).toolchain);
  const auto earlier = farm.ledger().measured(key);
  if (!earlier) return std::nullopt;
  return standing_record(farm.ledger(), earlier->run, planned.cell.id);
}

TrialRuns::TrialRuns(FarmSession& farm, std::string matrix, Plan base, SubmittedSeries series, fs::path folder,
                     WalkSettings settings, std::vector<std::string> arguments)
    : farm_(farm),
      matrix_(std::move(matrix)),
      base_(std::move(base)),
      series_(std::move(series)),
      folder_(std::move(folder)),
      settings_(settings),
      arguments_(std::move(arguments)) {}

Plan TrialRuns::patched_plan(std::size_t count) const {
  Plan plan = base_;
  const fs::path patches = write_patches(series_, count, folder_);
  for (TreeSpec& tree : plan.trees) tree.series.push_back(patches);
  for (Build& build : plan.builds) {
    build.kernel.seed = build.kernel.id;
    build.kernel.id += ".patch";
  }
  return plan;
}

const Build& TrialRuns::build_of(const Plan& plan, const std::string& cell) const {
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells)
      if (planned.cell.id == cell) return build;
  throw Error(cell + ": the plan has no such cell");
}

/// The input is known before a tree stands on disk: its id follows from base and patches.
CellRecords TrialRuns::known_base() {
  CellRecords known;
  if (settings_.fresh) return known;
  std::vector<Revision> trees;
  for (const TreeSpec& tree : base_.trees) trees.push_back(farm_.resolve(tree));
  for (const Build& build : base_.builds)
    for (const PlannedCell& planned : build.cells)
      if (auto record = known_record(farm_, build, planned, trees[build.tree]))
        known.emplace(planned.cell.id, std::move(*record));
  return known;
}

RunId TrialRuns::walk(const Plan& plan, std::vector<PreparedTree> trees, bool fresh, CellRecords& records) {
  WalkSettings settings = settings_;
  settings.fresh = settings.fresh || fresh;
  const RunId run = farm_.begin(matrix_, plan, arguments_);
  farm_.walk(run, plan, std::move(trees), settings);
  for (RunRecord& record : view_run(farm_.ledger(), run).records) {
    const std::string cell = record.cell.id;
    records.insert_or_assign(cell, std::move(record));
  }
  return run;
}

CellRecords TrialRuns::measure_base(const CellIds& cells, bool fresh) {
  CellRecords records;
  if (cells.empty()) return records;
  const Plan plan = with_cells(base_, cells);
  base_run_ = walk(plan, farm_.prepare(plan), fresh, records);
  return records;
}

/// The first refusal of a tree, if it is a patch of the series that was refused, and not a port's.
std::string TrialRuns::refusal(const std::vector<PreparedTree>& trees) const {
  for (const PreparedTree& tree : trees) {
    const auto* verdict = std::get_if<Verdict>(&tree);
    if (!verdict) continue;
    const std::size_t at = verdict->reason.find(folder_.string());
    if (at == verdict->reason.npos) continue;
    const std::size_t name = verdict->reason.find("/patch/", at);
    return name == verdict->reason.npos ? verdict->reason : verdict->reason.substr(name + 7);
  }
  return "";
}

TrialRuns::Patched TrialRuns::measure_patched(std::size_t count, const CellIds& cells, bool fresh) {
  Patched patched;
  const Plan plan = with_cells(patched_plan(count), cells);
  std::vector<PreparedTree> trees = farm_.prepare(plan);
  patched.refusal = refusal(trees);
  if (!patched.refusal.empty()) return patched;
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells)
      if (const auto* tree = std::get_if<Revision>(&trees[build.tree])) patched.trees[planned.cell.id] = *tree;
  patched.run = walk(plan, std::move(trees), fresh, patched.records);
  return patched;
}

TreeChanges TrialRuns::changes(const std::string& cell) {
  const std::size_t tree = build_of(base_, cell).tree;
  if (!changes_.contains(tree)) {
    const Plan patched = patched_plan(series_.patches.size());
    changes_[tree] = farm_.world().run(farm_.sources().compare(base_.trees[tree], patched.trees[tree]));
  }
  return changes_.at(tree);
}

std::string TrialRuns::bindings_of(const std::string& cell, const RunRecord& record) const {
  const Build& build = build_of(base_, cell);
  KernelSpec kernel = build.kernel;
  kernel.tree_id = record.tree.id;
  return kept_bindings(farm_.folders().cache, kernel, farm_.toolchain(build.toolchain).toolchain);
}

std::vector<ChangedBinding> TrialRuns::bindings(const std::string& cell, const RunRecord& base, const RunRecord& patched) {
  const std::string before = bindings_of(cell, base), after = bindings_of(cell, patched);
  if (before.empty() || after.empty()) return {};
  return changed_bindings(before, after);
}

}  // namespace gulliver
