// SPDX-License-Identifier: MIT
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/week/troubles.hpp>
#include <orchestrator/week/week_of.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace gulliver {
namespace {

bool is_of_the_farm(const RunRecord& record) { return fault_of(record.verdict.kind) == Fault::farm; }

void add_unique(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(text);
}

/// Of a cell that was measured in this period.
void add_count(const WeekSources& sources, const RunRecord& record, Week& week) {
  if (is_of_the_farm(record)) return;
  const auto standing = sources.now.findings.standings.find(record.cell.id);
  const bool known = standing != sources.now.findings.standings.end() && standing->second.known;
  ++(record.verdict.passed()                               ? week.passed
     : record.verdict.kind == VerdictKind::unsupported     ? week.unsupported
     : record.verdict.kind == VerdictKind::flaky           ? week.flaky_cells
     : known                                               ? week.known
                                                           : week.failing);
}

void add_counts(const WeekSources& sources, Week& week) {
  week.cells = static_cast<int>(sources.now.run.cells.size());
  for (const RunRecord& record : sources.now.records) {
    add_unique(week.trees, record.tree.base);
    if (record.started < sources.from) continue;
    add_count(sources, record, week);
    if (!record.tests) continue;
    const TestCounts counts = count(*record.tests);
    week.tests.passed += counts.passed;
    week.tests.failed += counts.failed;
    week.tests.skipped += counts.skipped;
    week.tests.missing += counts.missing;
  }
}

void add_defects(const WeekSources& sources, Week& week) {
  for (const Finding& finding : sources.now.findings.list) {
    if (!is_defect(finding)) continue;
    const auto is_it = [&](const Finding& old) { return old.kind == finding.kind && old.test == finding.test; };
    week.defects.push_back({finding, std::ranges::none_of(sources.before.findings.list, is_it)});
  }
}

/// What an architecture in one byte order has of Rust.
struct Standing {
  bool passes = false;
  bool open = false;  ///< of one of its cells nothing is known
  bool known = false;
};

std::map<std::string, Standing> standings(const RunView& view) {
  std::map<std::string, Standing> all;
  for (const std::string& id : view.run.cells) {
    const CellName name(id);
    Standing& standing = all[name.arch + "-" + name.endian];
    const RunRecord* record = record_of(view, id);
    const bool open = !record || is_of_the_farm(*record) || record->verdict.kind == VerdictKind::flaky;
    standing.open |= open;
    standing.known |= !open;
    standing.passes |= record && record->verdict.passed();
  }
  return all;
}

/// Whether a cell of the architecture passed in any run before the period.
bool passed_before(const WeekSources& sources, const std::string& arch) {
  const auto passed = [&](const CellMoment& moment) { return moment.when < sources.from && moment.verdict == VerdictKind::passed; };
  return std::ranges::any_of(sources.now.run.cells, [&](const std::string& id) {
    const CellName name(id);
    return name.arch + "-" + name.endian == arch && std::ranges::any_of(sources.cell(id).moments, passed);
  });
}

void add_architectures(const WeekSources& sources, Week& week) {
  const auto before = standings(sources.before);
  for (const auto& [arch, now] : standings(sources.now)) {
    const auto found = before.find(arch);
    const Standing old = found == before.end() ? Standing() : found->second;
    if (old.passes && !now.passes && !now.open) week.lost.push_back(arch);
    const bool was_out = old.known ? !old.passes && !old.open : !passed_before(sources, arch);
    if (now.passes && was_out && !sources.before.records.empty()) week.gained.push_back(arch);
  }
}

bool is_flaky(const RunView& view, const std::string& cell) {
  const RunRecord* record = record_of(view, cell);
  return record && record->verdict.kind == VerdictKind::flaky;
}

Outcome outcome_in(const RunView& view, const std::string& cell) {
  const RunRecord* record = record_of(view, cell);
  return record ? outcome_of(record->verdict.kind) : Outcome::untried;
}

void add_outcomes(const WeekSources& sources, Week& week) {
  if (sources.before.records.empty()) return;
  for (const std::string& cell : sources.now.run.cells) {
    const Outcome before = outcome_in(sources.before, cell), after = outcome_in(sources.now, cell);
    if (before != after && !is_flaky(sources.before, cell) && !is_flaky(sources.now, cell)) week.outcomes.push_back({cell, before, after});
  }
}

std::string day_of(Moment moment) { return moment_text(moment).substr(0, 10); }

/// Why no run of the matrix has a record of it on the newest tree.
std::string why_not_run(const WeekSources& sources, const std::string& cell, const CellHistory& history) {
  for (const Run& run : sources.runs) {
    if (std::ranges::find(run.cells, cell) == run.cells.end()) continue;
    const bool came_to_it = std::ranges::find(history.moments, run.id, &CellMoment::run) != history.moments.end();
    if (!run.finished && run.started >= sources.from && !came_to_it)
      return "run " + std::to_string(run.id) + " of " + day_of(run.started) + " has not come to it";
    break;
  }
  if (history.moments.empty()) return "never run";
  const CellMoment& last = history.moments.back();
  return "in no run of this matrix on this tree; last in run " + std::to_string(last.run) + " of " + day_of(last.when) +
         (last.tree.empty() ? "" : ", on " + last.tree);
}

void add_open_cells(const WeekSources& sources, Week& week) {
  for (const std::string& cell : sources.now.run.cells) {
    const RunRecord* record = record_of(sources.now, cell);
    if (!record) {
      const CellHistory history = sources.cell(cell);
      week.open.push_back({cell, why_not_run(sources, cell, history), !history.moments.empty()});
    } else if (record->started < sources.from) {
      week.open.push_back({cell, "not run in this period; last in run " + std::to_string(record->run) + " of " + day_of(record->started) +
                                     ": " + std::string(name_of(record->verdict.kind))});
    } else if (is_of_the_farm(*record)) {
      week.open.push_back({cell, std::string(name_of(record->verdict.kind)) + ": " + record->verdict.reason});
    }
  }
}

void add_tools(const WeekSources& sources, Week& week) {
  std::set<std::pair<std::string, std::string>> in_use;
  for (const RunRecord& record : sources.now.records)
    for (const auto& [name, version] : record.versions)
      if (decides_kernel(name)) in_use.emplace(name, version);
  for (const ToolUse& tool : sources.tools)
    if (in_use.contains({tool.name, tool.version})) week.tools.push_back(tool);
}

}  // namespace

Week week_of(const WeekSources& sources) {
  Week week;
  week.matrix = sources.now.run.matrix;
  week.from = sources.from;
  week.to = sources.to;
  add_counts(sources, week);
  add_defects(sources, week);
  add_troubles(sources, week);
  add_architectures(sources, week);
  add_outcomes(sources, week);
  add_open_cells(sources, week);
  week.coverage = summarise(make_abstraction_map(sources.now));
  const MapSummary before = summarise(make_abstraction_map(sources.before));
  if (before.modules > 0) week.coverage_before = before;
  add_tools(sources, week);
  week.effort = sources.effort;
  return week;
}

}  // namespace gulliver
