// SPDX-License-Identifier: MIT
#include <orchestrator/model/compared_digest.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

RunRecord saying(const std::string& arch, Endian endian, int bits, std::vector<Digest> digests,
                 const std::string& config = "kunit") {
  TestNode test;
  test.name = "t";
  test.digests = std::move(digests);
  TestNode suite;
  suite.name = "s";
  suite.children = {test};
  RunRecord record;
  record.cell = {arch + "-" + std::string(name_of(endian)) + "/" + config, arch, endian, config, "trixie", bits};
  record.verdict.kind = VerdictKind::passed;
  record.tests.emplace().suites = {suite};
  return record;
}

RunRecord x86_64(const std::string& value) { return saying("x86_64", Endian::little, 64, {{"d", value}}); }
RunRecord arm(const std::string& value) { return saying("arm", Endian::little, 32, {{"d", value}}); }
RunRecord s390x(const std::string& value) { return saying("s390x", Endian::big, 64, {{"d", value}}); }
RunRecord mips(const std::string& value) { return saying("mips", Endian::big, 32, {{"d", value}}); }

/// Of the one digest that they print.
struct Compared {
  std::vector<RunRecord> records;
  std::vector<ComparedDigest> all = compare_digests(records);
  const ComparedDigest& digest() const { return all.at(0); }
};

}  // namespace

TEST(ComparedDigest, agrees_where_all_cells_say_the_same) {
  const Compared compared{{x86_64("1"), mips("1")}};
  ASSERT_EQ(compared.all.size(), 1u);
  EXPECT_TRUE(compared.digest().agrees());
  EXPECT_EQ(compared.digest().test, "s.t");
  EXPECT_EQ(compared.digest().explanation(), "");
  EXPECT_THAT(compared.digest().groups[0].traits, IsEmpty());
}

TEST(ComparedDigest, is_split_by_byte_order) {
  const Compared compared{{s390x("b"), x86_64("a"), arm("a"), mips("b"), saying("arm64", Endian::little, 64, {{"d", "a"}})}};
  ASSERT_EQ(compared.digest().groups.size(), 2u);
  EXPECT_EQ(compared.digest().groups[0].who(), "every little-endian cell (x86_64-little/kunit, arm-little/kunit, arm64-little/kunit)");
  EXPECT_EQ(compared.digest().groups[1].who(), "every big-endian cell (s390x-big/kunit, mips-big/kunit)");
  EXPECT_EQ(compared.digest().explanation(), "explained by byte order");
}

TEST(ComparedDigest, is_split_by_word_size) {
  const Compared compared{{x86_64("a"), arm("b"), s390x("a"), mips("b")}};
  EXPECT_THAT(compared.digest().groups[0].traits, ElementsAre("64-bit"));
  EXPECT_THAT(compared.digest().groups[1].traits, ElementsAre("32-bit"));
  EXPECT_EQ(compared.digest().explanation(), "explained by word size");
}

TEST(ComparedDigest, does_not_choose_between_byte_order_and_word_size_where_both_would_do) {
  const Compared compared{{x86_64("a"), mips("b")}};
  EXPECT_EQ(compared.digest().groups[1].who(), "every big-endian or 32-bit cell (mips-big/kunit)");
  EXPECT_EQ(compared.digest().explanation(), "explained by byte order or word size");
}

TEST(ComparedDigest, may_need_both_at_once) {
  const Compared compared{{x86_64("a"), arm("a"), s390x("a"), mips("b"), saying("powerpc", Endian::big, 32, {{"d", "b"}})}};
  EXPECT_THAT(compared.digest().groups[0].traits, IsEmpty());
  EXPECT_THAT(compared.digest().groups[1].traits, ElementsAre("32-bit big-endian"));
  EXPECT_EQ(compared.digest().explanation(), "explained by byte order and word size together");
}

TEST(ComparedDigest, may_be_one_architecture_alone) {
  const Compared compared{{x86_64("a"), arm("a"), saying("mips", Endian::little, 32, {{"d", "b"}})}};
  EXPECT_THAT(compared.digest().groups[1].traits, ElementsAre("mips-little"));
  EXPECT_EQ(compared.digest().explanation(), "explained by the architecture");
}

TEST(ComparedDigest, may_be_a_configuration_or_nothing_that_is_known) {
  const RunRecord kasan = saying("x86_64", Endian::little, 64, {{"d", "b"}}, "kasan");
  EXPECT_EQ(Compared({{x86_64("a"), kasan}}).digest().explanation(), "explained by the configuration");
  EXPECT_EQ(Compared({{x86_64("a"), x86_64("b")}}).digest().explanation(), "explained by nothing that tells the cells apart");
}

TEST(ComparedDigest, on_which_cells_disagree_stands_first) {
  const Compared compared{{saying("x86_64", Endian::little, 64, {{"same", "1"}, {"other", "2"}, {"alone", "3"}}),
                           saying("arm", Endian::little, 32, {{"same", "1"}, {"other", "4"}})}};
  ASSERT_EQ(compared.all.size(), 3u);
  EXPECT_EQ(compared.all[0].name, "other");
  EXPECT_EQ(compared.all[1].name, "same");
  EXPECT_EQ(compared.all[2].name, "alone");
}

TEST(ComparedDigest, does_not_hear_a_cell_whose_boots_disagree) {
  RunRecord flaky = mips("b");
  flaky.verdict.kind = VerdictKind::flaky;
  EXPECT_TRUE(Compared({{x86_64("a"), flaky}}).digest().agrees());
}
