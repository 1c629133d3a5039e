// SPDX-License-Identifier: MIT
#include <orchestrator/findings/bisect_mark.hpp>
#include <orchestrator/findings/tested_cell.hpp>

#include <fnmatch.h>

#include <algorithm>

namespace gulliver {
namespace {

bool matches(const std::string& glob, const std::string& text) {
  return !text.empty() && ::fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

Mark mark_of_test(const TestedCell& cell, const std::string& glob) {
  Mark mark = Mark::skipped;
  for (const ListedTest& test : cell.tests) {
    const std::string name = test.name.substr(test.name.rfind('.') + 1);
    if (!matches(glob, test.name) && !matches(glob, name) && !matches(glob, test.node->location)) continue;
    if (cell.failed(test.id)) return Mark::bad;
    if (cell.passed(test.id)) mark = Mark::good;
  }
  return mark;
}

}  // namespace

Mark mark_of(const RunRecord& record, const RunRecord& bad, const std::string& test) {
  const VerdictKind kind = record.verdict.kind;
  if (fault_of(kind) == Fault::farm || kind == VerdictKind::flaky) return Mark::skipped;
  if (!test.empty()) return mark_of_test(TestedCell(record), test);
  if (record.verdict.passed()) return Mark::good;
  if (record.fingerprint == bad.fingerprint && !bad.fingerprint.empty()) return Mark::bad;
  return record.boot && !bad.boot ? Mark::good : Mark::skipped;
}

}  // namespace gulliver
