// SPDX-License-Identifier: MIT
#include <orchestrator/farm/judge.hpp>

#include <runners/files/files.hpp>
#include <runners/guest/guest.hpp>
#include <runners/suite/ktap.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>

using namespace gulliver;

namespace gulliver {

void PrintTo(const Verdict& verdict, std::ostream* out) { *out << name_of(verdict.kind) << ": " << verdict.reason; }

}  // namespace gulliver

namespace {

/// What the farm would make of a console that ended in this way.
Verdict judge_console(std::string_view console, GuestEnd end = GuestEnd::exited, const std::string& filter = "") {
  GuestSpec guest;
  guest.test_filter = filter;
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

TEST(Judge, a_pass_of_chosen_tests_says_so) {
  const auto passed = judge_console(banner + suite_of("rust_kvec", "    ok 1 a\n", 1) + "ok 1 rust_kvec\n",
                                    GuestEnd::exited, "rust_kvec.a*");
  EXPECT_EQ(passed, (Verdict{VerdictKind::passed, "1 test passed, 1 of them Rust; only tests matching rust_kvec.a* were run"}));
}

TEST(Judge, a_filter_that_matches_nothing_is_no_pass) {
  EXPECT_EQ(judge_console(banner + "KTAP version 1\n1..0\n", GuestEnd::exited, "*.no_such*"),
            (Verdict{VerdictKind::no_rust_tests, "no test of this kernel matches *.no_such*, and none ran"}));
  EXPECT_EQ(judge_console(banner + suite_of("list", "    ok 1 a\n", 1) + "ok 1 list\n", GuestEnd::exited, "list"),
            (Verdict{VerdictKind::no_rust_tests, "1 test reported, none of them a Rust test that ran; only tests matching list were run"}));
}

TEST(Judge, real_consoles_of_kernels_that_passed) {
  for (const char* name : {"arm64-7.2", "mips-7.3", "ppc32-7.3", "riscv-7.2", "s390-7.2", "x86-7.2", "hard-7.2"}) {
    const auto verdict = judge_console(read_file(std::string(TEST_DATA) + "/console/" + name + ".log"));
    EXPECT_EQ(verdict.kind, VerdictKind::passed) << name << ": " << verdict.reason;
  }
}

TEST(Judge, hand_made_consoles_of_kernels_that_complain) {
  const struct {
    const char* name;
    GuestEnd end;
    Verdict verdict;
  } cases[] = {
      {"x86-lockdep", GuestEnd::last_result,
       {VerdictKind::splat,
        "all 3 tests passed, but lockdep complained: \"WARNING: possible circular locking dependency detected\" at console "
        "line 17 (__mutex_lock ← rust_doctest_kernel_sync_lock_mutex_rs_0 ← kunit_try_run_case), in "
        "rust_doctests_kernel.rust_doctest_kernel_sync_lock_mutex_rs_0"}},
      {"riscv-kasan", GuestEnd::last_result,
       {VerdictKind::splat,
        "all 2 tests passed, but KASAN complained: \"BUG: KASAN: slab-out-of-bounds in test_kvec_retain+0x8e/0x2a0\" at "
        "console line 9 (test_kvec_retain ← kunit_try_run_case ← kthread), in rust_kvec.test_kvec_retain"}},
      {"ppc-warn", GuestEnd::last_result,
       {VerdictKind::splat,
        "all 2 tests passed, but the kernel complained: \"WARNING: kernel/workqueue.c:2316 at __queue_work+0x40/0x2a0, "
        "CPU#0: kunit_try_catch/52\" at console line 9 (__queue_work ← queue_work_on ← test_kvec_retain), in "
        "rust_kvec.test_kvec_retain"}},
      {"arm64-rust-panic", GuestEnd::last_result,
       {VerdictKind::tests_failed,
        "1 test failed: rust_doctests_kernel.rust_doctest_kernel_alloc_kvec_rs_1 (rust/kernel/alloc/kvec.rs:210), in which "
        "the kernel complained: \"rust_kernel: panicked at rust/doctests_kernel_generated.rs:1203:12: index out of bounds: "
        "the len is 2 but the index is 7\" at console line 10 (rust_doctest_kernel_alloc_kvec_rs_1 ← "
        "kunit_try_run_case ← kunit_generic_run_threadfn_adapter)"}},
      {"mips-crash", GuestEnd::silent,
       {VerdictKind::test_crashed,
        "\"Kernel panic - not syncing: Fatal exception\" at console line 40, in "
        "rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 (rust/kernel/xarray.rs:34); it followed \"CPU 0 Unable to "
        "handle kernel paging request at virtual address 00000004, epc == 8078a4c8, ra == 8078a4b0\" at console line 13 "
        "(xas_load ← xa_load ← rust_doctest_kernel_xarray_rs_0)"}},
      {"s390-hung-task", GuestEnd::silent,
       {VerdictKind::test_hung,
        "no console output for 60 s in rust_doctests_kernel.rust_doctest_kernel_sync_completion_rs_0 "
        "(rust/kernel/sync/completion.rs:22); the watchdog had complained: \"INFO: task kunit_try_catch:73 blocked for more "
        "than 30 seconds.\" at console line 8 (schedule_timeout ← wait_for_completion ← "
        "rust_doctest_kernel_sync_completion_rs_0)"}},
  };
  for (const auto& [name, end, verdict] : cases)
    EXPECT_EQ(judge_console(read_file(std::string(TEST_DATA) + "/made/" + name + ".log"), end), verdict) << name;
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
                              "the guest ended before the first test; the last line is \"reboot: Power down\""}));
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
  EXPECT_NE(verdict.reason.find("the results end in suite rust_kvec after rust_kvec.a"), std::string::npos) << verdict.reason;
}

