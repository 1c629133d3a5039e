// SPDX-License-Identifier: MIT
#include <orchestrator/findings/blame.hpp>
#include <orchestrator/findings/comparison.hpp>
#include <orchestrator/findings/guessed_changes.hpp>
#include <orchestrator/findings/run_comparison.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace gulliver {
namespace {

using ById = std::map<std::string, const RunRecord*>;
using TreePair = std::pair<std::string, std::string>;  // ids

ById by_id(const std::vector<RunRecord>& records) {
  ById found;
  for (const RunRecord& record : records) found[record.cell.id] = &record;
  return found;
}

std::optional<RunRecord> find(const ById& records, const std::string& cell) {
  const auto found = records.find(cell);
  return found == records.end() ? std::nullopt : std::optional<RunRecord>(*found->second);
}

/// What differs between the trees of two records, of all cells that were on the same two.
class Changes {
 public:
  Changes(const ById& before, const ById& after) {
    std::map<TreePair, std::pair<std::vector<const RunRecord*>, std::vector<const RunRecord*>>> cells;
    for (const auto& [id, record] : after) {
      const auto old = before.find(id);
      if (old == before.end()) continue;
      auto& [olds, news] = cells[{old->second->tree.id, record->tree.id}];
      olds.push_back(old->second);
      news.push_back(record);
    }
    for (const auto& [trees, records] : cells) changes_[trees] = guessed_changes(records.first, records.second);
  }

  const TreeChanges& between(const std::optional<RunRecord>& before, const std::optional<RunRecord>& after) const {
    static const TreeChanges none;
    if (!before || !after) return none;
    const auto found = changes_.find({before->tree.id, after->tree.id});
    return found == changes_.end() ? none : found->second;
  }

 private:
  std::map<TreePair, TreeChanges> changes_;
};

std::string verdict_text(const RunRecord& record) {
  const std::string kind(name_of(record.verdict.kind));
  return record.verdict.reason.empty() ? kind : kind + ": " + record.verdict.reason;
}

/// A pass that lacks tests is another standing of the same end.
bool is_good(const RunRecord& record) {
  return record.verdict.passed() || record.verdict.kind == VerdictKind::tests_missing;
}

void judge_identical(CellComparison& cell) {
  if (cell.change != Change::identical_image) return;
  const bool was_good = is_good(*cell.base), good = is_good(*cell.patched);
  cell.reason = verdict_text(*cell.patched);
  if (!was_good && !good) cell.change = Change::still_failing;
  if (was_good == good) return;
  cell.change = Change::flaky;
  cell.reason = "the very same kernel was once " + verdict_text(*cell.base) + "; and once " + verdict_text(*cell.patched);
}

std::vector<Blame> blames(const CellComparison& cell, const TreeChanges& changes) {
  BlameSources sources;
  sources.changes = changes;
  sources.source = [](const std::string&) { return std::string(); };
  if (is_accusation(cell.change)) return blames_of(cell, sources);
  if (cell.change == Change::fixed) return blames_of(*cell.base);
  if (cell.patched && !cell.patched->verdict.passed()) return blames_of(*cell.patched);
  return {};
}

CellComparison one_sided(const std::string& id, Change change, std::optional<RunRecord> base, std::optional<RunRecord> patched) {
  CellComparison cell;
  const RunRecord* record = patched ? &*patched : base ? &*base : nullptr;
  if (record) cell.cell = record->cell;
  cell.cell.id = id;
  cell.change = change;
  cell.reason = change == Change::removed ? "no cell of the second run" : record ? verdict_text(*record) : "the run ended before this cell was judged";
  cell.base = std::move(base);
  cell.patched = std::move(patched);
  return cell;
}

CellComparison two_sided(const std::string& id, std::optional<RunRecord> base, std::optional<RunRecord> patched, const Changes& changes) {
  Cell cell;
  if (base) cell = base->cell;
  if (patched) cell = patched->cell;
  cell.id = id;
  const TreeChanges& between = changes.between(base, patched);
  CellComparison compared = compare(cell, std::move(base), std::move(patched), between);
  judge_identical(compared);
  compared.blames = blames(compared, between);
  return compared;
}

}  // namespace

std::vector<CellComparison> compare_runs(const std::vector<std::string>& cells_before, const std::vector<RunRecord>& before,
                                         const std::vector<std::string>& cells_after, const std::vector<RunRecord>& after) {
  const ById old = by_id(before), now = by_id(after);
  const Changes changes(old, now);
  const std::set<std::string> was(cells_before.begin(), cells_before.end()), is(cells_after.begin(), cells_after.end());
  std::vector<CellComparison> cells;
  for (const std::string& id : cells_after) {
    if (was.contains(id)) {
      cells.push_back(two_sided(id, find(old, id), find(now, id), changes));
    } else {
      cells.push_back(one_sided(id, Change::added, std::nullopt, find(now, id)));
      cells.back().blames = blames(cells.back(), {});
    }
  }
  for (const std::string& id : cells_before)
    if (!is.contains(id)) cells.push_back(one_sided(id, Change::removed, find(old, id), std::nullopt));
  return cells;
}

}  // namespace gulliver
