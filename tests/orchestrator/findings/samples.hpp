// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/findings.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace gulliver {

inline TestNode leaf(std::string name, TestStatus status, std::string location = "") {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  node.location = std::move(location);
  return node;
}

/// A complete report of one suite, "rust_doctests_kernel" for doctests; "s" for all others.
inline TestReport report_of(std::vector<TestNode> tests) {
  TestNode suite = leaf(!tests.empty() && !tests[0].location.empty() ? "rust_doctests_kernel" : "s", TestStatus::passed);
  if (std::ranges::find(tests, TestStatus::failed, &TestNode::status) != tests.end()) suite.status = TestStatus::failed;
  suite.plan = static_cast<int>(tests.size());
  suite.children = std::move(tests);
  TestReport report;
  report.plan = 1;
  report.suites = {std::move(suite)};
  report.complete = true;
  return report;
}

inline Cell cell_of(const std::string& arch, Endian endian, int bits, const std::string& config = "kunit") {
  return {arch + "-" + std::string(name_of(endian)) + "/" + config, arch, endian, config, "trixie", bits};
}

inline const Cell x86_64 = cell_of("x86_64", Endian::little, 64);
inline const Cell arm64 = cell_of("arm64", Endian::little, 64);
inline const Cell s390x = cell_of("s390x", Endian::big, 64);
inline const Cell arm = cell_of("arm", Endian::little, 32);
inline const Cell mipsel = cell_of("mips", Endian::little, 32);
inline const Cell mips = cell_of("mips", Endian::big, 32);
inline const Cell powerpc = cell_of("powerpc", Endian::big, 32);

/// Judged as its tests ask for.
inline RunRecord record_of(const Cell& cell, std::vector<TestNode> tests) {
  RunRecord record;
  record.cell = cell;
  const bool failed = std::ranges::find(tests, TestStatus::failed, &TestNode::status) != tests.end();
  record.verdict = failed ? Verdict{VerdictKind::tests_failed, "1 test failed"} : Verdict{VerdictKind::passed, "passed"};
  record.tests = report_of(std::move(tests));
  record.boot.emplace();
  return record;
}

/// Of one test, "s.t".
inline RunRecord with(const Cell& cell, TestStatus status) { return record_of(cell, {leaf("t", status)}); }

inline RunRecord unbooted(const Cell& cell) {
  RunRecord record;
  record.cell = cell;
  record.verdict = {VerdictKind::build_failed, "no"};
  return record;
}

/// Started on 2026-11-22.
inline Run run_of(std::vector<Accepted> accepted = {}) {
  Run run;
  run.id = 12;
  run.started = Moment(std::chrono::seconds(1795374000));
  run.accepted = std::move(accepted);
  return run;
}

inline Accepted entry(Accepted::Kind kind, std::string test, std::vector<std::string> cells = {"*"},
                      std::string expires = "2027-06-30") {
  return {kind, std::move(test), std::move(cells), "because", "https://example.org/1", std::move(expires), "accepted.yaml:3"};
}

inline std::vector<Finding> of_kind(const Findings& findings, Finding::Kind kind) {
  std::vector<Finding> found;
  std::ranges::copy_if(findings.list, std::back_inserter(found), [=](const Finding& f) { return f.kind == kind; });
  return found;
}

inline std::vector<Finding> defects(const std::vector<RunRecord>& records, const Run& run = run_of()) {
  return of_kind(findings_of(run, records, {}), Finding::Kind::endianness);
}

inline std::vector<Finding> missing_in(const std::vector<RunRecord>& records, const Manifest& before = {}) {
  return of_kind(findings_of(run_of(), records, before), Finding::Kind::missing_test);
}

}  // namespace gulliver
