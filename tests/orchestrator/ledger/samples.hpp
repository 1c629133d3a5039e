// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/ledger/ledger.hpp>

#include <memory>
#include <string>
#include <utility>

namespace gulliver {

inline Moment at(int milliseconds) {
  return Moment(std::chrono::milliseconds(1795374000000 + milliseconds));
}

inline TestNode test(std::string name, TestStatus status) {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  return node;
}

/// Suites in suites, an empty suite, every status, and bytes as a hostile console has them.
inline TestReport sample_report() {
  TestNode leaf = test("doc \xff\x1b[31m", TestStatus::failed);
  leaf.comment = "comment";
  leaf.location = "rust/kernel/xarray.rs:34";
  leaf.diagnostics = {"", "one", "back\\slash\\n", "two\nlines", std::string("nul\0byte", 8), ""};
  leaf.digests = {{"z.last", "0f3a"}, {"a.first", "0"}};
  leaf.line = 99;
  TestNode inner = test("inner", TestStatus::failed);
  inner.plan = 2;
  inner.digests = {{"of.the.suite", "ffff"}};
  inner.children = {leaf, test("skip", TestStatus::skipped)};
  TestNode outer = test("outer", TestStatus::failed);
  outer.plan = 3;
  outer.children = {inner, test("after", TestStatus::passed), test("never came", TestStatus::missing)};
  TestNode empty = test("empty", TestStatus::passed);
  empty.plan = 0;
  TestReport report;
  report.plan = 3;
  report.suites = {outer, empty, test("bare", TestStatus::passed)};
  report.problems = {"outer: 3 announced, 2 came"};
  return report;
}

inline RunRecord small_record(RunId run, const std::string& cell, VerdictKind kind = VerdictKind::passed) {
  RunRecord record;
  record.run = run;
  record.cell = {cell, "mips", Endian::big, "kunit", "trixie", 32};
  record.verdict = {kind, "because"};
  record.started = at(0);
  record.finished = at(1);
  return record;
}

inline std::shared_ptr<const Crate> sample_crate() {
  Crate crate;
  crate.push_back({"kernel", "rust/kernel/lib.rs", "", true, {}, {}, 2});
  crate.push_back({"net::phy", "rust/kernel/net/phy.rs", "CONFIG_NET, CONFIG_PHY", false, {"NET", "PHY"}, {}, 1});
  crate.push_back({"odd", "rust/kernel/odd.rs", "test", std::nullopt, {}, {"rust_odd", "rust_odder"}, 0});
  return std::make_shared<Crate>(std::move(crate));
}

inline RunRecord full_record(RunId run, const std::string& cell) {
  RunRecord record = small_record(run, cell, VerdictKind::tests_failed);
  record.tree.name = "linux-source+mips-rust";
  record.tree.id = "0123456789abcdef0123456789abcdef01234567";
  record.tree.base = "linux-source-7.3 7.3.4-1";
  record.tree.version = "7.3.4";
  record.tree.series = {"mips-rust", "second"};
  record.toolchain_id = "feedface";
  record.versions = {{"rustc", "1.96.0"}, {"bindgen", "0.71.1"}};
  BuildRecord& build = record.build.emplace();
  build.took = Seconds(421.53125);
  build.image_hash = "c0ffee";
  build.memory = 3'000'000'000;
  build.log = "/state/build.log";
  build.config_file = "/state/config";
  build.diagnostics = {{"rust/kernel/str.rs", 12, "warning", "unused"}, {"", 0, "error", "make: Error 2"}};
  build.config.dropped = {{{"RUST", "y", "rust.config", 3, false}, "n"},
                          {{"NAME", "\"x\"", "b", 4, true}, ""}};
  build.config.unmet = {{"RUST", "HAVE_RUST [=y] && !RANDSTRUCT [=y]", {{"RANDSTRUCT_FULL", "y", "r.config", 5, false}}},
                        {"NAME", "", {}}};
  build.config.unknown = {{"RUST_FMT_KUNIT_TEST", "y", "rust.config", 9, true}};
  build.crate = sample_crate();
  BootRecord& boot = record.boot.emplace();
  boot.took = Seconds(2.5);
  boot.cached = true;
  boot.from = 3;
  boot.kvm = true;
  boot.end = GuestEnd::end_marker;
  boot.kernel_version = "7.3.4";
  boot.splats = {{Splat::Kind::oops, "Oops", 7, {"die", "do_page_fault"}}, {Splat::Kind::kasan, "BUG: KASAN: x", 8, {}}};
  boot.console = "/state/console.log";
  Reboot& reboot = record.reboots.emplace_back();
  reboot.verdict.kind = VerdictKind::tests_failed;
  reboot.verdict.reason = "again";
  reboot.fingerprint = "f00d";
  reboot.took = Seconds(2.25);
  reboot.console = "/state/console.2.log";
  record.reboots.emplace_back().verdict.kind = VerdictKind::passed;
  record.fingerprint = "beef";
  record.tests = sample_report();
  record.input_key = "1117";
  record.boot_key = "b007";
  record.place = "n2, Slurm job 17";
  return record;
}

inline Run sample_run() {
  Run run;
  run.matrix = "/m.yaml";
  run.cells = {"z/first", "mips-big/kunit", "a/last"};
  run.excluded = {{"x86_64-big/kunit", "no such thing"}, {"x86_64-big/kunit", ""}};
  run.configs = {{"modversions", "distributions: modules are checked"}, {"kunit", ""}};
  run.accepted = {{Accepted::Kind::failing, "rust_netlink.*", {"mips-big/*", "s390x-*"}, "known", "https://example.org/1",
                   "2027-06-30", "accepted.yaml:3"},
                  {Accepted::Kind::missing, "rust/kernel/pci.rs:*", {"*"}, "no PCI", "", "2027-01-01", "accepted.yaml:9"}};
  run.arguments = {"run", "", "m\nm.yaml", "--cell", "a\\b"};
  run.folder = "/state/runs/1";
  run.started = at(123);
  run.cores = 2;
  return run;
}

}  // namespace gulliver
