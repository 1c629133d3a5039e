// SPDX-License-Identifier: MIT
#include <orchestrator/export/cell_findings.hpp>
#include <orchestrator/export/export.hpp>
#include <orchestrator/export/junit_document.hpp>
#include <orchestrator/report/run_summary.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

struct TestRemark {
  std::string name, place;  ///< "suite.test", "rust/kernel/str.rs:12"
  JunitRemark remark;
};

bool is_red(const JunitRemark& remark) { return remark.kind == "failure" || remark.kind == "error"; }

JunitRemark skipped(const std::string& why, const std::string& said = "") { return {"skipped", "", why, said}; }

JunitRemark remark_on(const ListedTest& test, const CellFindings& findings) {
  const TestNode& node = *test.node;
  if (node.status == TestStatus::passed) return {};
  if (node.status == TestStatus::skipped) return skipped(node.comment);
  const std::string said = lines_of(node.diagnostics);
  if (node.status == TestStatus::missing) return skipped("no result came", said);
  if (const Accepted* accepted = findings.accepted(test)) return skipped(accepted_text(*accepted), said);
  return {"failure", "failed", node.diagnostics.empty() ? "failed" : node.diagnostics.front(), said};
}

JunitRemark remark_on(const Finding& missing) {
  if (missing.accepted) return skipped(accepted_text(*missing.accepted));
  return {"failure", "missing", missing.reason, ""};
}

std::vector<TestRemark> remarks_on_tests(const RunRecord& record, const CellFindings& findings) {
  std::vector<TestRemark> remarks;
  if (record.tests)
    for (const ListedTest& test : list_tests(*record.tests))
      remarks.push_back({test.name, place_of(*test.node), remark_on(test, findings)});
  for (const Finding* missing : findings.missing())
    remarks.push_back({missing->test, missing->location, remark_on(*missing)});
  return remarks;
}

std::string complaints(const RunRecord& record) {
  std::string text;
  if (record.boot)
    for (const Splat& splat : record.boot->splats) text += splat.text + "\n";
  return text;
}

/// Of a cell that is bad.
JunitRemark remark_on(const RunRecord& record) {
  const Verdict& verdict = record.verdict;
  const std::string name(name_of(verdict.kind));
  const Fault fault = fault_of(verdict.kind);
  if (fault == Fault::none) return skipped(name + ": " + verdict.reason);
  return {fault == Fault::farm ? "error" : "failure", name, verdict.reason,
          is_built(record) ? complaints(record) : messages_of(record)};
}

/// Whether a verdict is about tests alone, so that red tests say all of it.
bool is_of_tests(VerdictKind kind) {
  return kind == VerdictKind::tests_failed || kind == VerdictKind::tests_missing;
}

/// Where the cell itself is bad, it shows in its build or, if that is good, in its boot.
void add_build_and_boot(JunitSuite& suite, const RunRecord& record, bool is_bad) {
  const bool built = is_built(record);
  const JunitRemark bad = is_bad ? remark_on(record) : JunitRemark();
  const Seconds build_took = record.build ? record.build->took : Seconds(0);
  const Seconds boot_took = record.boot ? record.boot->took : Seconds(0);
  suite.add(record.cell.id, "build", build_took, built ? JunitRemark() : bad);
  suite.add(record.cell.id, "boot", boot_took, built ? bad : skipped("not built"));
}

void add_properties(JunitSuite& suite, const RunRecord& record) {
  suite.property("run", std::to_string(record.run));
  suite.property("arch", record.cell.arch);
  suite.property("endian", name_of(record.cell.endian));
  suite.property("config", record.cell.config);
  suite.property("tree", exact_tree(record.tree));
  suite.property("toolchain", tools_text(record));
  suite.property("verdict", name_of(record.verdict.kind));
  suite.property("fingerprint", record.fingerprint);
  if (record.build) suite.property("image_hash", record.build->image_hash);
}

void add_cell(JunitDocument& document, const RunRecord& record, const CellFindings& findings) {
  JunitSuite suite = document.suite(record.cell.id);
  add_properties(suite, record);
  const std::vector<TestRemark> tests = remarks_on_tests(record, findings);
  const auto red = [](const TestRemark& test) { return is_red(test.remark); };
  const bool is_told = findings.is_known() || (is_of_tests(record.verdict.kind) && std::ranges::any_of(tests, red));
  add_build_and_boot(suite, record, !record.verdict.passed() && !is_told);
  for (const TestRemark& test : tests) suite.add_test(record.cell.id, test.name, test.remark, test.place);
  suite.finish(record.started, record.finished - record.started);
}

/// A run that was cut short has failed to come to it; of all runs of a matrix, none was asked to.
void add_cell_not_run(JunitDocument& document, const Run& run, const std::string& cell) {
  JunitSuite suite = document.suite(cell);
  const CellName name(cell);
  suite.property("arch", name.arch);
  suite.property("endian", name.endian);
  suite.property("config", name.config);
  JunitRemark remark = skipped("no run came to this cell");
  if (run.id != 0) remark = {"error", std::string(not_run), "the run ended before this cell was judged", ""};
  suite.add(cell, "build", Seconds(0), remark);
  suite.add(cell, "boot", Seconds(0), skipped("not built"));
  suite.finish(run.started, Seconds(0));
}

}  // namespace

std::string junit(const RunView& view) {
  JunitDocument document;
  for (const std::string& cell : view.run.cells) {
    if (const RunRecord* record = record_of(view, cell))
      add_cell(document, *record, CellFindings(view.findings, cell));
    else
      add_cell_not_run(document, view.run, cell);
  }
  return document.text();
}

}  // namespace gulliver
