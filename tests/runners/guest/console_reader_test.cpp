// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>
#include <runners/guest/splat.hpp>

#include <gmock/gmock.h>

#include <fstream>

namespace gulliver {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Kind = Splat::Kind;

ConsoleReader reader_of(const std::vector<std::string>& lines, const std::string& end_marker = "") {
  ConsoleReader reader(end_marker);
  for (const std::string& line : lines) reader.add(line);
  return reader;
}

TEST(Splat, IsKnownByItsFirstLine) {
  const std::pair<const char*, Kind> cases[] = {
      {"Kernel panic - not syncing: VFS: Unable to mount root fs on \"\" or unknown-block(0,0)", Kind::panic},
      {"PANIC: double fault, error_code: 0x0", Kind::panic},
      {"BUG: unable to handle page fault for address: ffffc90000123000", Kind::oops},
      {"BUG: Unable to handle kernel data access on read at 0xdead0000", Kind::oops},
      {"BUG: kernel NULL pointer dereference, address: 0000000000000000", Kind::oops},
      {"BUG: Kernel NULL pointer dereference on write at 0x00000000", Kind::oops},
      {"Unable to handle kernel NULL pointer dereference at virtual address 0000000000000000", Kind::oops},
      {"Unable to handle kernel pointer dereference in virtual kernel address space", Kind::oops},
      {"CPU 0 Unable to handle kernel paging request at virtual address 00000000, epc == 80301b78",
       Kind::oops},
      {"Unhandled fault: external abort on non-linefetch (0x008) at 0xb6f00000", Kind::oops},
      {"Internal error: Oops - BUG: 00000000f2000800 [#1]  SMP", Kind::oops},
      {"Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1] SMP NOPTI",
       Kind::oops},
      {"Oops: Kernel access of bad area, sig: 11 [#1]", Kind::oops},
      {"Oops [#1]", Kind::oops},
      {"Unhandled kernel unaligned access[#1]:", Kind::oops},
      {"illegal operation: 0001 ilc:1 [#1] SMP", Kind::oops},
      {"invalid opcode: 0000 [#12] PREEMPT SMP", Kind::oops},
      {"SError Interrupt on CPU0, code 0x00000000be000000 -- SError", Kind::oops},
      {"BUG: KASAN: slab-out-of-bounds in rust_helper_x+0x1/0x2", Kind::kasan},
      {"BUG: KASAN: invalid-access", Kind::kasan},
      {"BUG: KFENCE: use-after-free read in x", Kind::bug},
      {"BUG: KCSAN: data-race in a / b", Kind::bug},
      {"BUG kmalloc-64 (Tainted: G    B           N ): Right Redzone overwritten", Kind::bug},
      {"BUG: Bad page state in process kunit_try_catch  pfn:01234", Kind::bug},
      {"kernel BUG at rust/helpers/bug.c:7!", Kind::bug},
      {"Kernel BUG at x+0x1/0x2 [verbose debug info unavailable]", Kind::bug},
      {"Kernel BUG [#1]", Kind::bug},
      {"Kernel bug detected[#1]:", Kind::bug},
      {"CFI failure at x+0x1/0x2 (target: y+0x0/0x10; expected type: 0x12345678)", Kind::bug},
      {"rust_kernel: panicked at rust/kernel/str.rs:12:5:", Kind::bug},
      {"UBSAN: array-index-out-of-bounds in lib/x.c:12:3", Kind::ubsan},
      {"Internal error: UBSAN: array index out of bounds: 00000000f2005512 [#1]  SMP", Kind::ubsan},
      {"WARNING: possible circular locking dependency detected", Kind::lockdep},
      {"WARNING: possible recursive locking detected", Kind::lockdep},
      {"WARNING: possible irq lock inversion dependency detected", Kind::lockdep},
      {"WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected", Kind::lockdep},
      {"WARNING: inconsistent lock state", Kind::lockdep},
      {"WARNING: bad unlock balance detected!", Kind::lockdep},
      {"WARNING: kunit_try_catch/89 still has locks held!", Kind::lockdep},
      {"WARNING: suspicious RCU usage", Kind::lockdep},
      {"WARNING: kernel/locking/lockdep.c:4876 at lock_acquire+0x1/0x2, CPU#0: swapper/0/1", Kind::lockdep},
      {"WARNING: [count != 1] kernel/locking/rwsem.c:1 at up_write+0x1/0x2, CPU#0: swapper/0/1", Kind::lockdep},
      {"WARNING: kernel/rcu/tree_plugin.h:332 at rcu_note_context_switch+0x1/0x2, CPU#0: a/1", Kind::lockdep},
      {"INFO: possible recursive locking detected", Kind::lockdep},
      {"INFO: trying to register non-static key.", Kind::lockdep},
      {"[ BUG: Invalid wait context ]", Kind::lockdep},
      {"BUG: MAX_LOCKDEP_CHAINS too low!", Kind::lockdep},
      {"BUG: sleeping function called from invalid context at kernel/locking/mutex.c:591", Kind::lockdep},
      {"BUG: scheduling while atomic: swapper/0/1/0x00000002", Kind::lockdep},
      {"BUG: using smp_processor_id() in preemptible [00000000] code: kunit_try_catch/89", Kind::lockdep},
      {"rcu: INFO: rcu_preempt self-detected stall on CPU", Kind::rcu_stall},
      {"rcu: INFO: rcu_sched detected stalls on CPUs/tasks:", Kind::rcu_stall},
      {"rcu: INFO: rcu_sched detected expedited stalls on CPUs/tasks: { 0-... }", Kind::rcu_stall},
      {"INFO: rcu_tasks detected stalls on tasks:", Kind::rcu_stall},
      {"watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [kunit_try_catch:89]", Kind::stall},
      {"watchdog: CPU0: Watchdog detected hard LOCKUP on cpu 0", Kind::stall},
      {"watchdog: CPU 0 self-detected hard LOCKUP @ x+0x1/0x2", Kind::stall},
      {"BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 35s!", Kind::stall},
      {"INFO: task kunit_try_catch:89 blocked for more than 120 seconds.", Kind::stall},
      {"INFO: task kunit_try_catch:89 blocked in I/O wait for more than 120 seconds.", Kind::stall},
      {"WARNING: lib/kunit/x.c:12 at x+0x1/0x2, CPU#0: swapper/1", Kind::warning},
      {"WARNING: at x+0x1/0x2, CPU#0: swapper/1", Kind::warning},
      {"WARNING: CPU: 0 PID: 1 at kernel/workqueue.c:2316 __queue_work+0x1/0x2", Kind::warning},
      {"kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)", Kind::warning},
      {"irq 4: nobody cared (try booting with the \"irqpoll\" option)", Kind::warning},
  };
  for (const auto& [line, kind] : cases) {
    ASSERT_TRUE(splat_in(line)) << line;
    EXPECT_EQ(*splat_in(line), kind) << line;
  }
}

TEST(Splat, IsNotJustAnyAlarmingLine) {
  for (const char* line : {"", "    ok 1 bug_warning_oops", "# x: EXPECTATION FAILED at rust/kernel/x.rs:12",
                           "Warning: unable to open an initial console.",
                           "ACPI Error: AE_BAD_PARAMETER, During Region initialization",
                           "rust_kernel: attempted to create `Error` with out of range `errno`: 0",
                           "INFO: lockdep is turned off.",
                           "INFO: task a:1 is blocked on a mutex likely owned by task b:2.",
                           "rcu: INFO: Stall ended before state dump start",
                           "======================================================", "---[ end Kernel panic - not syncing: x ]---",
                           "WARNING", "rust_doctests_kernel: BUG: no", "rcu: INFO: nothing",
                           "CPU 0 is unable", "tsc: Unable to calibrate against PIT", "array[#] x[#a] y[#1",
                           "BUG reports go to the list", "------------[ cut here ]------------",
                           "workqueue: work func 0x80301b78 enqueued on deprecated workqueue. Use "
                           "system_{percpu|dfl}_wq instead."})
    EXPECT_FALSE(splat_in(line)) << line;
}

TEST(ConsoleReader, FindsTheBanner) {
  EXPECT_EQ(reader_of({"Booting Linux on physical CPU 0x0", "Linux version 7.3.4 (root@vm) #1"})
                .reading()
                .kernel_version,
            "7.3.4");
  EXPECT_EQ(reader_of({"[    0.000000] Linux version 6.12.0-rc1+ (x)\r"}).reading().kernel_version,
            "6.12.0-rc1+");
  EXPECT_EQ(reader_of({"Booting from ROM..\x1b"
                       "c\x1b[2J.\rLinux version 7.2.13 (x)"})
                .reading()
                .kernel_version,
            "7.2.13");
  EXPECT_EQ(reader_of({"Preparing to boot Linux version 7.3.4 (x)", "ok 1 Linux version 7"})
                .reading()
                .kernel_version,
            "");
  EXPECT_EQ(reader_of({"Linux version 7.3.4 (x)", "Linux version 7.2.1 (x)"}).reading().kernel_version,
            "7.3.4");
}

TEST(ConsoleReader, KeepsSplatsWithTheirLines) {
  const ConsoleReader reader =
      reader_of({"Linux version 7.3.4 (x)", "[    1.000000][    T1] WARNING: a at b\r", "",
                 "[    2.000000] Kernel panic - not syncing: c"});
  EXPECT_THAT(reader.reading().splats, ElementsAre(Splat{Kind::warning, "WARNING: a at b", 2},
                                                   Splat{Kind::panic, "Kernel panic - not syncing: c", 4}));
}

TEST(ConsoleReader, GivesEachSplatItsTrace) {
  const ConsoleReader reader = reader_of(
      {"[    1.0] WARNING: x.c:1 at a+0x1/0x2, CPU#0: swapper/0/1", "[    1.0] RIP: 0010:a+0x1/0x2", "[    1.0] Call Trace:",
       "[    1.0]  <TASK>", "[    1.0]  b+0x1/0x2", "[    1.0]  </TASK>", "[    1.0] ---[ end trace 0000000000000000 ]---",
       "    ok 1 one", "Call Trace:", " c+0x1/0x2",
       "BUG: sleeping function called from invalid context at y.c:2", "Call Trace:", " dump_stack+0x1/0x2", " d+0x1/0x2"});
  ASSERT_THAT(reader.reading().splats, SizeIs(2));
  EXPECT_THAT(reader.reading().splats[0].trace, ElementsAre("a", "b"));
  EXPECT_THAT(reader.reading().splats[1].trace, ElementsAre("d"));
}

TEST(ConsoleReader, TakesAFaultAndTheDeathOfItForOneSplat) {
  const ConsoleReader x86 = reader_of(
      {"BUG: kernel NULL pointer dereference, address: 0000000000000008", "#PF: supervisor read access in kernel mode",
       "#PF: error_code(0x0000) - not-present page", "Oops: Oops: 0000 [#1] SMP NOPTI", "RIP: 0010:f+0x1/0x2",
       "Call Trace:", " g+0x1/0x2", "Kernel panic - not syncing: Fatal exception"});
  EXPECT_THAT(x86.reading().splats,
              ElementsAre(Splat{Kind::oops, "BUG: kernel NULL pointer dereference, address: 0000000000000008", 1, {"f", "g"}},
                          Splat{Kind::panic, "Kernel panic - not syncing: Fatal exception", 8, {}}));
  const ConsoleReader two =
      reader_of({"Oops [#1]", "Call Trace:", "[<80100abc>] f+0x1/0x2", "Oops [#2]", "Call Trace:", "[<80100abc>] g+0x1/0x2"});
  ASSERT_THAT(two.reading().splats, SizeIs(2));
  EXPECT_THAT(two.reading().splats[1].trace, ElementsAre("g"));
}

TEST(ConsoleReader, TakesARustPanicAndItsBugForOneSplat) {
  const ConsoleReader reader = reader_of(
      {"rust_kernel: panicked at rust/kernel/alloc/kvec.rs:412:9:", "index out of bounds: the len is 3 but the index is 99",
       "kernel BUG at rust/helpers/bug.c:7!", "Internal error: Oops - BUG: 00000000f2000800 [#1]  SMP",
       "pc : rust_helper_BUG+0x8/0x8", "Call trace:", " rust_helper_BUG+0x8/0x8 (P)", " _RNvCs1234_7___rustc17rust_begin_unwind+0x70/0x74",
       " _RNvNtCs9jRw_4core9panicking18panic_bounds_check+0x58/0x5c", " f+0x1/0x2"});
  EXPECT_THAT(reader.reading().splats,
              ElementsAre(Splat{Kind::bug,
                                "rust_kernel: panicked at rust/kernel/alloc/kvec.rs:412:9: index out of bounds: the len is 3 "
                                "but the index is 99",
                                1,
                                {"f"}}));
}

TEST(ConsoleReader, TakesALockdepReportForOneSplat) {
  const ConsoleReader reader = reader_of(
      {"======================================================", "WARNING: possible circular locking dependency detected",
       "7.3.4 #1 Tainted: G                 N ", "------------------------------------------------------",
       "kunit_try_catch/89 is trying to acquire lock:", "c1234567 (rust/kernel/sync/lock/mutex.rs:1){+.+.}-{4:4}, at: f+0x1/0x2",
       "but task is already holding lock:", "-> #1 (b){+.+.}-{4:4}:", "       __lock_acquire+0x1/0x2",
       "       wrong+0x1/0x2", "other info that might help us debug this:", "stack backtrace:",
       "CPU: 0 UID: 0 PID: 89 Comm: kunit_try_catch", "Call Trace:", " <TASK>", " dump_stack_lvl+0x1/0x2",
       " print_circular_bug.cold+0x1/0x2", " check_noncircular+0x1/0x2", " __lock_acquire+0x1/0x2", " lock_acquire+0x1/0x2",
       " __mutex_lock+0x1/0x2", " f+0x1/0x2", " </TASK>"});
  EXPECT_THAT(reader.reading().splats, ElementsAre(Splat{Kind::lockdep, "WARNING: possible circular locking dependency detected",
                                                         2, {"__mutex_lock", "f"}}));
}

TEST(ConsoleReader, KeepsABoundedNumberOfSplats) {
  const ConsoleReader reader =
      reader_of(std::vector<std::string>(1000, "WARNING: " + std::string(1000, 'x')));
  EXPECT_THAT(reader.reading().splats, SizeIs(100));
  EXPECT_THAT(reader.reading().splats[0].text, SizeIs(300));
  EXPECT_EQ(reader.reading().lines, 1000);
}

TEST(ConsoleReader, GivesNoTraceOfALaterSplatToTheLastOneKept) {
  std::vector<std::string> lines(101, "WARNING: a");
  lines.insert(lines.end(), {"Call Trace:", " f+0x1/0x2"});
  EXPECT_THAT(reader_of(lines).reading().splats.back().trace, IsEmpty());
}

TEST(ConsoleReader, FindsTheEndMarkerAndTheLastLine) {
  const ConsoleReader reader = reader_of(
      {"ok 8 rust_doctests_kernel\r", "[    2.5] reboot: Power down\r", "\r", "  "}, "reboot: Power down");
  EXPECT_TRUE(reader.reading().end_marker);
  EXPECT_EQ(reader.reading().last_line, "reboot: Power down");
  EXPECT_EQ(reader.reading().lines, 4);
  EXPECT_FALSE(reader_of({"reboot: Power down"}).reading().end_marker);
  EXPECT_FALSE(reader_of({"reboot: Restarting system"}, "reboot: Power down").reading().end_marker);
}

TEST(ConsoleReader, KeepsQemusWordsApart) {
  const ConsoleReader reader =
      reader_of({"qemu-system-arm: warning: nic virtio-net-pci.0 has no peer", "WARNING: a",
                 "qemu-system-arm: terminating on signal 15 from pid 12 (timeout)", "qemu-system-arm: more"});
  EXPECT_EQ(reader.emulator_message(), "qemu-system-arm: terminating on signal 15 from pid 12 (timeout)");
  EXPECT_EQ(reader.reading().last_line, "WARNING: a");
  EXPECT_EQ(reader.reading().lines, 2);
  EXPECT_THAT(reader.reading().splats, ElementsAre(Splat{Kind::warning, "WARNING: a", 2}));
}

TEST(ConsoleReader, KnowsQemuByBothItsNames) {
  EXPECT_EQ(reader_of({"qemu: invalid kernel header"}).emulator_message(), "qemu: invalid kernel header");
  EXPECT_EQ(reader_of({"qemu-system-mips"}).emulator_message(), "");
  EXPECT_EQ(reader_of({"machine: qemu: x"}).emulator_message(), "");
}

TEST(ConsoleReader, CutsQemusFarewellOff) {
  const ConsoleReader reader =
      reader_of({"half a liqemu-system-mips: terminating on signal 15 from pid 3 (x)"});
  EXPECT_EQ(reader.reading().last_line, "half a li");
  EXPECT_EQ(reader.emulator_message(), "");
}

TEST(ConsoleReader, MakesWhatItKeepsReadable) {
  EXPECT_EQ(reader_of({"x\x1b[31m\xff"}).reading().last_line, "x?[31m?");
}

struct RealConsole {
  const char* name;
  const char* version;
  bool marker;
  const char* last_line;
};

/// Read by eye: no kernel complains, but for the two x86 ones that cannot power off and then find no root.
TEST(ConsoleReader, ReadsRealConsoles) {
  const char* down = "reboot: Power down";
  const RealConsole cases[] = {
      {"arm64-7.2", "7.2.13", true, down},
      {"hard-7.2", "7.2.13", true, "Kernel Offset: disabled"},
      {"mips-7.2", "7.2.13", true, down},
      {"mips-7.3", "7.3.4", true, down},
      {"ppc32-7.3", "7.3.4", true, down},
      {"riscv-7.2", "7.2.13", true, down},
      {"s390-7.2", "7.2.13", false, "ok 8 rust_doctests_kernel"},
      {"x86-7.2", "7.2.13", true, "Kernel Offset: disabled"},
  };
  for (const RealConsole& wanted : cases) {
    SCOPED_TRACE(wanted.name);
    std::ifstream file(std::string(TEST_DATA "/console/") + wanted.name + ".log");
    ConsoleReader reader(down);
    for (std::string line; std::getline(file, line);) reader.add(line);
    EXPECT_EQ(reader.reading().kernel_version, wanted.version);
    EXPECT_EQ(reader.reading().end_marker, wanted.marker);
    EXPECT_EQ(reader.reading().last_line, wanted.last_line);
    if (std::string_view(wanted.last_line) != "Kernel Offset: disabled") {
      EXPECT_THAT(reader.reading().splats, IsEmpty());
      continue;
    }
    ASSERT_THAT(reader.reading().splats, SizeIs(1));
    EXPECT_EQ(reader.reading().splats[0].kind, Kind::panic);
    EXPECT_EQ(reader.reading().splats[0].text,
              "Kernel panic - not syncing: VFS: Unable to mount root fs on \"\" or unknown-block(0,0)");
  }
}

}  // namespace
}  // namespace gulliver
