// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/run_summary.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;
using testing::HasSubstr;

namespace {

RunView passing_run() {
  RunView view = sample_run();
  view.run.cells.erase(view.run.cells.begin() + 1, view.run.cells.begin() + 3);
  view.records.erase(view.records.begin() + 1, view.records.begin() + 3);
  view.run.excluded.clear();
  view.run.arguments.clear();
  return view;
}

}  // namespace

TEST(RunText, shows_grid_passes_every_other_cell_and_the_sum) {
  EXPECT_EQ("\n" + render_run(sample_run(), {}), R"(
run 12 of /home/swift/matrices/quickstart.yaml, 2026-11-22 19:00:00 UTC
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

               kunit             hardened
x86_64·little  passed 5/5        build-failed
mips·big       tests-failed 4/5
s390x·big      passed 5/5
x86_64·big     excluded

excluded  x86_64-big/kunit  x86_64 has no big-endian mode

passed               kernel  unit suites  doctests  tests   build        boot
x86_64-little/kunit  7.3.4             2         2      5    7:02       2.5 s
s390x-big/kunit      7.3.4             2         2      5  cached  from run 3

build-failed  x86_64-little/hardened
  rustc: mismatched types (rust/kernel/str.rs:12)
  log     /state/runs/12/mips-big/build.log
  repeat  gulliver run /home/swift/matrices/quickstart.yaml --tree '/src/my linux' --cell x86_64-little/hardened --fresh

tests-failed  mips-big/kunit
  1 of 5 tests failed: rust_kernel_str.fmt
  log     /state/runs/12/mips-big/console.log
  repeat  gulliver run /home/swift/matrices/quickstart.yaml --tree '/src/my linux' --cell mips-big/kunit --fresh

4 cells: 2 passed, 1 build-failed, 1 tests-failed; 15 tests: 14 passed, 1 failed; took 14:03, cores 97 % busy
results: /state/runs/12
)");
}

TEST(RunText, of_chosen_tests_is_never_mistaken_for_the_whole) {
  RunView view = passing_run();
  view.run.arguments = {"run", "m.yaml", "--test", "rust_kvec*"};
  const std::string text = render_run(view, {});
  EXPECT_NE(text.find("\nonly tests matching rust_kvec* were run\n"), std::string::npos) << text;
  EXPECT_NE(text.find("2 cells: 2 passed (only tests matching rust_kvec*)"), std::string::npos) << text;
  EXPECT_NE(render_report(view, ReportView::grid, {}).find("(only tests matching rust_kvec*)"), std::string::npos);
  EXPECT_NE(json_run(view).find("\"chosen_tests\": \"rust_kvec*\""), std::string::npos);
}

TEST(RunText, repeats_with_the_tests_that_were_chosen) {
  RunView view = sample_run();
  view.run.arguments = {"run", "m.yaml", "--test", "rust_kvec*"};
  EXPECT_NE(render_run(view, {}).find("--cell mips-big/kunit --test 'rust_kvec*' --fresh\n"), std::string::npos);
}

TEST(RunText, gives_the_fingerprint_of_what_went_wrong) {
  RunView view = sample_run();
  view.records[2].fingerprint = "0123456789ab";
  const std::string text = render_run(view, {});
  EXPECT_NE(text.find("  log     /state/runs/12/mips-big/console.log\n  fingerprint  0123456789ab\n  repeat"), std::string::npos)
      << text;
}

TEST(RunText, is_short_where_everything_passed) {
  EXPECT_EQ("\n" + render_run(passing_run(), {}), R"(
run 12 of /home/swift/matrices/quickstart.yaml, 2026-11-22 19:00:00 UTC
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

               kunit
x86_64·little  passed 5/5
s390x·big      passed 5/5

passed               kernel  unit suites  doctests  tests   build        boot
x86_64-little/kunit  7.3.4             2         2      5    7:02       2.5 s
s390x-big/kunit      7.3.4             2         2      5  cached  from run 3

2 cells: 2 passed; 10 tests: 10 passed; took 14:03, cores 97 % busy
results: /state/runs/12
)");
}

TEST(RunText, does_not_guess_how_busy_the_cores_of_a_cluster_or_of_a_resumed_run_were) {
  RunView view = sample_run();
  EXPECT_THAT(render_run(view, {}), HasSubstr("; took 14:03, cores 97 % busy\n"));
  view.run.in_one_go = false;
  EXPECT_THAT(render_run(view, {}), HasSubstr("; took 14:03\n"));
}

TEST(RunText, says_that_a_run_was_interrupted_and_how_to_go_on) {
  RunView view = sample_run();
  view.run.finished.reset();
  view.run.cpu = Seconds(0);
  view.run.excluded.clear();
  view.records.erase(view.records.begin() + 1, view.records.end());
  EXPECT_EQ("\n" + render_run(view, {}), R"(
run 12 of /home/swift/matrices/quickstart.yaml, 2026-11-22 19:00:00 UTC
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

               kunit       hardened
x86_64·little  passed 5/5  not-run
mips·big       not-run
s390x·big      not-run

passed               kernel  unit suites  doctests  tests  build   boot
x86_64-little/kunit  7.3.4             2         2      5   7:02  2.5 s

4 cells: 1 passed, 3 not-run; 5 tests: 5 passed
not finished (interrupted, or still going on): 1 of 4 cells has a record
resume:  gulliver resume 12
results: /state/runs/12
)");
}

