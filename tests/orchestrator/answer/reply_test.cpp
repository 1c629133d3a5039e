// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

TEST(Reply, green_in_full) {
  EXPECT_EQ(reply_body(green()), R"text(Build results:
	total: 4 pass: 4 fail: 0
Tests:
	total: 16 pass: 12 skipped: 4 fail: 0
Big endian (mips, s390x):
	total: 8 pass: 6 skipped: 2 fail: 0
Little endian (arm64, x86_64):
	total: 8 pass: 6 skipped: 2 fail: 0

base:     linux-source-7.3 7.3.4-1~bpo13+1
compiler: rustc 1.96.0, clang 19.1.7, bindgen 0.71.1
)text");
}

TEST(Reply, broken_abstraction_in_full) {
  EXPECT_EQ(reply_body(broken_abstraction()), R"text(Hi Lemuel,

Gulliver noticed the following build errors:

[auto build test ERROR on linux-source-7.3 7.3.4-1~bpo13+1]

base:           linux-source-7.3 7.3.4-1~bpo13+1 (tree 0123456789ab)
patch link:     https://lore.kernel.org/r/20261122190000.1-2-lemuel@example.org
patch subject:  [PATCH v2 2/2] xarray: pass flags to xa_store()
config:         arm64-little-kunit.config (attached)
compiler:       rustc 1.96.0, clang 19.1.7, bindgen 0.71.1
reproduce:
        gulliver patch xarray.mbox --matrix matrices/all.yaml
        gulliver repro arm64-little/kunit

All errors (new ones prefixed by >>):

>> rust/kernel/xarray.rs:213: error: this function takes 5 arguments but 4 arguments were supplied

What broke:

abstraction xarray (arm64-little/kunit, mips-big/kunit)
  rust/kernel/xarray.rs:213: this function takes 5 arguments but 4 arguments were supplied
  C header:  include/linux/xarray.h:355
             void *xa_store(struct xarray *, unsigned long index, void *entry, gfp_t, xa_flags_t);
  Rust was:  fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t)
  Rust is:   fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t, arg3: u32)
  used at:   rust/kernel/xarray.rs:213

Worse on:  arm64-little/kunit, mips-big/kunit
Passes on: x86_64-little/kunit, s390x-big/kunit

It begins with patch 2/2; the base and the patches before it are good in
this respect.

Needs a change: 1 abstraction (xarray), 0 drivers (none of 212 Rust
                files outside rust/ speaks of xa_store).

Cc suggested:
  Tamir Duberstein <tamird@example.org> (maintainer:XARRAY API [RUST])
  rust-for-linux@vger.kernel.org (open list:RUST)

Attached: arm64-little-kunit.config, arm64-little-kunit.build.log
)text");
}

TEST(Reply, broken_on_big_endian_in_full) {
  EXPECT_EQ(reply_body(broken_on_big_endian()), R"text(Hi Lemuel,

Gulliver noticed the following test failures:

[auto boot test FAIL on linux-source-7.3 7.3.4-1~bpo13+1]

base:           linux-source-7.3 7.3.4-1~bpo13+1 (tree 0123456789ab)
patch link:     https://lore.kernel.org/r/20261122190000.1-1-lemuel@example.org
series:         Flags for xa_store()
config:         mips-big-kunit.config (attached)
compiler:       rustc 1.96.0, clang 19.1.7, bindgen 0.71.1
reproduce:
        gulliver patch xarray.mbox --matrix matrices/all.yaml
        gulliver repro mips-big/kunit

Tests that failed (new ones prefixed by >>):

>> rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 (rust/kernel/xarray.rs:34)
   | # rust_doctest_kernel_xarray_rs_0: ASSERTION FAILED at rust/kernel/xarray.rs:40
   | Expected a == b

What broke:

abstraction xarray (mips-big/kunit, s390x-big/kunit)
  rust/kernel/xarray.rs:34: rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0 fails
  It fails on every big-endian cell and on no little-endian one.

Worse on:  mips-big/kunit, s390x-big/kunit
Passes on: x86_64-little/kunit, arm64-little/kunit

Attached: mips-big-kunit.config, mips-big-kunit.build.log,
          mips-big-kunit.console.log
)text");
}

