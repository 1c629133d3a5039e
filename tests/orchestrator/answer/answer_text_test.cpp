// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

const TextStyle plain;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST(AnswerText, green_in_full) {
  EXPECT_EQ(render_answer(green(), plain), R"text(nothing got worse: 4 cells, 16 tests

cell                 change     tests                reason
x86_64-little/kunit  unchanged  3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust
arm64-little/kunit   unchanged  3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust
mips-big/kunit       unchanged  3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust
s390x-big/kunit      unchanged  3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust

to repeat:
  gulliver patch xarray.mbox --matrix matrices/all.yaml
)text");
}

TEST(AnswerText, broken_abstraction_in_full) {
  EXPECT_EQ(
      render_answer(broken_abstraction(), plain),
      R"text(patch 2/2 "xarray: pass flags to xa_store()" broke xarray on arm64-little/kunit, mips-big/kunit

cell                 change         tests                reason
x86_64-little/kunit  unchanged      3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust
arm64-little/kunit   newly-failing  -                    build-failed: rustc: this function takes 5 arguments (rust/kernel/xarray.rs:213)
mips-big/kunit       newly-failing  -                    build-failed: rustc: this function takes 5 arguments (rust/kernel/xarray.rs:213)
s390x-big/kunit      unchanged      3 passed, 1 skipped  passed: 3 tests passed, 3 of them in Rust

what broke:
  abstraction xarray, on arm64-little/kunit, mips-big/kunit
    - rust/kernel/xarray.rs:213: this function takes 5 arguments but 4 arguments were supplied
      C     include/linux/xarray.h:355  void *xa_store(struct xarray *, unsigned long index, void *entry, gfp_t, xa_flags_t);
      Rust  fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t)
         -> fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t, arg3: u32)
      used  rust/kernel/xarray.rs:213

needs a change: 1 abstraction (xarray), 0 drivers (none of 212 Rust files outside rust/ speaks of xa_store)

maintainers:
  - Tamir Duberstein <tamird@example.org> (maintainer:XARRAY API [RUST])
  - rust-for-linux@vger.kernel.org (open list:RUST)

to repeat:
  gulliver patch xarray.mbox --matrix matrices/all.yaml
  gulliver repro arm64-little/kunit
)text");
}

TEST(AnswerText, the_first_line_is_the_answer) {
  EXPECT_EQ(
      first_line(render_answer(not_applying(), plain)),
      "the series does not apply: patch 2/2: lib/xarray.c, hunk 3 at line 1583: expected 'rcu_read_lock();', "
      "found 'xas_lock(&xas);'");
  EXPECT_EQ(first_line(render_answer(farm_failure(), plain)), "no answer: the farm failed on mips-big/kunit");
  EXPECT_EQ(first_line(render_answer(flaky(), plain)),
            "nothing got worse: 3 cells, 12 tests; 1 failing as before; 1 flaky and not counted");
  EXPECT_EQ(first_line(render_answer(broken_on_big_endian(), plain)),
            "the series broke xarray on mips-big/kunit, s390x-big/kunit");
}

TEST(AnswerText, a_run_of_no_cells_is_no_answer) {
  PatchResult result = green();
  result.cells.clear();
  EXPECT_EQ(first_line(render_answer(result, plain)), "no answer: no cell was tested");
  EXPECT_EQ(exit_code_of(result), 3);
}

TEST(AnswerText, what_got_worse_is_told_beside_a_failure_of_the_farm) {
  PatchResult result = farm_failure();
  break_test(result.cells[3]);
  const std::string text = render_answer(result, plain);
  EXPECT_THAT(text, StartsWith("no answer: the farm failed on mips-big/kunit\n"));
  EXPECT_THAT(text, HasSubstr("xarray_rs_0 fails"));
}

TEST(AnswerText, says_nothing_where_every_cell_is_flaky) {
  PatchResult result = flaky();
  std::erase_if(result.cells, [](const CellComparison& cell) { return cell.change != Change::flaky; });
  ASSERT_EQ(result.cells.size(), 1u);
  EXPECT_EQ(first_line(render_answer(result, plain)), "no answer: every cell is flaky");
  EXPECT_EQ(exit_code_of(result), 3);
}

TEST(AnswerText, flaky_and_failing_as_before_stand_apart) {
  const std::string text = render_answer(flaky(), plain);
  EXPECT_THAT(text, HasSubstr("\nflaky, not counted: mips-big/kunit\n"));
  EXPECT_THAT(text, HasSubstr("\nfailing as before: s390x-big/kunit\n"));
  EXPECT_THAT(text, Not(HasSubstr("what broke")));
}

TEST(AnswerText, an_endianness_pattern_is_worth_a_line) {
  EXPECT_THAT(render_answer(broken_on_big_endian(), plain),
              HasSubstr("it fails on every big-endian cell and on no little-endian one\n"));
  PatchResult one_of_two = broken_on_big_endian();
  one_of_two.cells[3] = good_cell(one_of_two.cells[3].cell);
  EXPECT_THAT(render_answer(one_of_two, plain), Not(HasSubstr("endian cell")));
}

TEST(AnswerText, several_first_bad_patches) {
  PatchResult result = broken_abstraction();
  result.cells[2].first_bad = 1;
  EXPECT_EQ(first_line(render_answer(result, plain)),
            "patch 1/2 \"xarray: tidy up\" broke xarray on mips-big/kunit; 1 cell more got worse");
}

TEST(AnswerText, hostile_texts_neither_steer_nor_begin_a_line) {
  std::istringstream lines(render_answer(hostile_result(), plain));
  int seen = 0;
  for (std::string line; std::getline(lines, line); ++seen) {
    for (const char* bad : {"\x1b", "\r", "\x01", "\xe2\x80\xae", "\xff"})
      EXPECT_THAT(line, Not(HasSubstr(bad)));
    const std::size_t begin = line.find_first_not_of(' ');
    EXPECT_FALSE(begin != line.npos && line.substr(begin).starts_with("::")) << line;
  }
  EXPECT_GT(seen, 20);
}

TEST(AnswerText, colours_the_answer) {
  TextStyle style;
  style.colour = true;
  EXPECT_THAT(render_answer(green(), style), StartsWith("\x1b[32mnothing got worse"));
  EXPECT_THAT(render_answer(broken_abstraction(), style), StartsWith("\x1b[31mpatch 2/2"));
}
