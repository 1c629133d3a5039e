// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/findings/bisect_mark.hpp>

#include <gtest/gtest.h>

using namespace gulliver;
using enum TestStatus;

namespace {

RunRecord failing(VerdictKind kind, const std::string& fingerprint, bool booted) {
  RunRecord record;
  record.verdict = {kind, "no"};
  record.fingerprint = fingerprint;
  if (booted) record.boot.emplace();
  return record;
}

const RunRecord no_build = failing(VerdictKind::build_failed, "b1", false);
const RunRecord crash = failing(VerdictKind::test_crashed, "c1", true);

}  // namespace

TEST(BisectMark, goes_by_the_fingerprint_of_the_failure) {
  EXPECT_EQ(mark_of(failing(VerdictKind::test_crashed, "c1", true), crash, ""), Mark::bad);
  EXPECT_EQ(mark_of(with(x86_64, passed), crash, ""), Mark::good);
  EXPECT_EQ(mark_of(failing(VerdictKind::test_crashed, "c2", true), crash, ""), Mark::skipped) << "another failure";
  EXPECT_EQ(mark_of(no_build, crash, ""), Mark::skipped) << "a commit that does not build";
}

TEST(BisectMark, takes_a_kernel_that_boots_for_good_where_the_bad_one_does_not_build) {
  EXPECT_EQ(mark_of(crash, no_build, ""), Mark::good);
  EXPECT_EQ(mark_of(failing(VerdictKind::build_failed, "b2", false), no_build, ""), Mark::skipped);
}

TEST(BisectMark, says_nothing_where_the_farm_failed_or_boots_disagree) {
  EXPECT_EQ(mark_of(failing(VerdictKind::broken, "c1", true), crash, ""), Mark::skipped);
  EXPECT_EQ(mark_of(failing(VerdictKind::flaky, "c1", true), crash, ""), Mark::skipped);
}

TEST(BisectMark, goes_by_one_test_where_it_is_asked_to) {
  const RunRecord one = record_of(x86_64, {leaf("a_0", failed, "rust/kernel/a.rs:5"), leaf("b_0", passed, "rust/kernel/b.rs:5")});
  EXPECT_EQ(mark_of(one, one, "a_*"), Mark::bad);
  EXPECT_EQ(mark_of(one, one, "rust/kernel/a.rs:*"), Mark::bad);
  EXPECT_EQ(mark_of(one, one, "rust_doctests_kernel.b_0"), Mark::good);
  EXPECT_EQ(mark_of(one, one, "c_0"), Mark::skipped) << "it is not there";
}
