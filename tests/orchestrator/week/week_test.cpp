// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

RunRecord good(const Cell& cell, RunId run, int began) { return in_run(run, began, passed_record(cell)); }
RunRecord bad(const Cell& cell, RunId run, int began) { return in_run(run, began, failed_record(cell)); }
RunRecord of_kind(const Cell& cell, RunId run, int began, VerdictKind kind, const std::string& reason = "because") {
  return in_run(run, began, with_verdict(passed_record(cell), kind, reason));
}

std::vector<std::string> cells(const std::vector<Trouble>& troubles) {
  std::vector<std::string> all;
  for (const Trouble& trouble : troubles) all.insert(all.end(), trouble.cells.begin(), trouble.cells.end());
  return all;
}

}  // namespace

TEST(Week, without_news_has_none) {
  const SampleWeek sample({good(x86, 1, 1), good(mips, 1, 1)}, {good(x86, 2, 10), good(mips, 2, 10)});
  const Week week = sample.made();
  EXPECT_EQ(week.cells, 2);
  EXPECT_EQ(week.passed, 2);
  EXPECT_EQ(week.tests.passed, 10);
  for (const auto* list : {&week.regressions, &week.broken, &week.fixed, &week.flaky}) EXPECT_THAT(*list, IsEmpty());
  EXPECT_THAT(week.open, IsEmpty());
  EXPECT_THAT(week.gained, IsEmpty());
  EXPECT_THAT(week.lost, IsEmpty());
  EXPECT_THAT(week.outcomes, IsEmpty());
}

TEST(Week, joins_a_regression_over_its_cells) {
  SampleWeek sample({good(x86, 1, 1), good(mips, 1, 1), good(s390, 1, 1)}, {good(x86, 3, 10), bad(mips, 3, 10), bad(s390, 3, 10)});
  const auto moment_of = [](RunId run, int began, TestStatus status) {
    TestMoment moment;
    moment.run = run;
    moment.when = day(began);
    ++(status == TestStatus::passed ? moment.tests.passed : moment.tests.failed);
    return moment;
  };
  sample.tests["rust_kernel_str.fmt"][s390.id] = {moment_of(1, 1, TestStatus::passed), moment_of(2, 9, TestStatus::failed)};
  sample.tests["rust_kernel_str.fmt"][mips.id] = {moment_of(2, 9, TestStatus::passed), moment_of(3, 10, TestStatus::failed)};
  const Week week = sample.made();
  ASSERT_EQ(week.regressions.size(), 1u);
  const Trouble& trouble = week.regressions[0];
  EXPECT_EQ(trouble.part, "str");
  EXPECT_EQ(trouble.test, "rust_kernel_str.fmt");
  EXPECT_EQ(trouble.place, "rust/kernel/str.rs:12");
  EXPECT_THAT(trouble.cells, ElementsAre(mips.id, s390.id));
  EXPECT_EQ(trouble.first_bad, 2) << "the cell where it began first";
  EXPECT_EQ(trouble.last_good, 1);
  EXPECT_EQ(trouble.since, day(9));
  EXPECT_EQ(week.failing, 2);
  EXPECT_THAT(week.lost, ElementsAre("mips-big", "s390x-big"));
  ASSERT_EQ(week.defects.size(), 1u);
  EXPECT_TRUE(week.defects[0].is_new);
}

TEST(Week, tells_what_is_still_broken_from_what_is_new) {
  const Week week = SampleWeek({bad(mips, 1, 1), good(x86, 1, 1)}, {bad(mips, 2, 10), of_kind(x86, 2, 10, VerdictKind::boot_hung)}).made();
  EXPECT_THAT(cells(week.broken), ElementsAre(mips.id));
  EXPECT_THAT(cells(week.regressions), ElementsAre(x86.id));
  EXPECT_EQ(week.regressions[0].part, "the boot");
  EXPECT_EQ(week.regressions[0].text, "because");
  EXPECT_EQ(week.regressions[0].first_bad, 2);
  EXPECT_EQ(week.regressions[0].last_good, 1);
}

