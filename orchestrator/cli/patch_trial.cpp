// SPDX-License-Identifier: MIT
#include <orchestrator/cli/patch_trial.hpp>
#include <orchestrator/findings/bisection.hpp>
#include <orchestrator/findings/blame.hpp>
#include <orchestrator/findings/comparison.hpp>
#include <runners/files/files.hpp>
#include <runners/kernel/maintainers.hpp>
#include <runners/kernel/rust_users.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <iostream>
#include <iterator>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t longest_source = 16u << 20;  // bytes

/// Base records, and which of them were measured just now.
struct BaseSide {
  CellRecords records;
  CellIds measured;
};

std::optional<RunRecord> find(const CellRecords& records, const std::string& cell) {
  const auto found = records.find(cell);
  return found == records.end() ? std::nullopt : std::optional(found->second);
}

BaseSide base_side(TrialRuns& runs) {
  BaseSide base{runs.known_base(), {}};
  for (const std::string& cell : cells_of(runs.base_plan()))
    if (!base.records.contains(cell)) base.measured.insert(cell);
  std::cerr << "base: " << base.records.size() << " cells are known from earlier runs, " << base.measured.size()
            << " to measure\n";
  base.records.merge(runs.measure_base(base.measured, false));
  return base;
}

class Trial {
 public:
  Trial(FarmSession& farm, TrialRuns& runs, const SubmittedSeries& series) : farm_(farm), runs_(runs), series_(series) {}

  /// False where the series does not apply.
  bool measure(PatchResult& result);
  void confirm(PatchResult& result);
  void find_blames(PatchResult& result);
  void count_who_is_hit(PatchResult& result);
  void try_each(PatchResult& result);
  void find_first_bad(PatchResult& result);

 private:
  CellComparison compare_cell(const Cell& cell);
  BlameSources sources_of(const CellComparison& cell);
  Mark judge(const CellComparison& cell, std::size_t patches);
  void search(CellComparison& cell);

  std::size_t count() const { return series_.patches.size(); }

  FarmSession& farm_;
  TrialRuns& runs_;
  const SubmittedSeries& series_;
  BaseSide base_;
  TrialRuns::Patched patched_;
  std::map<std::size_t, CellRecords> prefixes_;  ///< records by the number of patches
};

bool Trial::measure(PatchResult& result) {
  base_ = base_side(runs_);
  result.base_run = runs_.base_run();
  const std::string first = runs_.base_plan().builds.front().cells.front().cell.id;
  if (const auto record = find(base_.records, first)) result.base = record->tree;
  patched_ = runs_.measure_patched(count(), cells_of(runs_.base_plan()), false);
  result.does_not_apply = patched_.refusal;
  result.run = patched_.run;
  if (patched_.trees.contains(first)) result.patched = patched_.trees.at(first);
  if (!patched_.refusal.empty()) return false;
  for (const Build& build : runs_.base_plan().builds)
    for (const PlannedCell& planned : build.cells) result.cells.push_back(compare_cell(planned.cell));
  return true;
}

CellComparison Trial::compare_cell(const Cell& cell) {
  std::vector<Diagnostic> known;
  for (const RunRecord& record : farm_.ledger().builds_of(cell.id, patched_.trees[cell.id].id))
    std::ranges::copy(record.build->diagnostics, std::back_inserter(known));
  return compare(cell, find(base_.records, cell.id), find(patched_.records, cell.id), runs_.changes(cell.id), known);
}

/// A base that is only known to be good is measured again, beside the kernel that is accused: it is booted;
/// and where nothing was booted, what bindgen made of it is needed to tell who broke.
void Trial::confirm(PatchResult& result) {
  CellIds doubtful;
  for (const CellComparison* cell : accused(result)) {
    const std::string& id = cell->cell.id;
    if (base_.measured.contains(id)) continue;
    if (cell->patched->boot || !runs_.has_bindings(id, *cell->base)) doubtful.insert(id);
  }
  if (doubtful.empty()) return;
  std::cerr << "confirming: measuring the base of " << doubtful.size() << " cells again\n";
  for (auto& [cell, record] : runs_.measure_base(doubtful, true)) base_.records.insert_or_assign(cell, record);
  result.base_run = runs_.base_run();
  for (CellComparison& cell : result.cells)
    if (doubtful.contains(cell.cell.id)) cell = compare_cell(cell.cell);
}

BlameSources Trial::sources_of(const CellComparison& cell) {
  BlameSources sources;
  sources.changes = runs_.changes(cell.cell.id);
  if (cell.base && cell.patched) sources.bindings = runs_.bindings(cell.cell.id, *cell.base, *cell.patched);
  sources.source = [folder = patched_.trees[cell.cell.id].folder](const std::string& path) {
    return read_plain_file(folder, fs::path(path).relative_path(), longest_source);
  };
  return sources;
}

