// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <string>
#include <utility>
#include <vector>

namespace gulliver {

/// Seconds since 2026-11-22 19:00:00 UTC.
inline Moment at(int seconds) {
  return Moment(std::chrono::seconds(1795374000 + seconds));
}

inline TestNode test(std::string name, TestStatus status, std::string location = "") {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  node.location = std::move(location);
  return node;
}

inline TestNode suite(std::string name, TestStatus status, std::vector<TestNode> children) {
  TestNode node = test(std::move(name), status);
  node.plan = static_cast<int>(children.size());
  node.children = std::move(children);
  return node;
}

/// Two unit suites of three tests, and two doctests.
inline TestReport sample_tests() {
  using enum TestStatus;
  TestReport report;
  report.suites = {suite("rust_kernel_str", passed, {test("cstr_len", passed), test("fmt", passed)}),
                   suite("rust_allocator", passed, {test("test_alignment", passed)}),
                   suite("rust_doctests_kernel", passed,
                         {test("rust_doctest_kernel_list_rs_0", passed, "rust/kernel/list.rs:34"),
                          test("rust_doctest_kernel_xarray_rs_0", passed, "rust/kernel/xarray.rs:21")})};
  report.plan = 3;
  report.complete = true;
  return report;
}

inline Cell sample_cell(const std::string& arch, Endian endian, const std::string& config = "kunit") {
  return {arch + "-" + std::string(name_of(endian)) + "/" + config, arch, endian, config, "trixie"};
}

inline Revision sample_tree() {
  Revision tree;
  tree.name = "linux-source+mips-rust";
  tree.id = "0123456789abcdef0123456789abcdef01234567";
  tree.base = "linux-source-7.3 7.3.4-1~bpo13+1";
  tree.version = "7.3.4";
  tree.series = {"mips-rust"};
  return tree;
}

inline BuildRecord sample_build() {
  BuildRecord build;
  build.took = Seconds(422);
  build.image_hash = "c0ffee";
  build.log = "/state/runs/12/mips-big/build.log";
  build.config_file = "/state/runs/12/mips-big/config";
  return build;
}

inline BootRecord sample_boot() {
  BootRecord boot;
  boot.took = Seconds(2.53);
  boot.end = GuestEnd::last_result;
  boot.kernel_version = "7.3.4";
  boot.console = "/state/runs/12/mips-big/console.log";
  return boot;
}

inline RunRecord passed_record(const Cell& cell) {
  RunRecord record;
  record.run = 12;
  record.cell = cell;
  record.verdict = {VerdictKind::passed, "5 tests passed, 5 of them in Rust"};
  record.tree = sample_tree();
  record.toolchain_id = "feedface";
  record.versions = {{"bindgen", "0.71.1-1"},
                     {"clang-19", "1:19.1.7-3"},
                     {"libc6", "2.41-12"},
                     {"qemu-system-mips", "1:10.0.3"},
                     {"rustc-web", "1.96.0"}};
  record.build = sample_build();
  record.boot = sample_boot();
  record.tests = sample_tests();
  record.boot_key = "b007";
  record.place = "n2, Slurm job 17";
  record.started = at(0);
  record.finished = at(430);
  return record;
}

inline RunRecord unbuilt_record(const Cell& cell) {
  RunRecord record = passed_record(cell);
  record.verdict = {VerdictKind::build_failed, "rustc: mismatched types (rust/kernel/str.rs:12)"};
  record.build->diagnostics = {{"rust/kernel/str.rs", 12, "error", "mismatched types"},
                               {"", 0, "fatal", "make: *** [Makefile:248: __sub-make] Error 2"}};
  record.build->image_hash.clear();
  record.boot.reset();
  record.tests.reset();
  record.boot_key.clear();
  return record;
}

inline RunRecord failed_record(const Cell& cell) {
  RunRecord record = passed_record(cell);
  record.verdict = {VerdictKind::tests_failed, "1 of 5 tests failed: rust_kernel_str.fmt"};
  TestNode& failed = record.tests->suites[0].children[1];
  record.tests->suites[0].status = failed.status = TestStatus::failed;
  failed.line = 99;
  failed.diagnostics = {"# fmt: ASSERTION FAILED at rust/kernel/str.rs:12", "Expected \x1b[31mred\r"};
  record.boot->splats = {{Splat::Kind::warning, "WARNING: CPU: 0 PID: 1 at lib/list_debug.c:29", 88}};
  return record;
}

inline Reboot reboot(VerdictKind kind, const std::string& console) {
  Reboot reboot;
  reboot.verdict = {kind, "5 tests " + std::string(name_of(kind))};
  reboot.took = Seconds(2);
  reboot.console = console;
  return reboot;
}

/// A boot that passed behind one that failed.
inline RunRecord flaky_record(const Cell& cell) {
  RunRecord record = failed_record(cell);
  record.verdict = {VerdictKind::flaky, "boots of the same image disagree: 1 of 2 passed; first: " + record.verdict.reason};
  record.reboots.push_back(reboot(VerdictKind::passed, "/state/runs/12/mips-big/console.2.log"));
  return record;
}

/// Four cells: one passed, one passed from an earlier run, one failed, one not built; one excluded.
inline RunView sample_run() {
  const Cell x86 = sample_cell("x86_64", Endian::little);
  const Cell mips = sample_cell("mips", Endian::big);
  const Cell s390 = sample_cell("s390x", Endian::big);
  const Cell hard = sample_cell("x86_64", Endian::little, "hardened");
  RunView view;
  view.run.id = 12;
  view.run.matrix = "/home/swift/matrices/quickstart.yaml";
  view.run.arguments = {"run", "matrices/quickstart.yaml", "--tree", "/src/my linux"};
  view.run.cells = {x86.id, hard.id, mips.id, s390.id};
  view.run.excluded = {{"x86_64-big/kunit", "x86_64 has no big-endian mode"}};
  view.run.folder = "/state/runs/12";
  view.run.started = at(0);
  view.run.finished = at(843);
  view.run.cpu = Seconds(1635);
  view.run.cores = 2;
  view.records = {passed_record(x86), unbuilt_record(hard), failed_record(mips), passed_record(s390)};
  view.records[3].boot->cached = true;
  view.records[3].boot->from = 3;
  view.records[3].build->cached = true;
  return view;
}

inline Plan sample_plan() {
  Plan plan;
  plan.matrix = "quickstart";
  plan.trees = {{DebianSource(), {}}, {DebianSource(), {"/matrices/ports/mips-rust/"}}};
  plan.excluded = {{"x86_64-big/kunit", "x86_64 has no big-endian mode"}};
  for (const Cell& cell : {sample_cell("x86_64", Endian::little), sample_cell("mips", Endian::big)}) {
    Build build;
    build.kernel.id = cell.arch + "-build";
    build.kernel.linux_arch = cell.arch;
    build.kernel.targets = {"vmlinux"};
    build.kernel.image = "vmlinux";
    build.kernel.request.options = {{"RUST", "y", "rust.config", 1, false},
                                    {"KUNIT", "y", "rust.config", 2, false}};
    build.toolchain = "trixie";
    build.tree = plan.builds.size();
    build.cells = {{cell, GuestSpec()}};
    plan.builds.push_back(build);
  }
  return plan;
}

}  // namespace gulliver