TEST(Week, tells_what_was_fixed) {
  const Week week = SampleWeek({bad(mips, 1, 1), of_kind(x86, 1, 1, VerdictKind::boot_hung)}, {good(mips, 2, 10), good(x86, 2, 10)}).made();
  ASSERT_EQ(week.fixed.size(), 2u);
  EXPECT_THAT(cells(week.fixed), testing::UnorderedElementsAre(mips.id, x86.id));
  EXPECT_THAT(week.gained, testing::UnorderedElementsAre("mips-big", "x86_64-little"));
}

TEST(Week, accuses_nobody_where_the_farm_failed) {
  const SampleWeek sample({good(x86, 1, 1), good(mips, 1, 1)},
                          {of_kind(x86, 2, 10, VerdictKind::broken, "the disk is full"), of_kind(mips, 2, 10, VerdictKind::emulator_died)});
  const Week week = sample.made();
  EXPECT_THAT(week.regressions, IsEmpty());
  EXPECT_THAT(week.broken, IsEmpty());
  EXPECT_THAT(week.lost, IsEmpty());
  ASSERT_EQ(week.open.size(), 2u);
  EXPECT_EQ(week.open[0].reason, "broken: the disk is full");
  EXPECT_EQ(week.passed + week.failing, 0);
}

TEST(Week, calls_flaky_what_is) {
  const Week week = SampleWeek({good(mips, 1, 1)}, {in_run(2, 10, flaky_record(mips))}).made();
  EXPECT_THAT(week.regressions, IsEmpty());
  EXPECT_THAT(cells(week.flaky), ElementsAre(mips.id));
  EXPECT_EQ(week.flaky_cells, 1);
}

TEST(Week, takes_a_finding_for_no_trouble) {
  const Week week = SampleWeek({of_kind(x86, 1, 1, VerdictKind::unsupported)}, {of_kind(x86, 2, 10, VerdictKind::unsupported)}).made();
  EXPECT_THAT(week.broken, IsEmpty());
  EXPECT_EQ(week.unsupported, 1);
  const Week lost = SampleWeek({good(x86, 1, 1)}, {of_kind(x86, 2, 10, VerdictKind::unsupported)}).made();
  EXPECT_THAT(cells(lost.regressions), ElementsAre(x86.id)) << "Rust was to be had";
}

TEST(Week, leaves_out_what_is_accepted) {
  SampleWeek sample({good(mips, 1, 1), good(s390, 1, 1)}, {bad(mips, 2, 10), bad(s390, 2, 10)});
  RunView& now = sample.sources.now;
  for (RunRecord& record : now.records) record.boot->splats.clear();
  now.run.accepted = {{Accepted::Kind::failing, "rust_kernel_str.fmt", {mips.id}, "known", "https://example.org", "2030-01-01", "a.yaml:1"}};
  now.findings = findings_of(now.run, now.records, {});
  const Week week = sample.made();
  EXPECT_THAT(cells(week.regressions), ElementsAre(s390.id));
  EXPECT_EQ(week.known, 1);
  EXPECT_EQ(week.failing, 1);
}

TEST(Week, asks_history_where_the_begin_of_the_period_is_not_known) {
  SampleWeek sample({good(x86, 1, 1)}, {good(x86, 4, 10), bad(mips, 4, 10)});
  EXPECT_THAT(cells(sample.made().broken), ElementsAre(mips.id)) << "never seen good";
  sample.remember(mips.id, 2, 3, VerdictKind::passed);
  EXPECT_THAT(cells(sample.made().regressions), ElementsAre(mips.id)) << "was good in an older run";
  sample.remember(mips.id, 3, 5, VerdictKind::tests_failed);
  EXPECT_THAT(cells(sample.made().broken), ElementsAre(mips.id)) << "was bad before the period began";
}

TEST(Week, does_not_take_an_old_pass_for_a_new_one) {
  const Week week = SampleWeek({good(x86, 1, 1), good(mips, 1, 1)}, {good(x86, 1, 1), good(mips, 2, 10)}).made();
  EXPECT_EQ(week.passed, 1);
  EXPECT_EQ(week.tests.passed, 5);
  ASSERT_EQ(week.open.size(), 1u);
  EXPECT_EQ(week.open[0].reason, "not run in this period; last in run 1 of 2026-11-23: passed");
}