void Trial::find_blames(PatchResult& result) {
  for (CellComparison& cell : result.cells)
    if (is_accusation(cell.change)) cell.blames = blames_of(cell, sources_of(cell));
}

void add_once(const std::string& text, std::vector<std::string>& list) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(text);
}

/// The files whose maintainers want to know: those that broke, and those that were changed.
std::vector<std::string> files_to_tell_of(const PatchResult& result, const TreeChanges& changes) {
  std::vector<std::string> files;
  for (const CellComparison* cell : accused(result))
    for (const Blame& blame : cell->blames)
      if (blame.place.find('/') != blame.place.npos) add_once(blame.place.substr(0, blame.place.find(':')), files);
  for (const ChangedFile& file : changes) add_once(file.path.empty() ? file.old_path : file.path, files);
  return files;
}

void Trial::count_who_is_hit(PatchResult& result) {
  std::vector<std::string> bindings;
  for (const CellComparison* cell : accused(result))
    for (const Blame& blame : cell->blames) {
      if (blame.origin.layer == Layer::abstraction) add_once(blame.origin.unit, result.abstractions);
      if (blame.origin.layer == Layer::driver) add_once(blame.origin.unit, result.drivers);
      if (blame.chain) add_once(blame.chain->binding.name, bindings);
    }
  if (accused(result).empty() || patched_.trees.empty()) return;
  const auto& [cell, tree] = *patched_.trees.begin();
  RustUsers users = rust_users(tree.folder, bindings);
  result.rust_files = users.files;
  result.direct_users = std::move(users.users);
  const Toolchain& toolchain = farm_.toolchain(result.cells.front().cell.toolchain).toolchain;
  result.maintainers = farm_.world().run(
      maintainers_of(farm_.world().processes(), toolchain, tree.folder, files_to_tell_of(result, runs_.changes(cell))));
}

/// What a cell is like with only the first patches on top. Another failure than that of the whole series
/// says nothing.
Mark Trial::judge(const CellComparison& cell, std::size_t patches) {
  CellRecords& known = prefixes_[patches];
  if (!known.contains(cell.cell.id))
    known.merge(runs_.measure_patched(patches, {cell.cell.id}, false).records);
  const CellComparison found = compare(cell.cell, cell.base, find(known, cell.cell.id), {});
  if (found.change == Change::unknown || found.change == Change::flaky) return Mark::skipped;
  if (!found.patched->verdict.passed() && found.patched->fingerprint == cell.patched->fingerprint) return Mark::bad;
  return found.change == Change::newly_failing ? Mark::skipped : Mark::good;
}

/// Every patch has to stand on its own: what one breaks and a later one mends is broken in between.
void Trial::try_each(PatchResult& result) {
  for (std::size_t patches = 1; patches < count(); ++patches) {
    std::cerr << "each: trying the first " << patches << " of " << count() << " patches\n";
    prefixes_[patches] = runs_.measure_patched(patches, cells_of(runs_.base_plan()), false).records;
    for (CellComparison& cell : result.cells) {
      if (is_accusation(cell.change)) continue;
      CellComparison found = compare(cell.cell, cell.base, find(prefixes_[patches], cell.cell.id), {});
      if (found.change != Change::newly_failing) continue;
      found.reason = "broken by patch " + std::to_string(patches) + " and mended by a later one; " + found.reason;
      found.first_bad = static_cast<int>(patches);
      found.blames = blames_of(found, sources_of(cell));
      cell = std::move(found);
    }
  }
}

void Trial::search(CellComparison& cell) {
  std::vector<Bisection::Commit> patches;
  for (std::size_t i = 1; i <= count(); ++i) patches.push_back({std::to_string(i), {std::to_string(i - 1)}});
  Bisection bisection(patches);
  while (const auto next = bisection.next()) {
    std::cerr << cell.cell.id << ": trying the first " << *next << " of " << count() << " patches\n";
    bisection.mark(*next, judge(cell, std::stoul(*next)));
  }
  const std::vector<std::string> suspects = bisection.suspects();
  if (suspects.size() == 1) cell.first_bad = std::stoi(suspects.front());
}

void Trial::find_first_bad(PatchResult& result) {
  for (CellComparison& cell : result.cells)
    if (is_accusation(cell.change) && !cell.first_bad) search(cell);
}

}  // namespace

PatchResult try_series(FarmSession& farm, TrialRuns& runs, const SubmittedSeries& series, bool each) {
  PatchResult result;
  result.series = series;
  result.started = std::chrono::system_clock::now();
  Trial trial(farm, runs, series);
  if (trial.measure(result)) {
    trial.confirm(result);
    trial.find_blames(result);
    if (each) trial.try_each(result);
    trial.count_who_is_hit(result);
    trial.find_first_bad(result);
  }
  result.finished = std::chrono::system_clock::now();
  return result;
}

}  // namespace gulliver