TEST(Judge, a_summary_line_is_not_believed) {
  const auto verdict = judge_console(banner + "# Totals: pass:371 fail:0 skip:0 total:371\nreboot: Power down\n");
  EXPECT_EQ(verdict.kind, VerdictKind::boot_failed);
}

TEST(Judge, a_complaint_spoils_a_pass) {
  const auto verdict = judge_console(banner + "BUG: sleeping function called from invalid context at x.c:1\n" +
                                     suite_of("rust_kvec", "    ok 1 a\n", 1) + "ok 1 rust_kvec\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::splat,
                              "all 1 test passed, but lockdep complained: \"BUG: sleeping function called from invalid "
                              "context at x.c:1\" at console line 2"}));
}

TEST(Judge, a_complaint_names_the_test_and_who_called_whom) {
  const auto verdict = judge_console(
      banner + suite_of("rust_kvec",
                        "    ok 1 a\n"
                        "BUG: KASAN: slab-out-of-bounds in memcpy+0x1/0x2\n"
                        "Call Trace:\n <TASK>\n dump_stack_lvl+0x1/0x2\n kasan_report+0x1/0x2\n f+0x1/0x2\n g+0x1/0x2\n"
                        "WARNING: x.c:1 at h+0x1/0x2, CPU#0: swapper/0/1\n"
                        "    ok 2 b\n    ok 3 c\n",
                        3) +
      "ok 1 rust_kvec\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::splat,
                              "all 3 tests passed, but KASAN complained: \"BUG: KASAN: slab-out-of-bounds in "
                              "memcpy+0x1/0x2\" at console line 8 (f ← g), in rust_kvec.b; and 1 more"}));
}

TEST(Judge, a_panic_before_the_last_result_is_believed) {
  const std::string panic = "Kernel panic - not syncing: x\n";
  const std::string results = suite_of("rust_kvec", "    ok 1 a\n", 1);
  EXPECT_EQ(judge_console(banner + results + panic + "ok 1 rust_kvec\n").kind, VerdictKind::splat);
  EXPECT_EQ(judge_console(banner + results + "ok 1 rust_kvec\n" + panic).kind, VerdictKind::passed);
}

