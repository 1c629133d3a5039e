// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/record_facts.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(RecordText, of_failed_tests_shows_where_and_what_they_said) {
  EXPECT_EQ("\n" + render_record(failed_record(sample_cell("mips", Endian::big)), {}), R"(
mips-big/kunit  tests-failed
1 of 5 tests failed: rust_kernel_str.fmt

run        12, 2026-11-22 19:00:00 UTC, took 7:10
tree       linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust
           kernel 7.3.4
           git tree 0123456789abcdef0123456789abcdef01234567
toolchain  trixie, id feedface
           bindgen 0.71.1-1, clang-19 1:19.1.7-3, qemu-system-mips 1:10.0.3, rustc-web 1.96.0
made on    n2, Slurm job 17
config     as requested
build      7:02
           log      /state/runs/12/mips-big/build.log
           .config  /state/runs/12/mips-big/config
           image    SHA-256 c0ffee
boot       2.5 s under emulation
           end      ended by the farm: the last result was in
           kernel   7.3.4
           console  /state/runs/12/mips-big/console.log
tests      5 tests: 4 passed, 1 failed; 5 in Rust
           every plan was met

complaints of the kernel
  warning  WARNING: CPU: 0 PID: 1 at lib/list_debug.c:29  console.log:88

1 test without success
  failed  rust_kernel_str.fmt
    console.log:99
    # fmt: ASSERTION FAILED at rust/kernel/str.rs:12
    Expected \x1b[31mred\r

suite                 result  passed  failed  skipped  missing  total
rust_kernel_str       failed       1       1        -        -      2
rust_allocator        passed       1       -        -        -      1
rust_doctests_kernel  passed       2       -        -        -      2
)");
}

TEST(RecordText, says_once_that_a_message_is_an_error) {
  EXPECT_EQ(diagnostic_text({"rust/kernel/str.rs", 12, "error", "error[E0308]: mismatched types"}),
            "abstraction str: rust/kernel/str.rs:12: error[E0308]: mismatched types");
  EXPECT_EQ(message_text({"kernel/fork.c", 3, "warning", "unused variable"}), "kernel/fork.c:3: warning: unused variable");
}

TEST(RecordText, lists_every_boot_with_its_console) {
  const std::string text = render_record(flaky_record(sample_cell("mips", Endian::big)), {});
  EXPECT_NE(text.find("           console  /state/runs/12/mips-big/console.log\n"
                      "booted     2 times, not the same each time\n"
                      "           boot 2   passed: 5 tests passed\n"
                      "           console  /state/runs/12/mips-big/console.2.log\n"),
            std::string::npos)
      << text;
}

TEST(RecordText, tells_boots_in_which_the_farm_failed_from_those_that_count) {
  const auto booted = [](VerdictKind verdict, std::vector<VerdictKind> reboots) {
    RunRecord record = passed_record(sample_cell("mips", Endian::big));
    record.verdict = {verdict, "because"};
    for (const VerdictKind kind : reboots) record.reboots.push_back(reboot(kind, ""));
    const std::string text = render_record(record, {});
    const std::size_t begin = text.find("booted ");
    return begin == std::string::npos ? "" : text.substr(begin, text.find('\n', begin) - begin);
  };
  using enum VerdictKind;
  EXPECT_EQ(booted(tests_failed, {}), "");
  EXPECT_EQ(booted(tests_failed, {tests_failed, emulator_died, tests_failed}),
            "booted     3 times, the same each time; the farm failed in 1 boot more");
  EXPECT_EQ(booted(passed, {broken}), "booted     once; the farm failed in 1 boot more");
  EXPECT_EQ(booted(emulator_died, {broken}), "booted     2 times, and the farm failed each time");
}

TEST(RecordText, of_a_build_without_image_shows_its_messages) {
  RunRecord record = unbuilt_record(sample_cell("mips", Endian::big));
  record.versions.clear();
  EXPECT_EQ("\n" + render_record(record, {}), R"(
mips-big/kunit  build-failed
rustc: mismatched types (rust/kernel/str.rs:12)

run        12, 2026-11-22 19:00:00 UTC, took 7:10
tree       linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust
           kernel 7.3.4
           git tree 0123456789abcdef0123456789abcdef01234567
toolchain  trixie, id feedface
made on    n2, Slurm job 17
config     as requested
build      7:02
           log      /state/runs/12/mips-big/build.log
           .config  /state/runs/12/mips-big/config

messages of the build
    abstraction str: rust/kernel/str.rs:12: error: mismatched types
    fatal: make: *** [Makefile:248: __sub-make] Error 2
)");
}

