// SPDX-License-Identifier: MIT
#include <orchestrator/farm/fingerprint.hpp>
#include <orchestrator/farm/normal_text.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

RunRecord record_of(VerdictKind kind, std::string reason = "") {
  RunRecord record;
  record.verdict = {kind, std::move(reason)};
  return record;
}

RunRecord crashed(const std::string& panic, std::vector<Splat> before, std::vector<std::string> trace = {}) {
  RunRecord record = record_of(VerdictKind::test_crashed);
  record.boot.emplace().splats = std::move(before);
  record.boot->splats.push_back({Splat::Kind::panic, panic, 99, std::move(trace)});
  return record;
}

RunRecord failed(const std::string& test, const std::string& place, const std::string& words) {
  RunRecord record = record_of(VerdictKind::tests_failed);
  TestNode node;
  node.name = test;
  node.status = TestStatus::failed;
  node.diagnostics = {"# " + test + ": ASSERTION FAILED at " + place, words};
  TestNode suite;
  suite.name = "rust_doctests_kernel";
  suite.children = {node};
  record.tests.emplace().suites = {suite};
  return record;
}

RunRecord unbuilt(const std::string& file, int line, const std::string& text) {
  RunRecord record = record_of(VerdictKind::build_failed);
  record.build.emplace().diagnostics = {{"a.c", 1, "warning", "unused"}, {file, line, "error", text}};
  return record;
}

}  // namespace

TEST(NormalText, has_no_number_of_one_run) {
  const std::pair<const char*, const char*> cases[] = {
      {"BUG: unable to handle page fault for address: ffffc90000123000",
       "BUG: unable to handle page fault for address: #"},
      {"WARNING: lib/x.c:12 at f+0x1a/0x40, CPU#0: swapper/0/1",
       "WARNING: lib/x.c:# at f+#/#, CPU##: swapper/#/#"},
      {"watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [kunit_try_catch:89]",
       "watchdog: BUG: soft lockup - CPU## stuck for #! [kunit_try_catch:#]"},
      {"watchdog: CPU0:  hard\tLOCKUP", "watchdog: #: hard LOCKUP"},
      {"error[E0308]: expected u64, found x86_64", "error[E0308]: expected u64, found x86_64"},
      {"rust_doctest_kernel_xarray_rs_0 deadbeef feedbabe1", "rust_doctest_kernel_xarray_rs_0 deadbeef #"},
      {"", ""},
  };
  for (const auto& [text, normal] : cases) EXPECT_EQ(normal_text(text), normal);
}

TEST(Fingerprint, is_twelve_digits_and_none_for_a_pass) {
  EXPECT_EQ(fingerprint(record_of(VerdictKind::passed, "1 test passed")), "");
  const std::string print = fingerprint(record_of(VerdictKind::boot_hung, "no console output"));
  EXPECT_EQ(print.size(), 12U);
  EXPECT_EQ(print.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Fingerprint, is_the_same_from_run_to_run) {
  const Splat one{
      Splat::Kind::oops, "BUG: unable to handle page fault for address: ffffc90000123000", 40, {"f", "g"}};
  const Splat two{
      Splat::Kind::oops, "BUG: unable to handle page fault for address: ffffc9000045e000", 52, {"f", "g"}};
  EXPECT_EQ(fingerprint(crashed("Kernel panic - not syncing: Fatal exception", {one})),
            fingerprint(crashed("Kernel panic - not syncing: Fatal exception", {two})));
  EXPECT_EQ(fingerprint(record_of(VerdictKind::test_hung, "no console output for 60 s in rust_kvec.push")),
            fingerprint(record_of(VerdictKind::test_hung, "no console output for 90 s in rust_kvec.push")));
}

TEST(Fingerprint, survives_an_edit_above_the_line) {
  EXPECT_EQ(
      fingerprint(failed("xarray_0", "rust/kernel/xarray.rs:40", "Expected a == b to be true, but is false")),
      fingerprint(
          failed("xarray_0", "rust/kernel/xarray.rs:47", "Expected a == b to be true, but is false")));
  EXPECT_EQ(fingerprint(unbuilt("rust/kernel/str.rs", 12, "error[E0308]: mismatched types")),
            fingerprint(unbuilt("rust/kernel/str.rs", 14, "error[E0308]: mismatched types")));
}

TEST(Fingerprint, tells_faults_apart) {
  const Splat oops{Splat::Kind::oops, "Oops [#1]", 40, {"f", "g"}};
  Splat elsewhere = oops;
  elsewhere.trace = {"h"};
  const std::string fatal = "Kernel panic - not syncing: Fatal exception";
  EXPECT_NE(fingerprint(crashed(fatal, {oops})), fingerprint(crashed(fatal, {elsewhere})));
  EXPECT_NE(fingerprint(crashed(fatal, {}, {"f"})), fingerprint(crashed(fatal, {}, {"h"})));
  EXPECT_NE(fingerprint(failed("xarray_0", "rust/kernel/xarray.rs:40", "Expected a")),
            fingerprint(failed("xarray_0", "rust/kernel/xarray.rs:40", "Expected b")));
  EXPECT_NE(fingerprint(failed("xarray_0", "rust/kernel/xarray.rs:40", "Expected a")),
            fingerprint(failed("xarray_1", "rust/kernel/xarray.rs:40", "Expected a")));
  EXPECT_NE(fingerprint(unbuilt("rust/kernel/str.rs", 12, "error[E0308]: mismatched types")),
            fingerprint(unbuilt("rust/kernel/fmt.rs", 12, "error[E0308]: mismatched types")));
  EXPECT_NE(fingerprint(record_of(VerdictKind::boot_hung, "x")),
            fingerprint(record_of(VerdictKind::boot_failed, "x")));
}

TEST(Fingerprint, of_lost_options_goes_by_names_and_causes) {
  RunRecord record = record_of(VerdictKind::unsupported, "RUST needs !RANDSTRUCT; from a.config:1");
  const ConfigOption rust{"RUST", "y", "a.config", 1, false};
  const ConfigOption randstruct{"RANDSTRUCT_FULL", "y", "b.config", 2, false};
  record.build.emplace().config.dropped = {{rust, "n"}};
  record.build->config.unmet = {{"RUST", "!RANDSTRUCT [=y]", {randstruct}}};
  const std::string print = fingerprint(record);
  record.verdict.reason = "other words";
  EXPECT_EQ(fingerprint(record), print);
  record.build->config.unmet[0].causes.clear();
  EXPECT_NE(fingerprint(record), print);
}

TEST(Fingerprint, of_silence_goes_by_the_architecture) {
  RunRecord record = record_of(VerdictKind::no_output, "the guest printed nothing on ttyS0");
  record.cell.arch = "mips";
  const std::string mips = fingerprint(record);
  record.cell.arch = "arm64";
  EXPECT_NE(fingerprint(record), mips);
}