TEST(Judge, a_failed_test_tells_what_it_expected) {
  const auto doctest = judge_console(
      banner + suite_of("rust_doctests_kernel",
                        "    # rust_doctest_kernel_xarray_rs_0.location: rust/kernel/xarray.rs:34\n"
                        "    # rust_doctest_kernel_xarray_rs_0: ASSERTION FAILED at rust/kernel/xarray.rs:40\n"
                        "    Expected guard.get(0) == None to be true, but is false\n"
                        "    not ok 1 rust_doctest_kernel_xarray_rs_0\n    not ok 2 b\n",
                        2) +
      "not ok 1 rust_doctests_kernel\n");
  EXPECT_EQ(doctest, (Verdict{VerdictKind::tests_failed,
                              "2 tests failed: rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0: \"Expected "
                              "guard.get(0) == None to be true, but is false\" at rust/kernel/xarray.rs:40; and 1 more"}));
  const auto unit = judge_console(banner + suite_of("rust_x",
                                                    "    # a: EXPECTATION FAILED at lib/x.c:7\n"
                                                    "    Expected sum == 3, but\n"
                                                    "        sum == 4 (0x4)\n"
                                                    "    not ok 1 a\n",
                                                    1) +
                                  "not ok 1 rust_x\n");
  EXPECT_EQ(unit.reason, "1 test failed: rust_x.a: \"Expected sum == 3, but sum == 4 (0x4)\" at lib/x.c:7");
}

TEST(Judge, an_oops_that_kunit_caught_is_told_with_the_test_that_failed) {
  const auto verdict = judge_console(
      banner + suite_of("rust_x",
                        "    ok 1 a\n"
                        "BUG: kernel NULL pointer dereference, address: 0000000000000000\n"
                        "Oops: Oops: 0000 [#1] SMP NOPTI\nRIP: 0010:f+0x1/0x2\n"
                        "    # b: try faulted: last line seen rust/kernel/x.rs:7\n"
                        "    not ok 2 b\n    ok 3 c\n",
                        3) +
      "not ok 1 rust_x\n");
  EXPECT_EQ(verdict, (Verdict{VerdictKind::tests_failed,
                              "1 test failed: rust_x.b, in which the kernel complained: \"BUG: kernel NULL pointer "
                              "dereference, address: 0000000000000000\" at console line 8 (f)"}));
}

TEST(Judge, a_crash_names_the_test_and_keeps_what_came_before) {
  const auto verdict = judge_console(
      banner + suite_of("rust_doctests_kernel",
                        "    not ok 1 rust_doctest_kernel_list_rs_0\n"
                        "    # rust_doctest_kernel_xarray_rs_0.location: rust/kernel/xarray.rs:34\n"
                        "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000000\n"
                        "Internal error: Oops: 0000000096000004 [#1]  SMP\n"
                        "pc : f+0x1/0x2\nCall trace:\n f+0x1/0x2 (P)\n g+0x1/0x2\n"
                        "Kernel panic - not syncing: Oops: Fatal exception\n",
                        2));
  EXPECT_EQ(verdict, (Verdict{VerdictKind::test_crashed,
                              "\"Kernel panic - not syncing: Oops: Fatal exception\" at console line 15, in "
                              "rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 (rust/kernel/xarray.rs:34); it followed "
                              "\"Unable to handle kernel NULL pointer dereference at virtual address 0000000000000000\" at "
                              "console line 9 (f ← g); 1 test had failed before, "
                              "rust_doctests_kernel.rust_doctest_kernel_list_rs_0"}));
}

TEST(Judge, an_oops_that_ended_the_guest_is_a_crash_without_a_panic) {
  const std::string console = banner + suite_of("rust_kvec", "    ok 1 a\nOops [#1]\nepc : f+0x1/0x2 ra : g+0x1/0x2\n", 2);
  EXPECT_EQ(judge_console(console),
            (Verdict{VerdictKind::test_crashed,
                     "\"Oops [#1]\" at console line 8 (f), in suite rust_kvec after rust_kvec.a, and the guest ended"}));
  EXPECT_EQ(judge_console(console, GuestEnd::end_marker).kind, VerdictKind::tests_incomplete);
}

