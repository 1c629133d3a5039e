// SPDX-License-Identifier: MIT
#include <orchestrator/farm/judge.hpp>

#include <runners/files/files.hpp>
#include <runners/guest/guest.hpp>
#include <runners/suite/ktap.hpp>

#include <gtest/gtest.h>

#include <string>

using namespace gulliver;

namespace {

/// What the farm would make of a console that ended in this way.
Verdict judge_console(std::string_view console, GuestEnd end = GuestEnd::exited) {
  GuestSpec guest;
  guest.console = "ttyS0";
  guest.end = "reboot: Power down";
  ConsoleReader reader(guest.end);
  KtapReader ktap;
  for (std::string_view rest = console; !rest.empty();) {
    const std::size_t newline = rest.find('\n');
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    reader.add(line);
    ktap.add(line);
  }
  BootResult boot;
  boot.end = end;
  boot.reading = reader.reading();
  boot.emulator_message = end == GuestEnd::emulator_died ? "qemu-system-mips: cannot set up guest memory" : "";
  return judge(guest, boot, ktap.report());
}

const std::string banner = "Linux version 7.3.4 (gulliver@gulliver)\n";

std::string suite_of(std::string_view name, std::string_view results, int tests) {
  return "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: " + std::string(name) + "\n    1.." +
         std::to_string(tests) + "\n" + std::string(results);
}

}  // namespace

TEST(Judge, passes_rust_that_ran_and_passed) {
  const auto verdict = judge_console(
      banner + suite_of("rust_kvec", "    ok 1 a\n    ok 2 b # SKIP not here\n", 2) + "ok 1 rust_kvec\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::passed, "1 test passed, 1 of them Rust; 1 skipped"}));
}

TEST(Judge, real_consoles_of_kernels_that_passed) {
  for (const char* name : {"arm64-7.2", "mips-7.3", "ppc32-7.3", "riscv-7.2", "s390-7.2", "x86-7.2", "hard-7.2"}) {
    const auto verdict = judge_console(read_file(std::string(TEST_DATA) + "/console/" + name + ".log"));
    EXPECT_EQ(verdict.kind, VerdictKind::passed) << name << ": " << verdict.reason;
  }
}

TEST(Judge, c_tests_alone_are_not_a_pass) {
  const auto verdict = judge_console(banner + suite_of("list_sort", "    ok 1 a\n", 1) + "ok 1 list_sort\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::no_rust_tests, "1 test reported, none of them a Rust test that ran"}));
}

TEST(Judge, skipped_rust_is_not_a_pass) {
  const auto verdict = judge_console(banner + suite_of("rust_kvec", "    ok 1 a # SKIP\n", 1) + "ok 1 rust_kvec # SKIP\n");
  EXPECT_EQ(verdict.kind, VerdictKind::no_rust_tests);
}

TEST(Judge, a_kernel_without_any_test_is_not_a_pass) {
  const auto verdict = judge_console(banner + "reboot: Power down\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::boot_failed,
                              "no KTAP on the console: no test ran; the last line is \"reboot: Power down\""}));
}

TEST(Judge, a_failed_test_is_named_with_its_place) {
  const auto verdict = judge_console(banner +
                                     suite_of("rust_doctests_kernel",
                                              "    # rust_doctest_kernel_xarray_rs_0.location: rust/kernel/xarray.rs:34\n"
                                              "    not ok 1 rust_doctest_kernel_xarray_rs_0\n    ok 2 b\n",
                                              2) +
                                     "not ok 1 rust_doctests_kernel\n",
                                     GuestEnd::last_result);
  EXPECT_EQ(verdict, (Verdict{VerdictKind::tests_failed,
                              "1 test failed: rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 "
                              "(rust/kernel/xarray.rs:34)"}));
}

TEST(Judge, a_plan_that_is_not_met_is_not_a_pass) {
  const auto verdict = judge_console(banner + suite_of("rust_kvec", "    ok 1 a\n", 2) + "ok 1 rust_kvec\n");
  EXPECT_EQ(verdict.kind, VerdictKind::tests_incomplete) << verdict.reason;
}

TEST(Judge, a_console_that_is_cut_short_is_not_a_pass) {
  const auto verdict = judge_console(banner + suite_of("rust_kvec", "    ok 1 a\n", 2));
  EXPECT_EQ(verdict.kind, VerdictKind::tests_incomplete) << verdict.reason;
  EXPECT_NE(verdict.reason.find("last seen: rust_kvec.a"), std::string::npos) << verdict.reason;
}

TEST(Judge, a_summary_line_is_not_believed) {
  const auto verdict = judge_console(banner + "# Totals: pass:371 fail:0 skip:0 total:371\nreboot: Power down\n");
  EXPECT_EQ(verdict.kind, VerdictKind::boot_failed);
}

TEST(Judge, a_splat_spoils_a_pass) {
  const auto verdict = judge_console(banner + "BUG: sleeping function called from invalid context at x.c:1\n" +
                                     suite_of("rust_kvec", "    ok 1 a\n", 1) + "ok 1 rust_kvec\n");
  EXPECT_EQ(verdict.kind, VerdictKind::splat) << verdict.reason;
  EXPECT_NE(verdict.reason.find("at console line 2"), std::string::npos) << verdict.reason;
}

TEST(Judge, silence_names_the_last_line) {
  const auto verdict = judge_console(banner + "Calibrating delay loop...\n", GuestEnd::silent);
  EXPECT_EQ(verdict, (Verdict{VerdictKind::boot_hung,
                              "no console output for 60 s after \"Calibrating delay loop...\"; no test had begun"}));
}

TEST(Judge, every_other_end) {
  EXPECT_EQ(judge_console("", GuestEnd::silent),
            (Verdict{VerdictKind::no_output, "the guest printed nothing on ttyS0"}));
  EXPECT_EQ(judge_console(banner + "Kernel panic - not syncing: VFS: Unable to mount root fs\n"),
            (Verdict{VerdictKind::boot_panicked,
                     "\"Kernel panic - not syncing: VFS: Unable to mount root fs\" at console line 2; no test had begun"}));
  EXPECT_EQ(judge_console(banner + suite_of("rust_kvec", "    ok 1 a\n", 2) + "Kernel panic - not syncing: x\n").kind,
            VerdictKind::test_crashed);
  EXPECT_EQ(judge_console(banner, GuestEnd::deadline),
            (Verdict{VerdictKind::deadline, "the guest did not finish within 300 s; no test had begun"}));
  EXPECT_EQ(judge_console(banner, GuestEnd::overflow),
            (Verdict{VerdictKind::console_overflow, "the console passed its limit of 64 MiB; no test had begun"}));
  EXPECT_EQ(judge_console("", GuestEnd::emulator_died),
            (Verdict{VerdictKind::emulator_died, "QEMU failed: qemu-system-mips: cannot set up guest memory"}));
}