TEST(RunText, the_command_that_began_a_run_can_be_pasted) {
  gulliver::Run run;
  run.matrix = "/my matrices/m.yaml";
  EXPECT_EQ(begin_command(run), "gulliver run '/my matrices/m.yaml'");
  run.arguments = {"run", "m.yaml", "--tree", "/src/my linux"};
  EXPECT_EQ(begin_command(run), "gulliver run m.yaml --tree '/src/my linux'");
}

TEST(RunText, of_a_run_that_never_came_to_a_cell) {
  RunView view;
  view.run.id = 1;
  view.run.matrix = "/m.yaml";
  view.run.cells = {"mips-big/kunit"};
  view.run.started = at(0);
  EXPECT_EQ("\n" + render_run(view, {}), R"(
run 1 of /m.yaml, 2026-11-22 19:00:00 UTC

          kunit
mips·big  not-run

1 cell: 1 not-run; no tests
not finished (interrupted, or still going on): 0 of 1 cell have a record
resume:  gulliver resume 1
)");
}

TEST(RunText, gives_each_toolchain_its_column_where_a_matrix_has_several) {
  RunView view;
  view.run.cells = {"mips-big/kunit@trixie", "mips-big/kunit@host", "arm64-little/kunit@host"};
  view.run.started = at(0);
  view.run.matrix = "/m.yaml";
  EXPECT_EQ("\n" + render_run(view, {}), R"(
run 0 of /m.yaml, 2026-11-22 19:00:00 UTC

              kunit@trixie  kunit@host
mips·big      not-run       not-run
arm64·little                not-run

3 cells: 3 not-run; no tests
not finished (interrupted, or still going on): 0 of 3 cells have a record
resume:  gulliver resume 0
)");
}

TEST(RunText, colours_by_whose_fault_it_is_and_only_where_asked) {
  RunView view = sample_run();
  view.records[0].verdict.kind = VerdictKind::broken;
  TextStyle style;
  EXPECT_EQ(render_run(view, style).find('\x1b'), std::string::npos);
  style.colour = true;
  const std::string text = render_run(view, style);
  EXPECT_NE(text.find("\x1b[35mbroken 5/5\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[31mtests-failed 4/5\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[32mpassed 5/5\x1b[0m"), std::string::npos) << text;
  EXPECT_NE(text.find("\x1b[2mexcluded\x1b[0m"), std::string::npos) << text;
}

TEST(RunText, quotes_for_a_shell_and_never_for_the_terminal_to_obey) {
  RunView view = sample_run();
  view.run.matrix = "/it's/m.yaml";
  view.run.arguments = {"run", "--tree=a;b"};
  view.records[2].verdict.reason = "\x1b]0;owned\x07 failed\nall cells passed";
  const std::string text = render_run(view, {});
  EXPECT_NE(
      text.find("  repeat  gulliver run '/it'\\''s/m.yaml' '--tree=a;b' --cell mips-big/kunit --fresh\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("  \\x1b]0;owned\\x07 failed\\nall cells passed\n"), std::string::npos) << text;
}

TEST(RunText, lists_flaky_cells_apart_with_what_each_boot_said) {
  RunView view = sample_run();
  view.run.cells = {"mips-big/kunit", "x86_64-little/hardened"};
  view.run.excluded.clear();
  view.records = {flaky_record(sample_cell("mips", Endian::big)), view.records[1]};
  const std::string text = render_run(view, {});
  const std::size_t others = text.find("build-failed  x86_64-little/hardened\n");
  const std::size_t flaky = text.find(R"(
booted more than once, and not the same each time

flaky  mips-big/kunit
  boots of the same image disagree: 1 of 2 passed; first: 1 of 5 tests failed: rust_kernel_str.fmt
  boot 1  /state/runs/12/mips-big/console.log
  boot 2  /state/runs/12/mips-big/console.2.log
          passed: 5 tests passed
  repeat  gulliver run /home/swift/matrices/quickstart.yaml --tree '/src/my linux' --cell mips-big/kunit --fresh
)");
  ASSERT_NE(flaky, std::string::npos) << text;
  EXPECT_LT(others, flaky) << text;
  EXPECT_EQ(text.find("flaky  mips-big/kunit", flaky + 70), std::string::npos) << text;
}

TEST(RunText, says_how_often_a_cell_failed_in_the_same_way) {
  RunView view = sample_run();
  view.records[2].reboots.assign(2, reboot(VerdictKind::tests_failed, "/console.2.log"));
  const std::string text = render_run(view, {});
  EXPECT_NE(text.find("  booted  3 times, the same each time\n  log     /state/runs/12/mips-big/console.log\n"),
            std::string::npos)
      << text;
  EXPECT_EQ(text.find("not the same each time"), std::string::npos) << text;
}

TEST(RunText, lists_runs_a_line_each) {
  RunView interrupted = sample_run();
  interrupted.run.id = 13;
  interrupted.run.finished.reset();
  interrupted.records.resize(1);
  EXPECT_EQ("\n" + render_runs({head_of(interrupted), head_of(passing_run())}, {}), R"(
run 13  2026-11-22 19:00:00 UTC  not finished  4 cells: 1 passed, 3 not-run  /home/swift/matrices/quickstart.yaml
run 12  2026-11-22 19:00:00 UTC         14:03  2 cells: 2 passed             /home/swift/matrices/quickstart.yaml
)");
  EXPECT_EQ(render_runs({}, {}), "no runs yet\n");
}
