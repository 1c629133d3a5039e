// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using enum TestStatus;

TEST(Endianness, is_suspected_where_only_big_endian_fails) {
  const auto found = defects({with(mipsel, passed), with(mips, failed)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].test, "s.t");
  EXPECT_THAT(found[0].cells, ElementsAre("mips-big/kunit"));
  EXPECT_THAT(found[0].twins, ElementsAre("mips-little/kunit"));
  EXPECT_EQ(found[0].reason, "fails on mips-big/kunit, passes on mips-little/kunit");
}

TEST(Endianness, is_one_finding_for_all_big_endian_cells_each_beside_its_own_twins) {
  const auto found =
      defects({with(x86_64, passed), with(arm64, passed), with(arm, passed), with(mipsel, passed), with(s390x, failed), with(mips, failed)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].cells, ElementsAre("s390x-big/kunit", "mips-big/kunit"));
  EXPECT_THAT(found[0].twins, ElementsAre("x86_64-little/kunit", "arm64-little/kunit", "mips-little/kunit"));
}

TEST(Endianness, needs_a_twin_that_ran_the_test) {
  EXPECT_TRUE(defects({with(mips, failed)}).empty());
  EXPECT_TRUE(defects({with(x86_64, passed), with(mips, failed)}).empty()) << "32 bits against 64";
  EXPECT_TRUE(defects({with(mipsel, skipped), with(mips, failed)}).empty());
  EXPECT_TRUE(defects({record_of(mipsel, {leaf("other", passed)}), with(mips, failed)}).empty());
  EXPECT_TRUE(defects({unbooted(mipsel), with(mips, failed)}).empty());
  EXPECT_EQ(defects({with(arm, passed), with(mips, failed)}).size(), 1u) << "the same word size will do";
}

TEST(Endianness, holds_where_one_of_two_big_endian_cells_has_a_twin) {
  const auto found = defects({with(x86_64, passed), with(s390x, failed), with(mips, failed)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].cells, ElementsAre("s390x-big/kunit", "mips-big/kunit"));
  EXPECT_THAT(found[0].twins, ElementsAre("x86_64-little/kunit"));
}

TEST(Endianness, is_refuted_by_one_big_endian_cell_that_passes_or_one_little_endian_that_fails) {
  EXPECT_TRUE(defects({with(mipsel, passed), with(mips, failed), with(s390x, passed)}).empty());
  EXPECT_TRUE(defects({with(mipsel, passed), with(mips, failed), with(x86_64, failed)}).empty());
}

TEST(Endianness, says_which_big_endian_cells_say_nothing) {
  const auto found = defects({with(mipsel, passed), with(mips, failed), unbooted(s390x), with(powerpc, skipped)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reason,
            "fails on mips-big/kunit, passes on mips-little/kunit; it did not run on s390x-big/kunit (build-failed), powerpc-big/kunit");
}

TEST(Endianness, compares_within_one_config_and_toolchain) {
  RunRecord other = with(cell_of("s390x", Endian::big, 64, "net"), passed);
  EXPECT_EQ(defects({with(mipsel, passed), with(mips, failed), other}).size(), 1u);
  EXPECT_TRUE(defects({with(cell_of("mips", Endian::little, 32, "net"), passed), with(mips, failed)}).empty());
  RunRecord host = with(mipsel, passed);
  host.cell.toolchain = "host";
  EXPECT_TRUE(defects({host, with(mips, failed)}).empty());
}

TEST(Endianness, counts_a_crash_or_a_hang_in_a_test_as_its_failure) {
  RunRecord crashed = record_of(mips, {leaf("rust_doctest_kernel_xarray_rs_0", missing, "rust/kernel/xarray.rs:34")});
  crashed.tests->complete = false;
  const RunRecord twin = record_of(mipsel, {leaf("rust_doctest_kernel_xarray_rs_0", passed, "rust/kernel/xarray.rs:34")});
  for (const VerdictKind kind : {VerdictKind::test_crashed, VerdictKind::test_hung}) {
    crashed.verdict.kind = kind;
    const auto found = defects({twin, crashed});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].abstraction, "xarray");
    EXPECT_EQ(found[0].location, "rust/kernel/xarray.rs:34");
  }
  crashed.verdict.kind = VerdictKind::tests_incomplete;
  EXPECT_TRUE(defects({twin, crashed}).empty()) << "nothing says that it came to an end in this test";
}

