// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/findings/comparison.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum TestStatus;

namespace {

RunRecord failed_build(std::vector<Diagnostic> diagnostics) {
  RunRecord record = unbooted(x86_64);
  record.fingerprint = "f" + std::to_string(diagnostics.size());
  record.build.emplace().diagnostics = std::move(diagnostics);
  return record;
}

RunRecord verdict(VerdictKind kind) {
  RunRecord record;
  record.cell = x86_64;
  record.verdict = {kind, "because"};
  record.fingerprint = name_of(kind);
  return record;
}

CellComparison compared(std::optional<RunRecord> base, std::optional<RunRecord> patched,
                        const TreeChanges& changes = {}) {
  return compare(x86_64, std::move(base), std::move(patched), changes);
}

Change change(std::optional<RunRecord> base, std::optional<RunRecord> patched) {
  return compared(std::move(base), std::move(patched)).change;
}

const RunRecord good = with(x86_64, passed), bad = with(x86_64, failed);
const Diagnostic error{"rust/kernel/xarray.rs", 12, "error", "this function takes 4 arguments"};
const Diagnostic other_error{"lib/xarray.c", 3, "error", "unknown type name"};

}  // namespace

TEST(Comparison, of_a_cell_goes_by_its_two_verdicts) {
  EXPECT_EQ(change(good, good), Change::unchanged);
  EXPECT_EQ(change(good, bad), Change::newly_failing);
  EXPECT_EQ(change(bad, good), Change::fixed);
  EXPECT_EQ(change(bad, bad), Change::still_failing);
}

TEST(Comparison, accuses_where_rust_is_lost_and_not_where_it_never_was) {
  EXPECT_EQ(change(good, verdict(VerdictKind::unsupported)), Change::newly_failing);
  EXPECT_EQ(change(good, verdict(VerdictKind::config_dropped)), Change::newly_failing);
  EXPECT_EQ(change(verdict(VerdictKind::unsupported), verdict(VerdictKind::unsupported)), Change::still_failing);
}

TEST(Comparison, says_nothing_where_the_farm_failed) {
  EXPECT_EQ(change(good, verdict(VerdictKind::broken)), Change::unknown);
  EXPECT_EQ(change(verdict(VerdictKind::emulator_died), bad), Change::unknown);
  EXPECT_EQ(compared(std::nullopt, bad).reason, "nothing is known of the base");
  EXPECT_EQ(compared(good, std::nullopt).reason, "the run ended before this cell was judged");
}

TEST(Comparison, accuses_nobody_of_what_is_flaky) {
  EXPECT_EQ(change(good, verdict(VerdictKind::flaky)), Change::flaky);
  EXPECT_EQ(change(verdict(VerdictKind::flaky), bad), Change::flaky);
}

TEST(Comparison, knows_an_identical_image) {
  RunRecord base = good, patched = good;
  base.boot_key = patched.boot_key = "key";
  EXPECT_EQ(change(base, patched), Change::identical_image);
  patched.boot_key = "other";
  EXPECT_EQ(change(base, patched), Change::unchanged);
}

TEST(Comparison, of_two_failures_goes_by_how_far_each_came) {
  EXPECT_EQ(change(bad, failed_build({error})), Change::newly_failing) << "it built before";
  EXPECT_EQ(change(failed_build({error}), bad), Change::still_failing) << "it builds now";
  EXPECT_EQ(change(failed_build({error}), failed_build({error, other_error})), Change::newly_failing);
  EXPECT_EQ(change(failed_build({error, other_error}), failed_build({error})), Change::still_failing);
}

TEST(Comparison, takes_an_error_on_another_line_for_the_same) {
  Diagnostic below = error;
  below.line = 99;
  EXPECT_THAT(new_errors(compared(failed_build({error}), failed_build({below}))), IsEmpty());
  EXPECT_THAT(new_errors(compared(failed_build({error}), failed_build({other_error}))), ElementsAre(other_error));
}

TEST(Comparison, counts_new_warnings_but_not_those_that_are_known) {
  const Diagnostic old_one{"a.c", 1, "warning", "old"}, new_one{"a.c", 2, "warning", "new"};
  RunRecord base = good, patched = good;
  base.build.emplace();
  patched.build.emplace().diagnostics = {old_one, new_one, new_one};
  EXPECT_THAT(compare(x86_64, base, patched, {}, {old_one}).new_warnings, ElementsAre(new_one));
}

TEST(Comparison, of_tests_knows_what_fails_is_fixed_added_and_gone) {
  const RunRecord base = record_of(x86_64, {leaf("a", passed), leaf("b", failed), leaf("c", passed), leaf("e", failed)});
  const RunRecord patched = record_of(x86_64, {leaf("a", failed), leaf("b", passed), leaf("d", passed), leaf("e", failed)});
  const CellComparison cell = compared(base, patched);
  ASSERT_EQ(cell.tests.size(), 5u);
  EXPECT_EQ(cell.tests[0], (TestChange{Change::newly_failing, "s.a", "", "s"}));
  EXPECT_EQ(cell.tests[1].change, Change::fixed);
  EXPECT_EQ(cell.tests[2].change, Change::added);
  EXPECT_EQ(cell.tests[3].change, Change::still_failing);
  EXPECT_EQ(cell.tests[4].change, Change::vanished);
}

TEST(Comparison, accuses_a_new_test_that_fails) {
  const CellComparison cell = compared(good, record_of(x86_64, {leaf("t", passed), leaf("new", failed)}));
  ASSERT_EQ(cell.tests.size(), 1u);
  EXPECT_EQ(cell.tests[0].change, Change::newly_failing);
}

TEST(Comparison, knows_a_doctest_again_whose_lines_have_moved) {
  const TreeChanges changes{{"rust/kernel/a.rs", "rust/kernel/a.rs", {{10, 11, {}, {"//! one", "//! two"}}, {40, 43, {"x"}, {}}}}};
  const RunRecord base = record_of(x86_64, {leaf("a_0", passed, "rust/kernel/a.rs:20"), leaf("a_1", passed, "rust/kernel/a.rs:40")});
  const RunRecord patched = record_of(x86_64, {leaf("a_0", failed, "rust/kernel/a.rs:22")});
  const CellComparison cell = compared(base, patched, changes);
  ASSERT_EQ(cell.tests.size(), 2u);
  EXPECT_EQ(cell.tests[0], (TestChange{Change::newly_failing, "rust_doctests_kernel.a_0", "rust/kernel/a.rs:22", "a"}));
  EXPECT_EQ(cell.tests[1].change, Change::removed) << "its line is gone";
}

TEST(Comparison, lets_a_change_take_out_a_test_of_its_own) {
  const RunRecord base = record_of(x86_64, {leaf("t", passed), leaf("gone", passed)});
  EXPECT_EQ(change(base, good), Change::vanished);
  const TreeChanges changes{{"a.rs", "a.rs", {{5, 4, {"    fn gone() {"}, {}}}}};
  const CellComparison cell = compared(base, good, changes);
  EXPECT_EQ(cell.change, Change::unchanged);
  EXPECT_EQ(cell.tests.at(0).change, Change::removed);
}

TEST(Comparison, misses_nothing_behind_a_crash) {
  RunRecord crashed = record_of(x86_64, {leaf("a", passed)});
  crashed.verdict = {VerdictKind::test_crashed, "panic"};
  crashed.tests->complete = false;
  const CellComparison cell = compared(record_of(x86_64, {leaf("a", passed), leaf("b", passed)}), crashed);
  EXPECT_EQ(cell.change, Change::newly_failing);
  EXPECT_THAT(cell.tests, IsEmpty());
}
