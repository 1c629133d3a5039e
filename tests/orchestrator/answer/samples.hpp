// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/answer/answer.hpp>
#include <runners/model/test_list.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace gulliver {

inline TestNode leaf(const std::string& name, TestStatus status, const std::string& location = "") {
  TestNode node;
  node.name = name;
  node.status = status;
  node.location = location;
  return node;
}

inline TestNode suite(const std::string& name, std::vector<TestNode> children) {
  TestNode node = leaf(name, TestStatus::passed);
  node.plan = static_cast<int>(children.size());
  for (const TestNode& child : children)
    if (child.status == TestStatus::failed) node.status = TestStatus::failed;
  node.children = std::move(children);
  return node;
}

/// Three tests that pass, and one that is skipped.
inline TestReport sample_tests(TestStatus of_xarray = TestStatus::passed) {
  TestReport report;
  report.suites.push_back(
      suite("rust_kernel_str", {leaf("cstr_len", TestStatus::passed), leaf("fmt", TestStatus::passed)}));
  report.suites.push_back(suite("example", {leaf("example_skip", TestStatus::skipped)}));
  report.suites.push_back(suite("rust_doctests_kernel", {leaf("rust_doctest_kernel_xarray_rs_0", of_xarray,
                                                              "rust/kernel/xarray.rs:34")}));
  report.plan = 3;
  report.complete = true;
  if (of_xarray == TestStatus::failed)
    report.suites[2].children[0].diagnostics = {
        "# rust_doctest_kernel_xarray_rs_0: ASSERTION FAILED at rust/kernel/xarray.rs:40", "Expected a == b"};
  return report;
}

inline Cell sample_cell(const std::string& arch, Endian endian) {
  return {arch + "-" + std::string(name_of(endian)) + "/kunit", arch, endian, "kunit", "trixie", 64};
}

inline Revision sample_tree() {
  Revision tree;
  tree.name = "linux-source";
  tree.id = "0123456789abcdef0123456789abcdef01234567";
  tree.base = "linux-source-7.3 7.3.4-1~bpo13+1";
  tree.version = "7.3.4";
  return tree;
}

inline Revision patched_tree() {
  Revision tree = sample_tree();
  tree.id = "89abcdef0123456789abcdef0123456789abcdef";
  tree.series = {"xarray-flags"};
  return tree;
}

inline RunRecord passed_record(const Cell& cell, RunId run = 12) {
  RunRecord record;
  record.run = run;
  record.cell = cell;
  record.verdict = {VerdictKind::passed, "3 tests passed, 3 of them in Rust"};
  record.tree = patched_tree();
  record.toolchain_id = "feedface";
  record.versions = {
      {"bindgen", "0.71.1-1"}, {"clang-19", "1:19.1.7-3"}, {"libc6", "2.41-12"}, {"rustc-web", "1.96.0"}};
  record.build.emplace();
  record.build->took = Seconds(422);
  record.build->image_hash = "c0ffee";
  record.build->config_file = "/state/runs/12/" + cell.arch + "/config";
  record.build->log = "/state/runs/12/" + cell.arch + "/build.log";
  record.boot.emplace();
  record.boot->took = Seconds(2.5);
  record.boot->end = GuestEnd::last_result;
  record.boot->kernel_version = "7.3.4";
  record.boot->console = "/state/runs/12/" + cell.arch + "/console.log";
  record.tests = sample_tests();
  record.started = Moment(std::chrono::seconds(1795374000));
  record.finished = record.started + std::chrono::seconds(430);
  return record;
}

inline CellComparison good_cell(const Cell& cell) {
  CellComparison good;
  good.cell = cell;
  good.change = Change::unchanged;
  good.base = passed_record(cell, 11);
  good.patched = passed_record(cell);
  good.reason = "passed: 3 tests passed, 3 of them in Rust";
  return good;
}

inline SubmittedPatch sample_patch(int number, const std::string& subject, const std::string& file) {
  SubmittedPatch patch;
  patch.number = number;
  patch.subject = subject;
  patch.author = "Lemuel Gulliver <lemuel@example.org>";
  patch.message_id = "20261122190000.1-" + std::to_string(number) + "-lemuel@example.org";
  patch.text =
      "---\ndiff --git a/" + file + " b/" + file + "\n--- a/" + file + "\n+++ b/" + file + "\n@@ -1 +1 @@\n";
  return patch;
}

/// Four cells, two of each byte order, as good as before.
inline PatchResult green() {
  PatchResult result;
  result.series.source = "xarray.mbox";
  result.series.subject = "Flags for xa_store()";
  result.series.version = 2;
  result.series.patches = {sample_patch(1, "xarray: tidy up", "lib/xarray.c"),
                           sample_patch(2, "xarray: pass flags to xa_store()", "include/linux/xarray.h")};
  result.matrix = "/home/swift/matrices/all.yaml";
  result.arguments = {"patch", "xarray.mbox", "--matrix", "matrices/all.yaml"};
  result.base = sample_tree();
  result.patched = patched_tree();
  result.base_run = 11;
  result.run = 12;
  result.cells = {good_cell(sample_cell("x86_64", Endian::little)),
                  good_cell(sample_cell("arm64", Endian::little)),
                  good_cell(sample_cell("mips", Endian::big)), good_cell(sample_cell("s390x", Endian::big))};
  result.started = Moment(std::chrono::seconds(1795374000));
  result.finished = result.started + std::chrono::seconds(900);
  return result;
}

