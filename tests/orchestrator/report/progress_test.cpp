// SPDX-License-Identifier: MIT
#include <orchestrator/report/progress.hpp>
#include <orchestrator/report/utf8.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

CellProgress cell(const std::string& id, const std::string& phase, int elapsed, int expected) {
  CellProgress progress;
  progress.cell = id;
  progress.phase = phase;
  progress.elapsed = Seconds(elapsed);
  progress.expected = Seconds(expected);
  return progress;
}

FarmProgress sample() {
  FarmProgress progress;
  progress.elapsed = Seconds(311);
  progress.remaining = Seconds(460);
  progress.cells = {
      cell("x86_64-little/kunit", "done", 423, 420),       cell("arm64-little/kunit", "booting", 423, 427),
      cell("mips-big/kunit", "building", 190, 422),        cell("s390x-big/kunit", "building", 190, 0),
      cell("arm-little/kunit", "waiting-to-boot", 3, 400), cell("loongarch64-little/kunit", "done", 200, 0),
      cell("riscv64-little/kunit", "queued", 0, 400)};
  progress.cells[0].tests = 371;
  progress.cells[0].verdict = {VerdictKind::passed, ""};
  progress.cells[1].tests = 212;
  progress.cells[2].build_lines = 1204;
  progress.cells[2].build_lines_expected = 2210;
  progress.cells[3].build_lines = 1204;
  progress.cells[5].verdict = {VerdictKind::console_overflow, ""};
  return progress;
}

std::string view(const FarmProgress& progress, TextStyle style, int height) {
  std::string text = "\n";
  for (const std::string& line : render_progress(progress, style, height)) text += line + "\n";
  return text;
}

}  // namespace

TEST(Progress, has_a_line_for_each_cell_and_a_total_bar) {
  EXPECT_EQ(view(sample(), {false, 80}, 24), R"(
x86_64-little/kunit       passed                        371 tests   7:03
arm64-little/kunit        booting      ━━━━━━━━━━━━─    212 tests   7:03   ~0:04
mips-big/kunit            building     ━━━━━━━──────  1,204/2,210   3:10   ~3:52
s390x-big/kunit           building                    1,204 lines   3:10
arm-little/kunit          waiting      ─────────────                0:03   ~6:37
loongarch64-little/kunit  console-overflow                          3:20
riscv64-little/kunit      queued
━━━━━━━━━━━━━━━━━━━━───────────────────────────────  2/7 cells  5:11  ~7:40 left
)");
}

TEST(Progress, uses_the_room_it_has) {
  EXPECT_EQ(view(sample(), {false, 100}, 24), R"(
x86_64-little/kunit       passed                                            371 tests   7:03
arm64-little/kunit        booting      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─    212 tests   7:03   ~0:04
mips-big/kunit            building     ━━━━━━━━━━━━━━━━━────────────────  1,204/2,210   3:10   ~3:52
s390x-big/kunit           building                                        1,204 lines   3:10
arm-little/kunit          waiting      ─────────────────────────────────                0:03   ~6:37
loongarch64-little/kunit  console-overflow                                              3:20
riscv64-little/kunit      queued
━━━━━━━━━━━━━━━━━━━━━━━━━━━━───────────────────────────────────────────  2/7 cells  5:11  ~7:40 left
)");
}

TEST(Progress, drops_the_bars_where_there_is_no_room) {
  EXPECT_EQ(view(sample(), {false, 60}, 24), R"(
x86_64-little/kunit   passed              371 tests   7:03
arm64-little/kunit    booting             212 tests   7:03
mips-big/kunit        building          1,204/2,210   3:10
s390x-big/kunit       building          1,204 lines   3:10
arm-little/kunit      waiting                         0:03
loongarch64-little/…  console-overflow                3:20
riscv64-little/kunit  queued
━━━━━━━━━━━━───────────────────  2/7 cells  5:11  ~7:40 left
)");
}

