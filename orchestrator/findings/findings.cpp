// SPDX-License-Identifier: MIT
#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/findings/disagreements.hpp>
#include <orchestrator/findings/findings.hpp>
#include <orchestrator/findings/missing_tests.hpp>
#include <orchestrator/findings/split_defects.hpp>
#include <orchestrator/model/test_choice.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace gulliver {
namespace {

/// A failed test, and the entry that accepts it, if one does.
struct Failure {
  const TestedCell* cell;
  const ListedTest* test;
  const Accepted* accepted;
};

std::vector<Failure> failures(const std::vector<TestedCell>& cells, AcceptedList& accepted) {
  std::vector<Failure> failures;
  for (const TestedCell& cell : cells)
    for (const ListedTest& test : cell.tests)
      if (test.failed())
        failures.push_back({&cell, &test,
                            accepted.find(Accepted::Kind::failing, cell.cell().id, test.name, place_of(*test.node))});
  return failures;
}

/// One for each test and entry that accepts it.
std::vector<Finding> known_failures(const std::vector<Failure>& failures) {
  std::vector<Finding> findings;
  std::map<std::pair<const Accepted*, std::string>, std::size_t> places;
  for (const auto& [cell, test, accepted] : failures) {
    if (!accepted) continue;
    const auto [place, is_new] = places.emplace(std::pair(accepted, test->id), findings.size());
    if (is_new) {
      const std::string location = place_of(*test->node);
      findings.push_back({Finding::Kind::known_failure, test->name, abstraction_of(test->name, location), location,
                          {}, {}, accepted->reason, *accepted});
    }
    findings[place->second].cells.push_back(cell->cell().id);
  }
  return findings;
}

bool has_complaint(const RunRecord& record) {
  // As for the verdict, a panic is none: the results are complete, and it came behind them.
  return record.boot && std::ranges::any_of(record.boot->splats, [](const Splat& splat) {
           return splat.kind != Splat::Kind::panic;
         });
}

/// Of each cell what it lacks and nothing accepts.
std::map<std::string, std::vector<const MissingTest*>> open_missing(const std::vector<MissingTest>& all) {
  std::map<std::string, std::vector<const MissingTest*>> missing;
  for (const MissingTest& test : all)
    if (!test.accepted) missing[test.cell].push_back(&test);
  return missing;
}

Standing standing_of(const TestedCell& cell, const std::vector<Failure>& failures,
                     const std::vector<const MissingTest*>& missing) {
  Standing standing{cell.record->verdict};
  if (standing.verdict.passed() && !missing.empty())
    standing.verdict = {VerdictKind::tests_missing, reason_of(missing)};
  const auto is_open = [&](const Failure& failure) { return failure.cell == &cell && !failure.accepted; };
  standing.known = standing.verdict.kind == VerdictKind::tests_failed && cell.complete() && missing.empty() &&
                   !has_complaint(*cell.record) && std::ranges::none_of(failures, is_open);
  return standing;
}

void append(std::vector<Finding> more, std::vector<Finding>& findings) {
  std::ranges::move(more, std::back_inserter(findings));
}

}  // namespace

Findings findings_of(const Run& run, const std::vector<RunRecord>& records, const Manifest& before) {
  const std::vector<TestedCell> cells = tested_cells(records);
  AcceptedList accepted(run);
  const std::vector<MissingTest> missing = missing_tests(cells, before, filter_of(run), accepted);
  const std::vector<Failure> failed = failures(cells, accepted);
  Findings findings;
  append(split_defects(cells, accepted), findings.list);
  append(disagreements(records, accepted), findings.list);
  append(findings_about(missing), findings.list);
  append(known_failures(failed), findings.list);
  append(accepted.findings(cells), findings.list);
  auto missing_of = open_missing(missing);
  for (const TestedCell& cell : cells)
    findings.standings[cell.cell().id] = standing_of(cell, failed, missing_of[cell.cell().id]);
  return findings;
}

}  // namespace gulliver