inline Blame xarray_blame() {
  Blame blame;
  blame.origin = {Layer::abstraction, "xarray"};
  blame.place = "rust/kernel/xarray.rs:213";
  blame.text = "this function takes 5 arguments but 4 arguments were supplied";
  BrokenChain chain;
  chain.header = "include/linux/xarray.h:355";
  chain.header_line = "void *xa_store(struct xarray *, unsigned long index, void *entry, gfp_t, xa_flags_t);";
  chain.binding = {
      "xa_store", "fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t)",
      "fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t, arg3: u32)"};
  chain.user = blame.place;
  blame.chain = chain;
  return blame;
}

/// A cell whose build the second patch broke.
inline void break_build(CellComparison& cell) {
  RunRecord& record = *cell.patched;
  cell.change = Change::newly_failing;
  cell.first_bad = 2;
  cell.blames = {xarray_blame()};
  record.verdict = {VerdictKind::build_failed,
                    "rustc: this function takes 5 arguments (rust/kernel/xarray.rs:213)"};
  cell.reason = "build-failed: " + record.verdict.reason;
  record.build->image_hash.clear();
  record.build->diagnostics = {{"rust/kernel/xarray.rs", 213, "error", cell.blames[0].text},
                               {"", 0, "fatal", "make: *** [Makefile:248: __sub-make] Error 2"}};
  record.boot.reset();
  record.tests.reset();
}

/// A change of a C API that an abstraction has not followed: two of four cells do not build.
inline PatchResult broken_abstraction() {
  PatchResult result = green();
  break_build(result.cells[1]);
  break_build(result.cells[2]);
  result.abstractions = {"xarray"};
  result.rust_files = 212;
  result.maintainers = {"Tamir Duberstein <tamird@example.org> (maintainer:XARRAY API [RUST])",
                        "rust-for-linux@vger.kernel.org (open list:RUST)"};
  return result;
}

inline void break_test(CellComparison& cell) {
  cell.change = Change::newly_failing;
  cell.patched->tests = sample_tests(TestStatus::failed);
  cell.patched->verdict = {VerdictKind::tests_failed, "1 of 4 tests failed"};
  cell.reason = "tests-failed: 1 of 4 tests failed";
  cell.tests = {{Change::newly_failing, "rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0",
                 "rust/kernel/xarray.rs:34", "xarray"}};
  Blame blame;
  blame.origin = {Layer::abstraction, "xarray"};
  blame.place = "rust/kernel/xarray.rs:34";
  blame.text = cell.tests[0].test + " fails";
  cell.blames = {blame};
}

/// A test that fails on both big-endian cells.
inline PatchResult broken_on_big_endian() {
  PatchResult result = green();
  break_test(result.cells[2]);
  break_test(result.cells[3]);
  return result;
}

inline PatchResult not_applying() {
  PatchResult result = green();
  result.cells.clear();
  result.patched = {};
  result.run = result.base_run = 0;
  result.does_not_apply =
      "patch 2/2: lib/xarray.c, hunk 3 at line 1583: expected 'rcu_read_lock();', found 'xas_lock(&xas);'";
  return result;
}

inline PatchResult farm_failure() {
  PatchResult result = green();
  CellComparison& cell = result.cells[2];
  cell.change = Change::unknown;
  cell.patched->verdict = {VerdictKind::broken, "no space left on device"};
  cell.patched->boot.reset();
  cell.patched->tests.reset();
  cell.reason = "broken: no space left on device";
  return result;
}

/// One cell is flaky, and one fails as before.
inline PatchResult flaky() {
  PatchResult result = green();
  break_test(result.cells[2]);
  result.cells[2].change = Change::flaky;
  result.cells[2].blames.clear();
  result.cells[2].reason = "flaky: boots of the same image disagree: 1 of 2 passed";
  break_test(result.cells[3]);
  result.cells[3].change = result.cells[3].tests[0].change = Change::still_failing;
  result.cells[3].blames.clear();
  return result;
}

/// What a stranger may write where a text goes.
inline const std::string hostile =
    "\x1b[31m::error::x\n::error file=a::b\r]]>|`code`\x01 <b>&amp;\xe2\x80\xae\n\n-- \n\xff\xfe "
    "[l](http://x) %0A,:";

/// It, in every place that a patch, a console or a compiler fills.
inline PatchResult hostile_result() {
  PatchResult result = broken_on_big_endian();
  break_build(result.cells[1]);
  result.series.subject = hostile;
  for (SubmittedPatch& patch : result.series.patches)
    patch.subject = patch.author = patch.message_id = hostile;
  for (CellComparison& cell : result.cells) {
    cell.reason = hostile;
    cell.new_warnings = {{hostile, 3, hostile, hostile}};
    for (TestChange& test : cell.tests) test.test = test.location = test.abstraction = hostile;
    for (Blame& blame : cell.blames) {
      blame.origin.unit = blame.place = blame.text = hostile;
      if (blame.chain) blame.chain->header = blame.chain->header_line = blame.chain->user = hostile;
    }
    if (!cell.patched->tests) continue;
    TestNode& test = cell.patched->tests->suites[2].children[0];
    test.name = test.location = test.comment = hostile;
    test.diagnostics = {hostile};
  }
  result.maintainers = result.direct_users = result.abstractions = {hostile};
  return result;
}

}  // namespace gulliver
