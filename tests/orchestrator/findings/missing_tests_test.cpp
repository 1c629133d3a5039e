// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using enum TestStatus;

namespace {

TestNode doctest(const std::string& name, int line) {
  return leaf("rust_doctest_kernel_" + name, passed, "rust/kernel/pci.rs:" + std::to_string(line));
}

Standing standing(const Cell& cell, const std::vector<RunRecord>& records, const Manifest& before = {},
                  const gulliver::Run& run = run_of()) {
  return findings_of(run, records, before).standings.at(cell.id);
}

const Manifest ran_before{{s390x.id, {{"rust/kernel/pci.rs:34", "rust_doctests_kernel.rust_doctest_kernel_pci_rs_0", "rust/kernel/pci.rs:34", 3},
                                      {"s.t", "s.t", "", 5}}}};

}  // namespace

TEST(MissingTests, make_of_a_pass_what_it_is) {
  const Standing found = standing(s390x, {record_of(s390x, {leaf("t", passed)})}, ran_before);
  EXPECT_EQ(found.verdict, (Verdict{VerdictKind::tests_missing,
                                    "1 test is missing: rust_doctests_kernel.rust_doctest_kernel_pci_rs_0 "
                                    "(rust/kernel/pci.rs:34) of pci, which ran in run 3"}));
  EXPECT_FALSE(found.known);
}

TEST(MissingTests, of_chosen_tests_are_those_that_were_chosen) {
  gulliver::Run run = run_of();
  run.arguments = {"run", "m.yaml", "--test", "rust_doctest_kernel_pci*"};
  const RunRecord record = record_of(s390x, {doctest("pci_rs_0", 34)});
  EXPECT_TRUE(standing(s390x, {record}, ran_before, run).verdict.passed()) << "s.t was not chosen";
  const RunRecord other = record_of(s390x, {doctest("pci_rs_1", 50)});
  EXPECT_EQ(standing(s390x, {other}, ran_before, run).verdict.kind, VerdictKind::tests_missing);
  const RunRecord twin = record_of(x86_64, {doctest("pci_rs_0", 34), doctest("pci_rs_1", 40)});
  EXPECT_TRUE(standing(s390x, {record, twin}, {}, run).verdict.passed()) << "a doctest's number differs on the twin";
}

TEST(MissingTests, are_none_where_everything_ran_again) {
  const RunRecord record = record_of(s390x, {leaf("t", passed), doctest("pci_rs_7", 34)});
  EXPECT_TRUE(missing_in({record}, ran_before).empty());
  EXPECT_TRUE(standing(s390x, {record}, ran_before).verdict.passed());
}

TEST(MissingTests, of_a_twin_of_the_same_arch_count_both_ways) {
  const auto found = missing_in({record_of(mipsel, {leaf("a", passed), leaf("b", passed)}), record_of(mips, {leaf("b", passed), leaf("c", passed)})});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].reason, "did not run on mips-little/kunit; it ran on mips-big/kunit");
  EXPECT_EQ(found[1].test, "s.a");
  EXPECT_THAT(found[1].cells, ElementsAre("mips-big/kunit"));
  EXPECT_THAT(found[1].twins, ElementsAre("mips-little/kunit"));
}

TEST(MissingTests, of_another_arch_count_against_the_big_endian_cell_alone_and_the_first_twin) {
  const auto found = missing_in({record_of(x86_64, {leaf("a", passed), leaf("b", passed)}), record_of(arm64, {leaf("b", passed), leaf("c", passed)}),
                              record_of(s390x, {leaf("b", passed), leaf("d", passed)}), record_of(mips, {leaf("e", passed)})});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].test, "s.a");
  EXPECT_THAT(found[0].cells, ElementsAre("s390x-big/kunit"));
  EXPECT_THAT(found[0].twins, ElementsAre("x86_64-little/kunit"));
}

TEST(MissingTests, do_not_come_from_a_number_that_shifted) {
  EXPECT_TRUE(missing_in({record_of(x86_64, {doctest("pci_rs_0", 10), doctest("pci_rs_1", 20)}),
                       record_of(s390x, {doctest("pci_rs_0", 10), doctest("pci_rs_2", 20)})})
                  .empty());
  const auto found = missing_in({record_of(x86_64, {doctest("pci_rs_0", 10), doctest("pci_rs_1", 20)}), record_of(s390x, {doctest("pci_rs_0", 20)})});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].location, "rust/kernel/pci.rs:10");
}