TEST(Reply, not_applying_in_full) {
  EXPECT_EQ(reply_body(not_applying()), R"text(Hi Lemuel,

The series does not apply, so nothing was built or tested:

  patch 2/2: lib/xarray.c, hunk 3 at line 1583: expected
  'rcu_read_lock();', found 'xas_lock(&xas);'

It was tried on linux-source-7.3 7.3.4-1~bpo13+1.

If it is meant for another tree, please name that with 'git format-patch
--base':
https://git-scm.com/docs/git-format-patch#_base_tree_information
)text");
}

TEST(Reply, farm_failure_in_full) {
  EXPECT_EQ(reply_body(farm_failure()),
            R"text(There is no verdict on this series: the farm failed, which says nothing
about the patches.

  mips-big/kunit: broken: no space left on device

Of the 3 other cells none got worse.
)text");
}

TEST(Reply, flaky_in_full) {
  EXPECT_EQ(reply_body(flaky()), R"text(Build results:
	total: 3 pass: 3 fail: 0
Tests:
	total: 12 pass: 8 skipped: 3 fail: 1
Big endian (s390x):
	total: 4 pass: 2 skipped: 1 fail: 1
Little endian (arm64, x86_64):
	total: 8 pass: 6 skipped: 2 fail: 0

Failing as on the base:
  s390x-big/kunit: tests-failed: 1 of 4 tests failed

Flaky, not counted:
  mips-big/kunit: flaky: boots of the same image disagree: 1 of 2 passed

base:     linux-source-7.3 7.3.4-1~bpo13+1
compiler: rustc 1.96.0, clang 19.1.7, bindgen 0.71.1
)text");
}

TEST(Reply, nobody_is_said_to_have_tested_or_reported_it) {
  for (const PatchResult& result : {green(), broken_abstraction(), flaky()})
    for (const char* tag : {"Tested-by", "Reported-by"}) EXPECT_THAT(reply_body(result), Not(HasSubstr(tag)));
}

TEST(Reply, greets_the_author_by_the_first_name) {
  const auto greeting = [](const std::string& author) {
    PatchResult result = not_applying();
    for (SubmittedPatch& patch : result.series.patches) patch.author = author;
    const std::string text = reply_body(result);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(greeting("\"Lemuel Gulliver\" <l@example.org>"), "Hi Lemuel,");
  EXPECT_EQ(greeting("<l@example.org>"), "Hi,");
  EXPECT_EQ(greeting(""), "Hi,");
  EXPECT_EQ(greeting("Zo\xc3\xab B <z@example.org>"), "Hi Zo\xc3\xab,");
}

TEST(Reply, says_at_which_stage_it_broke) {
  PatchResult result = broken_on_big_endian();
  CellComparison& cell = result.cells[0];
  cell.change = Change::newly_failing;
  cell.reason = "boot-panicked: Kernel panic - not syncing";
  cell.patched->verdict = {VerdictKind::boot_panicked, "Kernel panic - not syncing"};
  cell.patched->tests.reset();
  EXPECT_THAT(reply_body(result), HasSubstr("the following boot failures, test failures:\n"));
  EXPECT_THAT(reply_body(result), HasSubstr("the boot (x86_64-little/kunit)\n  boot-panicked: Kernel panic"));
  cell.patched->verdict.kind = VerdictKind::config_dropped;
  EXPECT_THAT(reply_body(result), HasSubstr("the following configuration problems, test failures:\n"));
}

TEST(Reply, old_errors_are_told_from_new_ones_and_too_many_are_counted) {
  PatchResult result = broken_abstraction();
  auto& diagnostics = result.cells[1].patched->build->diagnostics;
  diagnostics.push_back({"rust/kernel/str.rs", 12, "error", "mismatched types"});
  EXPECT_THAT(reply_body(result), HasSubstr("\n   rust/kernel/str.rs:12: error: mismatched types\n"));
  for (int line = 1; line < 30; ++line) diagnostics.push_back({"rust/kernel/a.rs", line, "error", "no"});
  EXPECT_THAT(reply_body(result), HasSubstr("\n   rust/kernel/a.rs:18: error: no\n   ... and 11 more\n"));
}

TEST(Reply, new_warnings_stand_in_a_green_mail) {
  PatchResult result = green();
  result.cells[0].new_warnings = {{"rust/kernel/str.rs", 12, "warning", "unused variable: `x`"}};
  EXPECT_THAT(reply_body(result),
              HasSubstr("\nNew warnings:\n  rust/kernel/str.rs:12: warning: unused variable: `x`\n"
                        "    (x86_64-little/kunit)\n"));
}

TEST(Reply, what_got_worse_is_told_beside_a_failure_of_the_farm) {
  PatchResult result = farm_failure();
  break_test(result.cells[3]);
  EXPECT_THAT(reply_body(result), HasSubstr("There is no verdict"));
  EXPECT_THAT(reply_body(result), HasSubstr("What broke:\n\nabstraction xarray (s390x-big/kunit)\n"));
}

TEST(Reply, the_attachments_are_those_that_it_names) {
  const PatchResult result = broken_on_big_endian();
  const std::vector<NamedAttachment> expected{
      {"mips-big-kunit.config", "/state/runs/12/mips/config"},
      {"mips-big-kunit.build.log", "/state/runs/12/mips/build.log"},
      {"mips-big-kunit.console.log", "/state/runs/12/mips/console.log"}};
  EXPECT_EQ(named_attachments(result), expected);
  for (const NamedAttachment& attachment : expected)
    EXPECT_THAT(reply_body(result), HasSubstr(attachment.name));
  EXPECT_TRUE(named_attachments(green()).empty());
}

TEST(Reply, prose_keeps_to_72_columns) {
  PatchResult result = broken_abstraction();
  for (int i = 0; i < 20; ++i) {
    result.cells.push_back(good_cell(sample_cell("arch" + std::to_string(i), Endian::little)));
    break_build(result.cells.back());
  }
  std::istringstream lines(reply_body(result));
  int long_lists = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("/kunit,") == line.npos) continue;
    EXPECT_LE(line.size(), 72u) << line;
    ++long_lists;
  }
  EXPECT_GT(long_lists, 10);
}