TEST(Endianness, does_not_blame_a_test_that_was_only_announced_when_the_kernel_crashed) {
  RunRecord crashed = with(mips, missing);
  crashed.verdict.kind = VerdictKind::test_crashed;
  EXPECT_TRUE(defects({with(mipsel, passed), crashed}).empty());
}

TEST(Endianness, does_not_believe_a_cell_whose_boots_disagree) {
  RunRecord flaky = with(mips, failed);
  flaky.verdict.kind = VerdictKind::flaky;
  EXPECT_TRUE(defects({with(mipsel, passed), flaky}).empty());
}

TEST(Endianness, knows_a_doctest_again_where_its_number_has_shifted) {
  const auto found = defects({record_of(x86_64, {leaf("rust_doctest_kernel_list_rs_0", passed, "rust/kernel/list.rs:10"),
                                                 leaf("rust_doctest_kernel_list_rs_1", passed, "rust/kernel/list.rs:20")}),
                              record_of(s390x, {leaf("rust_doctest_kernel_list_rs_0", failed, "rust/kernel/list.rs:20")})});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].location, "rust/kernel/list.rs:20");
  EXPECT_EQ(found[0].abstraction, "list");
}

TEST(Endianness, names_the_abstraction_where_the_assertion_stands) {
  RunRecord record = with(mips, failed);
  record.tests->suites[0].children[0].diagnostics = {"# t: ASSERTION FAILED at rust/kernel/net/netlink.rs:342"};
  const auto found = defects({with(mipsel, passed), record});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].abstraction, "net::netlink");
  EXPECT_EQ(found[0].location, "rust/kernel/net/netlink.rs:342");
}

TEST(Endianness, comes_ahead_of_everything_else) {
  const std::vector<RunRecord> records{record_of(mipsel, {leaf("a", passed), leaf("t", passed)}), with(mips, failed)};
  const Findings findings = findings_of(run_of(), records, {});
  ASSERT_EQ(findings.list.size(), 2u);
  EXPECT_EQ(findings.list[0].kind, Finding::Kind::endianness);
  EXPECT_EQ(findings.list[1].kind, Finding::Kind::missing_test);
}

namespace {

std::vector<Finding> word_size_defects(const std::vector<RunRecord>& records) {
  return of_kind(findings_of(run_of(), records, {}), Finding::Kind::word_size);
}

}  // namespace

TEST(WordSize, is_suspected_where_only_one_size_fails) {
  const auto found = word_size_defects({with(x86_64, passed), with(arm, failed), with(s390x, passed), with(mips, failed)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].reason, "fails on arm-little/kunit, mips-big/kunit, passes on x86_64-little/kunit, s390x-big/kunit");
  EXPECT_EQ(word_size_defects({with(x86_64, failed), with(arm, passed)}).size(), 1u);
  EXPECT_TRUE(defects({with(x86_64, passed), with(arm, failed), with(s390x, passed), with(mips, failed)}).empty());
}

TEST(WordSize, is_not_suspected_where_byte_order_would_explain_it_as_well) {
  EXPECT_TRUE(word_size_defects({with(x86_64, passed), with(mips, failed)}).empty());
}

TEST(WordSize, is_refuted_by_one_cell_of_that_size_that_passes_or_one_of_the_other_that_fails) {
  EXPECT_TRUE(word_size_defects({with(x86_64, passed), with(arm, failed), with(mips, passed)}).empty());
  EXPECT_TRUE(word_size_defects({with(x86_64, passed), with(arm, failed), with(s390x, failed)}).empty());
}