TEST(Week, does_not_say_that_a_run_on_another_tree_has_not_come_to_a_cell) {
  SampleWeek sample({good(x86, 1, 1)}, {good(x86, 3, 10)});
  sample.sources.now.run.cells.push_back(mips.id);
  gulliver::Run other_tree;
  other_tree.id = 4;
  other_tree.started = day(10);
  other_tree.cells = {x86.id, mips.id};
  sample.sources.runs = {other_tree};
  sample.sources.cell = [](const std::string& cell) {
    return CellHistory{cell, {{4, day(10), VerdictKind::passed, "", "linux-source-7.2 7.2.12", {5, 0, 0, 0}, Seconds(1), Seconds(1)}}};
  };
  const Week week = sample.made();
  ASSERT_EQ(week.open.size(), 1u);
  EXPECT_EQ(week.open[0].reason, "in no run of this matrix on this tree; last in run 4 of 2026-12-02, on linux-source-7.2 7.2.12");
}

TEST(Week, says_why_a_cell_was_not_run) {
  SampleWeek sample({good(x86, 1, 1), good(mips, 1, 1), good(s390, 1, 1)}, {good(x86, 3, 10)});
  sample.sources.now.run.cells.push_back("arm-little/kunit");
  gulliver::Run cut_short;
  cut_short.id = 3;
  cut_short.started = day(10);
  cut_short.cells = {x86.id, mips.id};
  gulliver::Run whole = cut_short;
  whole.id = 1;
  whole.cells = {x86.id, mips.id, s390.id};
  whole.finished = day(2);
  sample.sources.runs = {cut_short, whole};
  const Week week = sample.made();
  ASSERT_EQ(week.open.size(), 3u);
  EXPECT_EQ(week.open[0].reason, "run 3 of 2026-12-02 has not come to it");
  EXPECT_EQ(week.open[1].reason, "in no run of this matrix on this tree; last in run 1 of 2026-11-23");
  EXPECT_EQ(week.open[2].cell, "arm-little/kunit");
  EXPECT_EQ(week.open[2].reason, "never run");
  EXPECT_TRUE(week.open[1].recorded);
  EXPECT_FALSE(week.open[2].recorded);
}

TEST(Week, gains_no_architecture_that_it_had_before) {
  SampleWeek sample({good(x86, 1, 1)}, {good(x86, 3, 10), good(mips, 3, 10)});
  EXPECT_THAT(sample.made().gained, ElementsAre("mips-big"));
  sample.remember(mips.id, 1, 2, VerdictKind::passed);
  EXPECT_THAT(sample.made().gained, IsEmpty());
  EXPECT_THAT(SampleWeek({}, {good(x86, 1, 10)}).made().gained, IsEmpty()) << "the first week has nothing to be held against";
}

TEST(Week, tells_what_changed_in_the_table) {
  const Week week = SampleWeek({of_kind(x86, 1, 1, VerdictKind::unsupported), good(mips, 1, 1)}, {good(x86, 2, 10), good(mips, 2, 10)}).made();
  ASSERT_EQ(week.outcomes.size(), 1u);
  EXPECT_EQ(week.outcomes[0].cell, x86.id);
  EXPECT_EQ(week.outcomes[0].before, Outcome::unsupported);
  EXPECT_EQ(week.outcomes[0].after, Outcome::passed);
}

TEST(Week, knows_tools_and_coverage) {
  SampleWeek sample({good(x86, 1, 1)}, {good(x86, 2, 10)});
  const Week week = bad_week(sample).made();
  EXPECT_THAT(week.tools, ElementsAre(ToolUse{"bindgen", "0.71.1-1", day(0)}, ToolUse{"rustc-web", "1.96.0", day(8)})) << "those in use";
  EXPECT_EQ(week.coverage.modules, 4);
  EXPECT_EQ(week.coverage.compiled, 3);
  ASSERT_TRUE(week.coverage_before);
  EXPECT_EQ(week.coverage_before->modules, 4);
  EXPECT_EQ(week.effort.boots, 9);
}