TEST(Reply, a_reason_of_kconfig_is_a_paragraph) {
  PatchResult result = broken_abstraction();
  std::string reason = "RUST is lost: it needs HAVE_RUST [=n]";
  for (int i = 0; i < 20; ++i) reason += " && !OPTION_" + std::to_string(i) + " [=n]";
  Blame lost;
  lost.origin.unit = "Kconfig";
  lost.place = "arch/riscv/Kconfig:202";
  lost.text = reason;
  for (CellComparison& cell : result.cells)
    for (Blame& blame : cell.blames) blame = lost;
  const std::string body = reply_body(result);
  std::istringstream lines(body);
  int of_reason = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("OPTION_") == line.npos) continue;
    EXPECT_LE(line.size(), 72u) << line;
    ++of_reason;
  }
  EXPECT_GT(of_reason, 5) << body;
}

TEST(Reply, a_strangers_text_makes_no_trailer) {
  std::string trailers;
  for (int i = 0; i < 40; ++i)
    trailers += std::string(static_cast<std::size_t>(i), 'x') + " Tested-by: Evil <evil@example.org> ";
  for (PatchResult result : {broken_abstraction(), not_applying(), farm_failure(), flaky()}) {
    result.does_not_apply += result.does_not_apply.empty() ? "" : trailers;
    result.series.subject = trailers;
    result.abstractions = result.drivers = result.direct_users = result.maintainers = {trailers};
    for (SubmittedPatch& patch : result.series.patches)
      patch.subject = patch.author = patch.message_id = trailers;
    for (CellComparison& cell : result.cells) {
      cell.reason = trailers;
      cell.new_warnings = {{trailers, 3, trailers, trailers}};
      for (Blame& blame : cell.blames) blame.origin.unit = blame.place = blame.text = trailers;
    }
    const std::string text = reply_body(result);
    EXPECT_THAT(text, HasSubstr("Tested-by"));
    EXPECT_THAT(text, Not(HasSubstr("\nTested-by")));
  }
}

TEST(Reply, hostile_texts_make_no_lines_of_their_own) {
  const std::string text = reply_body(hostile_result());
  for (const char* bad : {"\x1b", "\r", "\x01", "\xe2\x80\xae", "\xff"})
    EXPECT_THAT(text, Not(HasSubstr(bad)));
  std::istringstream lines(text);
  int seen = 0;
  for (std::string line; std::getline(lines, line); ++seen) {
    EXPECT_NE(line, "-- ") << "the end of a mail";
    EXPECT_FALSE(line.starts_with("From ") || line.starts_with("::")) << line;
  }
  EXPECT_GT(seen, 30);
}
