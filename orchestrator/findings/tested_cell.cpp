// SPDX-License-Identifier: MIT
#include <orchestrator/findings/tested_cell.hpp>

namespace gulliver {

TestedCell::TestedCell(const RunRecord& of) : record(&of) {
  if (!record->tests) return;
  tests = list_tests(*record->tests);
  for (const ListedTest& test : tests) by_id[test.id] = &test;
}

const ListedTest* TestedCell::find(const std::string& id) const {
  const auto found = by_id.find(id);
  const bool has_result = found != by_id.end() && found->second->node->status != TestStatus::missing;
  return has_result ? found->second : nullptr;
}

bool TestedCell::passed(const std::string& id) const {
  const ListedTest* test = find(id);
  return test && test->node->status == TestStatus::passed;
}

bool TestedCell::failed(const std::string& id) const {
  const auto found = by_id.find(id);
  const VerdictKind kind = record->verdict.kind;
  if (found == by_id.end() || kind == VerdictKind::flaky) return false;
  const TestNode& test = *found->second->node;
  const bool ended_in_it = kind == VerdictKind::test_crashed || kind == VerdictKind::test_hung;
  // Of the tests without a result, only the one that was running has a location.
  if (test.status == TestStatus::missing) return ended_in_it && !test.location.empty();
  return test.status == TestStatus::failed;
}

std::vector<TestedCell> tested_cells(const std::vector<RunRecord>& records) {
  std::vector<TestedCell> cells;
  for (const RunRecord& record : records) cells.emplace_back(record);
  return cells;
}

}  // namespace gulliver
