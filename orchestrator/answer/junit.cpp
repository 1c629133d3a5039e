// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/export/junit_document.hpp>
#include <runners/model/test_list.hpp>

#include <set>

namespace gulliver {
namespace {

JunitRemark failure(const CellComparison& cell) {
  JunitRemark remark{"failure", std::string(name_of(cell.change)), cell.reason, ""};
  for (const Blame& blame : cell.blames) remark.text += blame_text(blame) + "\n";
  return remark;
}

/// Of a build or a boot that is bad. Only what got worse may be red.
JunitRemark remark_on(const CellComparison& cell, bool is_accused) {
  if (is_accused) return failure(cell);
  if (cell.change == Change::unknown) return {"error", "unknown", cell.reason, ""};
  return {"skipped", "", std::string(name_of(cell.change)) + ": " + cell.reason, ""};
}

/// Of a test that did not pass.
JunitRemark remark_on(const CellComparison& cell, Change change, const TestNode& test) {
  const std::string said = lines_of(test.diagnostics);
  const std::string what(name_of(change));
  if (is_accusation(change) && is_accusation(cell.change))
    return {"failure", what, test.diagnostics.empty() ? what : test.diagnostics.front(), said};
  if (test.status == TestStatus::passed) return {};
  if (test.status == TestStatus::skipped) return {"skipped", "", test.comment, ""};
  if (test.status == TestStatus::missing) return {"skipped", "", "no result came", said};
  const bool before = change == Change::still_failing || cell.change == Change::still_failing;
  return {"skipped", "", before ? "fails on the base too" : "not counted: " + cell.reason, said};
}

Change change_of(const CellComparison& cell, const std::string& test, const std::string& place) {
  for (const TestChange& change : cell.tests)
    if (change.test == test && (change.location == place || change.location.empty())) return change.change;
  return Change::unchanged;
}

void add_tests(JunitSuite& suite, const CellComparison& cell) {
  std::set<std::string> listed;
  if (cell.patched->tests)
    for (const ListedTest& test : list_tests(*cell.patched->tests)) {
      const std::string place = place_of(*test.node);
      suite.add_test(cell.cell.id, test.name, remark_on(cell, change_of(cell, test.name, place), *test.node), place);
      listed.insert(test.name);
    }
  for (const TestChange& change : cell.tests) {
    if (!is_accusation(change.change) || listed.contains(change.test)) continue;
    const TestNode gone;  // its status is `missing`
    suite.add_test(cell.cell.id, change.test, remark_on(cell, change.change, gone), change.location);
  }
}

void add_build_and_boot(JunitSuite& suite, const CellComparison& cell) {
  const RunRecord& record = *cell.patched;
  const bool is_accused = is_accusation(cell.change), built = is_built(record);
  const Seconds build_took = record.build ? record.build->took : Seconds(0);
  suite.add(cell.cell.id, "build", build_took, built ? JunitRemark{} : remark_on(cell, is_accused));
  JunitRemark remark{"skipped", "", "not built", ""};
  const bool fell_here = cell.change == Change::unknown || (is_accused && stage_of(cell) == Stage::boot);
  if (built) remark = fell_here || !record.boot ? remark_on(cell, is_accused) : JunitRemark{};
  suite.add(cell.cell.id, "boot", record.boot ? record.boot->took : Seconds(0), remark);
}

void add_cell(JunitDocument& document, const CellComparison& cell) {
  JunitSuite suite = document.suite(cell.cell.id);
  suite.property("change", name_of(cell.change));
  if (!cell.patched) {
    suite.add(cell.cell.id, "build", Seconds(0), remark_on(cell, false));
    suite.finish({}, Seconds(0));
    return;
  }
  const RunRecord& record = *cell.patched;
  suite.property("verdict", name_of(record.verdict.kind));
  suite.property("tree", exact_tree(record.tree));
  suite.property("toolchain", tools_text(record));
  if (record.build) suite.property("image_hash", record.build->image_hash);
  add_build_and_boot(suite, cell);
  add_tests(suite, cell);
  suite.finish(record.started, record.finished - record.started);
}

/// Where there are no cells that could say it.
void add_series(JunitDocument& document, const PatchResult& result) {
  JunitSuite suite = document.suite("series");
  const bool applies = result.does_not_apply.empty();
  suite.add("series", "apply", Seconds(0),
            {applies ? "error" : "failure", std::string(name_of(outcome_of(result))), headline(result), ""});
  suite.finish(result.started, result.finished - result.started);
}

}  // namespace

std::string junit(const PatchResult& result) {
  JunitDocument document;
  if (result.cells.empty()) add_series(document, result);
  for (const CellComparison& cell : result.cells) add_cell(document, cell);
  return document.text();
}

}  // namespace gulliver
