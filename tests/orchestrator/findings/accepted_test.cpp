// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using enum TestStatus;

namespace {

Standing standing(const Cell& cell, const std::vector<RunRecord>& records, const gulliver::Run& run) {
  return findings_of(run, records, {}).standings.at(cell.id);
}

std::vector<std::string> entries(const gulliver::Run& run, const std::vector<RunRecord>& records) {
  std::vector<std::string> told;
  for (const Finding& finding : findings_of(run, records, {}).list)
    if (finding.kind >= Finding::Kind::expired_entry) told.push_back(finding.test + ": " + finding.reason);
  return told;
}

const auto failing = Accepted::Kind::failing;
const auto missing_kind = Accepted::Kind::missing;

}  // namespace

TEST(Accepted, failures_are_known_and_the_verdict_stays) {
  const gulliver::Run run = run_of({entry(failing, "s.t")});
  const Standing found = standing(mips, {with(mips, failed)}, run);
  EXPECT_EQ(found.verdict.kind, VerdictKind::tests_failed);
  EXPECT_TRUE(found.known);
  const auto told = of_kind(findings_of(run, {with(mips, failed), with(s390x, failed)}, {}), Finding::Kind::known_failure);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_THAT(told[0].cells, ElementsAre("mips-big/kunit", "s390x-big/kunit"));
}

TEST(Accepted, all_failures_of_a_cell_must_be_for_it_to_be_known) {
  const gulliver::Run run = run_of({entry(failing, "s.t")});
  EXPECT_FALSE(standing(mips, {record_of(mips, {leaf("t", failed), leaf("u", failed)})}, run).known);
  EXPECT_FALSE(standing(mips, {with(mips, failed)}, run_of()).known);
  EXPECT_FALSE(standing(mips, {with(mips, passed)}, run).known);
  EXPECT_FALSE(standing(mips, {with(mips, failed)}, run_of({entry(missing_kind, "s.t")})).known);
}

TEST(Accepted, failures_hide_nothing_else) {
  const gulliver::Run run = run_of({entry(failing, "s.t")});
  RunRecord complaint = with(mips, failed);
  complaint.boot->splats = {{Splat::Kind::kasan, "BUG: KASAN", 3, {}}};
  EXPECT_FALSE(standing(mips, {complaint}, run).known);
  complaint.boot->splats[0].kind = Splat::Kind::panic;
  EXPECT_TRUE(standing(mips, {complaint}, run).known) << "the kernel may end as it likes, once all results are in";
  RunRecord cut = with(mips, failed);
  cut.tests->complete = false;
  EXPECT_FALSE(standing(mips, {cut}, run).known);
  RunRecord crashed = with(mips, failed);
  crashed.verdict.kind = VerdictKind::test_crashed;
  EXPECT_FALSE(standing(mips, {crashed}, run).known);
  EXPECT_FALSE(standing(mips, {record_of(mipsel, {leaf("a", passed), leaf("t", failed)}), with(mips, failed)}, run).known)
      << "a test is missing besides";
}

TEST(Accepted, is_by_cell_and_by_name_or_place) {
  EXPECT_FALSE(standing(mips, {with(mips, failed)}, run_of({entry(failing, "s.t", {"s390x-*"})})).known);
  EXPECT_TRUE(standing(mips, {with(mips, failed)}, run_of({entry(failing, "s.*", {"s390x-*", "mips-big/*"})})).known);
  RunRecord record = with(mips, failed);
  record.tests->suites[0].children[0].diagnostics = {"# t: EXPECTATION FAILED at rust/kernel/net/netlink.rs:342"};
  EXPECT_TRUE(standing(mips, {record}, run_of({entry(failing, "rust/kernel/net/netlink.rs:*")})).known);
}

TEST(Accepted, holds_on_its_last_day_and_not_on_the_next) {
  EXPECT_TRUE(standing(mips, {with(mips, failed)}, run_of({entry(failing, "s.t", {"*"}, "2026-11-22")})).known);
  const gulliver::Run expired = run_of({entry(failing, "s.t", {"*"}, "2026-11-21")});
  EXPECT_FALSE(standing(mips, {with(mips, failed)}, expired).known);
  EXPECT_THAT(entries(expired, {with(mips, failed)}), ElementsAre("s.t: expired on 2026-11-21 and is no longer applied"));
}

TEST(Accepted, failure_that_passes_is_unneeded) {
  const gulliver::Run run = run_of({entry(failing, "s.t", {"mips-*"})});
  EXPECT_THAT(entries(run, {with(mips, passed)}), ElementsAre("s.t: passes on every cell that the entry names"));
  EXPECT_TRUE(entries(run, {with(mips, failed)}).empty());
  EXPECT_TRUE(entries(run, {with(mipsel, passed), with(mips, failed)}).empty()) << "one cell is in need of it";
  EXPECT_TRUE(entries(run, {with(s390x, passed)}).empty()) << "none of its cells ran";
  EXPECT_TRUE(entries(run, {with(mipsel, passed), unbooted(mips)}).empty()) << "one of its cells did not run";
  EXPECT_TRUE(entries(run, {with(mips, skipped)}).empty()) << "the test did not run";
}

TEST(Accepted, absence_of_a_test_that_runs_is_unneeded) {
  const gulliver::Run run = run_of({entry(missing_kind, "s.t", {"mips-big/*"})});
  EXPECT_THAT(entries(run, {with(mipsel, passed), with(mips, passed)}), ElementsAre("s.t: runs on every cell that the entry names"));
  EXPECT_TRUE(entries(run, {with(mipsel, passed), record_of(mips, {leaf("u", passed)})}).empty());
  EXPECT_TRUE(entries(run, {with(mips, passed)}).empty()) << "without a twin nobody knows what else it stands for";
}

TEST(Accepted, is_not_called_unneeded_by_a_run_of_some_cells) {
  gulliver::Run run = run_of({entry(failing, "s.t")});
  run.arguments = {"run", "m.yaml", "--cell", "mips-big/kunit"};
  EXPECT_TRUE(entries(run, {with(mips, passed)}).empty());
}

TEST(Accepted, does_not_silence_an_endianness_defect) {
  const gulliver::Run run = run_of({entry(failing, "s.t", {"mips-big/*"})});
  const auto found = defects({with(mipsel, passed), with(mips, failed)}, run);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].accepted);
  EXPECT_FALSE(defects({with(mipsel, passed), with(mips, failed), with(s390x, failed)}, run)[0].accepted)
      << "it is not accepted on s390x";
}

TEST(Findings, give_every_record_a_standing) {
  const Findings findings = findings_of(run_of(), {with(mips, passed), unbooted(s390x)}, {});
  EXPECT_EQ(findings.standings.size(), 2u);
  EXPECT_EQ(findings.standings.at(s390x.id).verdict, unbooted(s390x).verdict);
  EXPECT_TRUE(findings.list.empty());
}
