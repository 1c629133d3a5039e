// SPDX-License-Identifier: MIT
#include <runners/guest/call_trace.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

std::vector<std::string> functions_in(const std::vector<std::string>& lines) {
  CallTrace trace;
  std::vector<std::string> functions;
  for (const std::string& line : lines) trace.read(line, functions);
  return functions;
}

}  // namespace

TEST(CallTrace, of_x86) {
  EXPECT_THAT(functions_in({"Modules linked in:", "RIP: 0010:xa_store+0x12/0x340", "Code: 00 00",
                            "Call Trace:", " <TASK>", " ? __die+0x1f/0x60",
                            " rust_doctest_kernel_xarray_rs_0+0x5d/0x80 [kernel]", " kthread+0xd0/0x100",
                            " </TASK>", "RIP: 0010:late+0x1/0x2"}),
              ElementsAre("xa_store", "rust_doctest_kernel_xarray_rs_0", "kthread"));
}

TEST(CallTrace, of_arm64) {
  EXPECT_THAT(functions_in({"pc : f+0x14/0x20", "lr : g+0x1c/0x40", "sp : ffff800080003c50", "Call trace:",
                            " f+0x14/0x20 (P)", " g+0x1c/0x40 (L)", " h.cold+0x0/0x4", "Code: d503201f"}),
              ElementsAre("f", "g", "h"));
}

TEST(CallTrace, of_arm) {
  EXPECT_THAT(functions_in({"PC is at f+0x1/0x2", "pc : [<c0100000>]    lr : [<c0100004>]    psr: 60000013",
                            "Call trace: ", " unwind_backtrace from show_stack+0x10/0x14",
                            " show_stack from g+0x1/0x2", " g from h+0x1/0x2"}),
              ElementsAre("f", "g"));
  EXPECT_THAT(functions_in({"Call trace: ", "[<c0100000>] (g) from [<c0100004>] (h+0x1/0x2)"}),
              ElementsAre("g"));
}

TEST(CallTrace, of_mips_and_loongarch) {
  EXPECT_THAT(functions_in({"epc   : 80123456 f+0x1/0x2", "ra    : 80123450 g+0x1/0x2",
                            "Call Trace:", "[<80123456>] f+0x1/0x2", "[<80123450>] g+0x1/0x2"}),
              ElementsAre("f", "g"));
  EXPECT_THAT(functions_in({"  ERA: 9000000000223dbc f+0x1/0x2",
                            "Call Trace:", "[<9000000000223dbc>] show_stack+0x5c/0x180"}),
              ElementsAre("f"));
}

TEST(CallTrace, of_s390) {
  EXPECT_THAT(functions_in({"Krnl PSW : 0704c00180000000 00000000009a1b2c (f+0x12/0x40)",
                            "Krnl GPRS: 0000000000000000", "Call Trace:",
                            " [<00000000009a1b2c>] f+0x12/0x40 ", "([<00000000009a1b20>] g+0x2/0x40)",
                            "Last Breaking-Event-Address:", " [<00000000009a1b24>] wrong+0x1/0x2"}),
              ElementsAre("f", "g"));
}

TEST(CallTrace, of_riscv_and_powerpc) {
  EXPECT_THAT(functions_in({"epc : f+0x12/0x40 ra : g+0x1/0x2", "Call Trace:",
                            "[<ffffffff80004f1e>] f+0x12/0x40", "[<ffffffff80004f20>] g+0x1/0x2"}),
              ElementsAre("f", "g"));
  EXPECT_THAT(functions_in({"NIP [c0a12345] f+0x1/0x2", "LR [c0a12349] g+0x1/0x2",
                            "Call Trace:", "[c0d1fdf0] [c0a12349] g+0x1/0x2 (unreliable)",
                            "--- interrupt: 700 at wrong+0x1/0x2", "[c0d1fdf8] [c0a1234d] h+0x1/0x2"}),
              ElementsAre("f", "g", "h"));
}

TEST(CallTrace, leaves_out_what_only_reports) {
  EXPECT_THAT(functions_in({"Call Trace:", " dump_stack_lvl+0x5d/0x80", " print_report+0x1/0x2",
                            " kasan_report+0x1/0x2", " __asan_load8_noabort+0x1/0x2", " f+0x1/0x2",
                            " vpanic+0x1/0x2", " panic+0x1/0x2", " panic_mode+0x1/0x2"}),
              ElementsAre("f", "panic_mode"));
}

TEST(CallTrace, is_the_first_one_only) {
  EXPECT_THAT(functions_in({"Call Trace:", " f+0x1/0x2", "Allocated by task 89:", " g+0x1/0x2",
                            "Call Trace:", " h+0x1/0x2"}),
              ElementsAre("f"));
  EXPECT_THAT(functions_in({"Call Trace:", "Call Trace:", " h+0x1/0x2"}), IsEmpty());
}

TEST(CallTrace, needs_names) {
  EXPECT_THAT(functions_in({"RIP: 0010:0xffffffff81000000", "Call Trace:", " 0xffffffff81000000",
                            "[<80100abc>] 0x80100abc"}),
              IsEmpty());
  EXPECT_THAT(functions_in({"Call Trace:", " +0x1/0x2"}), IsEmpty());
  EXPECT_THAT(functions_in({"Call Trace:", " f\xff+0x1/0x2"}), IsEmpty());
  EXPECT_THAT(functions_in({"Call Trace:", " f+0x1"}), IsEmpty());
}

TEST(CallTrace, is_bounded) {
  std::vector<std::string> lines = {"Call Trace:"};
  for (int i = 0; i < 1000; ++i)
    lines.push_back(" f" + std::to_string(i) + std::string(1000, 'x') + "+0x1/0x2");
  const auto functions = functions_in(lines);
  EXPECT_THAT(functions, SizeIs(8));
  EXPECT_THAT(functions, Each(SizeIs(200)));
}

TEST(CallTrace, says_names_of_rust_as_rust_does) {
  EXPECT_THAT(functions_in({"NIP [c0012345] __rust__adddf3+0x8/0x8", "Call Trace:",
                            "[c0d1fdf0] [c0a12345] _RNvXsi_NtNtNtCs2DxGA1hvVcO_4core3fmt3num3impyNtB9_7Display3fmt+0x20/0x9c",
                            "[c0d1fe10] [c0a12345] _RNvNtCs2DxGA1hvVcO_4core3fmt5write+0x1/0x2"}),
              ElementsAre("__rust__adddf3", "<u64 as core::fmt::Display>::fmt", "core::fmt::write"));
}