TEST(Judge, a_hang_names_the_test) {
  const std::string begun = banner + suite_of("rust_doctests_kernel", "    ok 1 a\n", 3);
  EXPECT_EQ(judge_console(begun + "    # x_0.location: rust/kernel/x.rs:3\n", GuestEnd::silent),
            (Verdict{VerdictKind::test_hung, "no console output for 60 s in rust_doctests_kernel.x_0 (rust/kernel/x.rs:3)"}));
  EXPECT_EQ(judge_console(begun + "    # push: said this\n", GuestEnd::silent).reason,
            "no console output for 60 s in rust_doctests_kernel.push");
  EXPECT_EQ(judge_console(begun + "watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [a:89]\n", GuestEnd::deadline),
            (Verdict{VerdictKind::deadline,
                     "the deadline of 300 s passed in suite rust_doctests_kernel after rust_doctests_kernel.a; the watchdog "
                     "had complained: \"watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [a:89]\" at console line 8"}));
  EXPECT_EQ(judge_console(banner + suite_of("rust_kvec", "", 3), GuestEnd::silent).reason,
            "no console output for 60 s in suite rust_kvec, in its first test");
  EXPECT_EQ(judge_console(banner + "KTAP version 1\n1..2\n    KTAP version 1\n    # Subtest: rust_a\n    1..1\n    ok 1 a\nok 1 rust_a\n",
                          GuestEnd::silent)
                .reason,
            "no console output for 60 s after suite rust_a");
}

TEST(Judge, a_suite_that_was_only_announced_has_not_begun) {
  const auto verdict = judge_console(banner + "KTAP version 1\n1..9\n", GuestEnd::silent);
  EXPECT_EQ(verdict.kind, VerdictKind::boot_hung) << verdict.reason;
}

TEST(Judge, silence_names_the_last_line) {
  EXPECT_EQ(judge_console(banner + "Calibrating delay loop...\n", GuestEnd::silent),
            (Verdict{VerdictKind::boot_hung,
                     "no console output for 60 s before the first test; the last line is \"Calibrating delay loop...\""}));
  EXPECT_EQ(judge_console("SeaBIOS\n", GuestEnd::silent).reason,
            "no console output for 60 s before the first test; the last line is \"SeaBIOS\", and no banner of a kernel was seen");
}

TEST(Judge, a_panic_at_boot_names_its_functions) {
  EXPECT_EQ(judge_console(banner + "Kernel panic - not syncing: VFS: Unable to mount root fs\nCall Trace:\n <TASK>\n"
                                   " dump_stack_lvl+0x1/0x2\n vpanic+0x1/0x2\n panic+0x1/0x2\n mount_root_generic+0x1/0x2\n"
                                   " prepare_namespace+0x1/0x2\n kernel_init_freeable+0x1/0x2\n kernel_init+0x1/0x2\n"),
            (Verdict{VerdictKind::boot_panicked,
                     "\"Kernel panic - not syncing: VFS: Unable to mount root fs\" at console line 2 (mount_root_generic ← "
                     "prepare_namespace ← kernel_init_freeable), before the first test"}));
}

TEST(Judge, a_panic_is_told_whatever_came_of_it) {
  for (const GuestEnd end : {GuestEnd::exited, GuestEnd::silent, GuestEnd::deadline, GuestEnd::overflow})
    EXPECT_EQ(judge_console(banner + "Kernel panic - not syncing: x\n", end).kind, VerdictKind::boot_panicked);
}

TEST(Judge, every_other_end) {
  EXPECT_EQ(judge_console("", GuestEnd::silent),
            (Verdict{VerdictKind::no_output, "the guest printed nothing on ttyS0"}));
  EXPECT_EQ(judge_console(banner, GuestEnd::deadline),
            (Verdict{VerdictKind::deadline, "the deadline of 300 s passed before the first test"}));
  EXPECT_EQ(judge_console(banner, GuestEnd::overflow),
            (Verdict{VerdictKind::console_overflow, "the console passed its limit of 64 MiB before the first test"}));
  EXPECT_EQ(judge_console("", GuestEnd::emulator_died),
            (Verdict{VerdictKind::emulator_died,
                     "QEMU failed before the first test: qemu-system-mips: cannot set up guest memory"}));
}