TEST(RecordText, shows_the_fingerprint_and_the_call_trace_of_a_complaint) {
  RunRecord record = failed_record(sample_cell("mips", Endian::big));
  record.fingerprint = "0123456789ab";
  record.boot->splats[0].trace = {"xa_store", "f"};
  const std::string text = render_record(record, {});
  EXPECT_NE(text.find("took 7:10\n           fingerprint 0123456789ab\n"), std::string::npos) << text;
  EXPECT_NE(text.find("list_debug.c:29  console.log:88\n    xa_store\n    f\n"), std::string::npos) << text;
}

TEST(RecordText, names_options_that_kconfig_did_not_keep) {
  RunRecord record = unbuilt_record(sample_cell("mips", Endian::big));
  record.verdict = {VerdictKind::config_dropped, "Kconfig dropped CONFIG_RUST"};
  record.tree = Revision();
  record.versions.clear();
  record.build->diagnostics.clear();
  record.build->config.dropped = {{{"RUST", "y", "rust.config", 3, false}, "n"}};
  record.build->config.unknown = {{"RUST_FMT_KUNIT_TEST", "y", "rust.config", 9, true}};
  EXPECT_EQ("\n" + render_record(record, {}), R"(
mips-big/kunit  config-dropped
Kconfig dropped CONFIG_RUST

run        12, 2026-11-22 19:00:00 UTC, took 7:10
toolchain  trixie, id feedface
made on    n2, Slurm job 17
config     1 option not as requested
           CONFIG_RUST is n, not y (rust.config:3)
           CONFIG_RUST_FMT_KUNIT_TEST is optional and not known to this tree
build      7:02
           log      /state/runs/12/mips-big/build.log
           .config  /state/runs/12/mips-big/config
)");
}

TEST(RecordText, of_a_cell_that_never_got_anywhere) {
  RunRecord record;
  record.run = 7;
  record.cell.id = "mips-big/kunit";
  record.verdict = {VerdictKind::patch_failed, "0001-mips.patch does not apply"};
  record.started = record.finished = at(0);
  EXPECT_EQ(render_record(record, {}),
            "mips-big/kunit  patch-failed\n"
            "0001-mips.patch does not apply\n"
            "\n"
            "run        7, 2026-11-22 19:00:00 UTC, took 0.0 s\n");
}

TEST(RecordText, says_where_a_cached_boot_comes_from_and_that_tests_are_missing) {
  RunRecord record = passed_record(sample_cell("mips", Endian::big));
  record.build->cached = true;
  record.boot->cached = true;
  record.boot->from = 3;
  record.boot->kvm = true;
  record.tests->complete = false;
  record.tests->problems = {"rust_kernel_fmt was announced and never came"};
  record.tests->suites.push_back(test("rust_kernel_fmt", TestStatus::missing));
  const std::string text = render_record(record, {});
  EXPECT_NE(text.find("boot       2.5 s under KVM, reported from run 3\n"), std::string::npos) << text;
  EXPECT_NE(text.find("build      7:02, nothing to be made\n"), std::string::npos) << text;
  EXPECT_NE(text.find("tests      6 tests: 5 passed, 1 missing; 5 in Rust\n"
                      "           the document is not complete\n"
                      "           rust_kernel_fmt was announced and never came\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("1 test without success\n  missing  rust_kernel_fmt\n"), std::string::npos) << text;
}

TEST(RecordText, shortens_what_a_test_said_and_wraps_versions) {
  RunRecord record = failed_record(sample_cell("mips", Endian::big));
  record.tests->suites[0].children[1].diagnostics.assign(31, "noise");
  TextStyle style;
  style.width = 60;
  const std::string text = render_record(record, style);
  EXPECT_NE(text.find("    noise\n    … 1 more line in the console\n"), std::string::npos) << text;
  EXPECT_NE(text.find("           bindgen 0.71.1-1, clang-19 1:19.1.7-3\n"
                      "           qemu-system-mips 1:10.0.3, rustc-web 1.96.0\n"),
            std::string::npos)
      << text;
}