TEST(MissingTests, are_counted_at_a_place_that_several_share) {
  const auto found = missing_in({record_of(x86_64, {doctest("pci_rs_0", 10), doctest("pci_rs_1", 10), doctest("pci_rs_2", 10)}),
                              record_of(s390x, {doctest("pci_rs_0", 10), doctest("pci_rs_1", 10)})});
  EXPECT_EQ(found.size(), 1u);
}

TEST(MissingTests, are_none_where_a_port_has_moved_lines_and_a_file_has_as_many) {
  const RunRecord twin = record_of(arm, {doctest("pci_rs_0", 10), doctest("pci_rs_1", 20)});
  RunRecord moved = record_of(mips, {doctest("pci_rs_0", 11), doctest("pci_rs_1", 21)});
  EXPECT_EQ(missing_in({twin, moved}).size(), 2u) << "on the same tree a line is a line";
  moved.tree.id = "port";
  EXPECT_TRUE(missing_in({twin, moved}).empty());
  moved.tests->suites[0].children.pop_back();
  EXPECT_EQ(missing_in({twin, moved}).size(), 2u);
  RunRecord named = record_of(mips, {leaf("b", passed)});
  named.tree.id = "port";
  EXPECT_EQ(missing_in({record_of(arm, {leaf("a", passed), leaf("b", passed)}), named}).size(), 1u);
}

TEST(MissingTests, are_not_those_that_the_twin_did_not_run_or_that_are_skipped_here) {
  EXPECT_TRUE(missing_in({with(mipsel, skipped), record_of(mips, {})}).empty());
  EXPECT_TRUE(missing_in({with(mipsel, passed), with(mips, skipped)}).empty());
}

TEST(MissingTests, are_not_told_of_a_cell_that_did_not_come_to_its_end) {
  RunRecord crashed = with(mips, missing);
  crashed.tests->complete = false;
  crashed.verdict.kind = VerdictKind::test_crashed;
  EXPECT_TRUE(missing_in({with(mipsel, passed), crashed}).empty());
  EXPECT_EQ(standing(mips, {with(mipsel, passed), crashed}).verdict.kind, VerdictKind::test_crashed);
  EXPECT_TRUE(missing_in({with(mipsel, passed), unbooted(mips)}).empty());
}

TEST(MissingTests, are_told_of_a_cell_that_failed_and_its_verdict_stays) {
  const std::vector<RunRecord> records{record_of(mipsel, {leaf("a", passed), leaf("t", failed)}), with(mips, failed)};
  EXPECT_EQ(missing_in(records).size(), 1u);
  EXPECT_EQ(standing(mips, records).verdict.kind, VerdictKind::tests_failed);
}

TEST(MissingTests, are_one_finding_over_all_cells_and_stand_by_abstraction) {
  const Manifest before{{mips.id, {{"rust/kernel/xarray.rs:3", "d.x", "rust/kernel/xarray.rs:3", 4}, {"rust/kernel/list.rs:1", "d.l", "rust/kernel/list.rs:1", 4}}},
                        {s390x.id, {{"rust/kernel/list.rs:1", "d.l", "rust/kernel/list.rs:1", 9}}}};
  const auto found = missing_in({with(mips, passed), with(s390x, passed)}, before);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].abstraction, "list");
  EXPECT_EQ(found[0].reason, "did not run on mips-big/kunit, s390x-big/kunit; it ran in run 4, in run 9");
  EXPECT_EQ(found[1].abstraction, "xarray");
  EXPECT_EQ(standing(mips, {with(mips, passed)}, before).verdict.reason,
            "2 tests are missing: d.x (rust/kernel/xarray.rs:3) of xarray, which ran in run 4, and 1 more");
}

TEST(MissingTests, are_no_fault_where_they_are_accepted) {
  const gulliver::Run run = run_of({entry(Accepted::Kind::missing, "rust/kernel/pci.rs:*", {"s390x-*"})});
  EXPECT_TRUE(standing(s390x, {with(s390x, passed)}, ran_before, run).verdict.passed());
  const auto found = of_kind(findings_of(run, {with(s390x, passed)}, ran_before), Finding::Kind::missing_test);
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found[0].accepted);
  EXPECT_EQ(found[0].accepted->reason, "because");
}
