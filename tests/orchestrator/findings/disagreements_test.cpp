// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;
using enum TestStatus;

namespace {

RunRecord saying(const Cell& cell, const std::string& value) {
  RunRecord record = with(cell, passed);
  record.tests->suites[0].children[0].digests = {{"bits.get", value}};
  return record;
}

std::vector<Finding> disagreements_in(const std::vector<RunRecord>& records, const Run& run = run_of()) {
  return of_kind(findings_of(run, records, {}), Finding::Kind::disagreement);
}

}  // namespace

TEST(Disagreement, is_found_though_every_cell_passes) {
  const std::vector<RunRecord> records{saying(x86_64, "0f3a"), saying(s390x, "3a0f"), saying(arm, "0f3a")};
  const auto found = disagreements_in(records);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].test, "s.t");
  EXPECT_EQ(found[0].abstraction, "s");
  EXPECT_THAT(found[0].cells, ElementsAre("s390x-big/kunit"));
  EXPECT_THAT(found[0].twins, ElementsAre("x86_64-little/kunit", "arm-little/kunit"));
  EXPECT_EQ(found[0].reason, "cells disagree on bits.get: 0f3a on every little-endian cell (x86_64-little/kunit, arm-little/kunit); "
                             "3a0f on every big-endian cell (s390x-big/kunit); explained by byte order");
  EXPECT_TRUE(findings_of(run_of(), records, {}).standings.at(s390x.id).verdict.passed());
}

TEST(Disagreement, is_none_where_all_say_the_same_or_only_one_says_it) {
  EXPECT_THAT(disagreements_in({saying(x86_64, "0f3a"), saying(s390x, "0f3a")}), IsEmpty());
  EXPECT_THAT(disagreements_in({saying(x86_64, "0f3a"), with(s390x, passed)}), IsEmpty());
}

TEST(Disagreement, is_accepted_where_the_failure_of_its_test_is_on_all_cells_that_differ) {
  const std::vector<RunRecord> records{saying(x86_64, "1"), saying(arm, "1"), saying(arm64, "1"), saying(s390x, "2"),
                                       saying(mips, "2")};
  const auto one = run_of({entry(Accepted::Kind::failing, "s.t", {"mips-big/*"})});
  EXPECT_FALSE(disagreements_in(records, one).at(0).accepted);
  const auto both = run_of({entry(Accepted::Kind::failing, "s.t", {"*-big/*"})});
  EXPECT_TRUE(disagreements_in(records, both).at(0).accepted);
  EXPECT_THAT(of_kind(findings_of(both, records, {}), Finding::Kind::unneeded_entry), IsEmpty());
}
