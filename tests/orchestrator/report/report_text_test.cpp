// SPDX-License-Identifier: MIT
#include "surveys.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;

TEST(ReportText, production_has_a_row_for_each_config_and_says_who_needs_it) {
  EXPECT_EQ("\n" + render_report(production_run(), ReportView::production, {}), R"(
/matrices/production.yaml: runs 9 and 12, 2026-11-22
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

            x86_64           arm       mips
            little           little    big
randstruct  unsupported [1]  not run   not run
kasan       pass 5/5         n/a [2]   boot-hung [3]
ibt         broken [4]       n/a [5]   n/a [5]
kunit                        pass 5/5

2 passed, 1 failed, 1 broken, 1 unsupported, 3 not applicable, 2 not run

[1]  RUST needs !RANDSTRUCT
[2]  Rust on arm needs !KASAN
[3]  no console output for 60 s
[4]  the disk is full
[5]  X86_KERNEL_IBT is x86's

who needs it
randstruct  hardened kernels
kasan       whoever writes unsafe code
)");
}

TEST(ReportText, grid_is_the_same_the_other_way_round) {
  EXPECT_THAT(render_report(production_run(), ReportView::grid, {}), HasSubstr(R"(
               randstruct       kasan          ibt         kunit
x86_64·little  unsupported [1]  pass 5/5       broken [2]
arm·little     not run          n/a [3]        n/a [4]     pass 5/5
mips·big       not run          boot-hung [5]  n/a [4]

2 passed,)"));
}

TEST(ReportText, is_broken_into_bands_where_it_is_wider_than_the_terminal) {
  EXPECT_THAT(render_report(production_run(), ReportView::production, {false, 45}), HasSubstr(R"(
            x86_64           arm
            little           little
randstruct  unsupported [1]  not run
kasan       pass 5/5         n/a [2]
ibt         broken [4]       n/a [5]
kunit                        pass 5/5

            mips
            big
randstruct  not run
kasan       boot-hung [3]
ibt         n/a [5]
kunit

2 passed,)"));
}

TEST(ReportText, of_a_matrix_that_never_ran_says_so) {
  RunView view = production_run();
  view.records.clear();
  const std::string text = render_report(view, ReportView::production, {});
  EXPECT_THAT(text, HasSubstr("/matrices/production.yaml: no run\n"));
  EXPECT_THAT(text, HasSubstr("\n3 not applicable, 7 not run\n"));
}

TEST(ReportText, says_how_many_tests_passed_where_some_failed) {
  RunView view = production_run();
  view.records[0].verdict = {VerdictKind::tests_failed, "1 test failed"};
  view.records[0].tests->suites[0].children[0].status = TestStatus::failed;
  EXPECT_THAT(render_report(view, ReportView::production, {}), HasSubstr("\nkasan       tests-failed 4/5 [2]  n/a [3]"));
}

TEST(ReportText, shows_what_would_steer_a_terminal) {
  RunView view = production_run();
  view.run.excluded[0].reason = "\x1b[2Jgone";
  EXPECT_THAT(render_report(view, ReportView::production, {}), HasSubstr("]  " + printable("\x1b[2Jgone") + "\n"));
}