TEST(Progress, is_never_wider_than_the_terminal_nor_higher) {
  FarmProgress progress = sample();
  progress.cells[0].cell = "漢字漢字漢字漢字漢字漢字-little/kunit";
  progress.cells[1].cell = "\x1b[31mred";
  for (int width = 1; width < 140; ++width)
    for (int height = 0; height < 10; ++height) {
      const std::vector<std::string> lines = render_progress(progress, {false, width}, height);
      EXPECT_LE(lines.size(), static_cast<std::size_t>(height));
      for (const std::string& line : lines) {
        EXPECT_LE(display_width(line), width) << line;
        EXPECT_EQ(line.find('\x1b'), std::string::npos);
      }
    }
}

TEST(Progress, lets_passed_cells_give_way_first_then_others_that_are_over_then_queued_ones) {
  EXPECT_EQ(view(sample(), {false, 80}, 7), R"(
arm64-little/kunit        booting      ━━━━━━━━━━━━─    212 tests   7:03   ~0:04
mips-big/kunit            building     ━━━━━━━──────  1,204/2,210   3:10   ~3:52
s390x-big/kunit           building                    1,204 lines   3:10
arm-little/kunit          waiting      ─────────────                0:03   ~6:37
loongarch64-little/kunit  console-overflow                          3:20
riscv64-little/kunit      queued
━━━━━━━━━━━━━━━━━━━━───────────────────────────────  2/7 cells  5:11  ~7:40 left
)");
  EXPECT_EQ(view(sample(), {false, 80}, 5), R"(
arm64-little/kunit        booting      ━━━━━━━━━━━━─    212 tests   7:03   ~0:04
mips-big/kunit            building     ━━━━━━━──────  1,204/2,210   3:10   ~3:52
s390x-big/kunit           building                    1,204 lines   3:10
arm-little/kunit          waiting      ─────────────                0:03   ~6:37
━━━━━━━━━━━━━━━━━━━━───────────────────────────────  2/7 cells  5:11  ~7:40 left
)");
}

TEST(Progress, shows_an_estimate_that_was_too_small_as_nearly_done) {
  FarmProgress progress;
  progress.cells = {cell("mips-big/kunit", "building", 900, 422)};
  progress.elapsed = Seconds(900);
  progress.remaining = Seconds(0);
  EXPECT_EQ(view(progress, {false, 80}, 24), R"(
mips-big/kunit  building     ━━━━━━━━━━━━━━━━━━━━━━─               15:00
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─  0/1 cell  15:00
)");
}

TEST(Progress, ends_with_a_full_bar) {
  FarmProgress progress;
  progress.cells = {cell("mips-big/kunit", "done", 3725, 422)};
  progress.cells[0].tests = 1;
  progress.cells[0].verdict = {VerdictKind::passed, ""};
  progress.elapsed = Seconds(3730);
  EXPECT_EQ(view(progress, {false, 80}, 24), R"(
mips-big/kunit  passed                                 1 test  1:02:05
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  1/1 cell  1:02:10
)");
}

TEST(Progress, colours_phases_and_verdicts_only_where_asked) {
  const std::string text = view(sample(), {true, 80}, 24);
  EXPECT_NE(text.find("\x1b[32mpassed"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[31mconsole-overflow"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[36mbuilding"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[2mqueued\x1b[0m"), std::string::npos) << text;
}

TEST(ClockText, counts_minutes_and_then_hours) {
  EXPECT_EQ(clock_text(Seconds(0)), "0:00");
  EXPECT_EQ(clock_text(Seconds(59.4)), "0:59");
  EXPECT_EQ(clock_text(Seconds(59.6)), "1:00");
  EXPECT_EQ(clock_text(Seconds(83)), "1:23");
  EXPECT_EQ(clock_text(Seconds(3599)), "59:59");
  EXPECT_EQ(clock_text(Seconds(3723)), "1:02:03");
  EXPECT_EQ(clock_text(Seconds(-5)), "0:00");
}
