// SPDX-License-Identifier: MIT
// The KTAP reader on consoles of real kernels, whole, cut short and tampered with.
#include <gmock/gmock.h>
#include <runners/model/console_text.hpp>
#include <runners/model/test_list.hpp>
#include <runners/suite/ktap.hpp>
#include <runners/suite/ktap_line.hpp>

#include <functional>

#include "consoles.hpp"

namespace gulliver {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class RealConsole : public testing::TestWithParam<Console> {};
class TamperedConsole : public RealConsole {};

std::string test_name(const testing::TestParamInfo<Console>& console) {
  std::string name = console.param.name;
  for (char& c : name)
    if (c == '-' || c == '.') c = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, RealConsole, testing::ValuesIn(consoles), test_name);
INSTANTIATE_TEST_SUITE_P(One, TamperedConsole, testing::Values(consoles[3], consoles[6]), test_name);

bool is_result(const std::string& line) {
  return read_ktap_line(console_text(line)).kind == KtapLine::Kind::result;
}

void for_each_result(const std::vector<std::string>& lines, const std::function<void(std::size_t)>& act) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (is_result(lines[i])) act(i);
}

TEST_P(RealConsole, IsReadWhole) {
  const TestReport report = parse_ktap(joined(lines_of(GetParam())));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.plan, GetParam().suites);
  ASSERT_EQ(report.suites.size(), static_cast<std::size_t>(GetParam().suites));
  EXPECT_EQ(report.suites.back().name, "rust_doctests_kernel");
  EXPECT_EQ(count(report.suites.back()), (TestCounts{.passed = GetParam().doctests}));
  EXPECT_EQ(count(report), (TestCounts{.passed = GetParam().tests - 1, .skipped = 1}));
  EXPECT_EQ(rust_tests_run(report), GetParam().tests - 1);
}

TEST_P(RealConsole, LocatesEveryDoctest) {
  const TestReport report = parse_ktap(joined(lines_of(GetParam())));
  for (const TestNode& test : report.suites.back().children) {
    EXPECT_TRUE(test.location.starts_with("rust/")) << test.name;
    EXPECT_NE(test.location.find(".rs:"), std::string::npos) << test.name;
  }
  EXPECT_EQ(report.suites.back().children.back().name, "rust_doctest_kernel_xarray_rs_0");
}

TEST_P(RealConsole, IsIncompleteWhereverItIsCutBeforeTheLastResult) {
  const std::vector<std::string> lines = lines_of(GetParam());
  std::size_t last = 0;
  for_each_result(lines, [&](std::size_t i) { last = i; });
  KtapReader reader;
  int most = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    reader.add(lines[i]);
    const TestReport report = reader.report();
    ASSERT_EQ(report.complete, i >= last) << "cut behind line " << i + 1;
    ASSERT_EQ(report.complete, report.problems.empty()) << "cut behind line " << i + 1;
    ASSERT_EQ(reader.finished(), i >= last) << "cut behind line " << i + 1;
    ASSERT_EQ(reader.results() + count(report).missing, count(report).total());
    ASSERT_EQ(list_tests(report).size(), static_cast<std::size_t>(count(report).total())) << "cut behind line " << i + 1;
    most = std::max(most, reader.results());
  }
  EXPECT_EQ(most, GetParam().tests);
}

TEST_P(TamperedConsole, IsIncompleteWithoutAnyOneOfItsResults) {
  const std::vector<std::string> lines = lines_of(GetParam());
  for_each_result(lines, [&](std::size_t i) {
    std::vector<std::string> fewer = lines;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const TestReport report = parse_ktap(joined(fewer));
    EXPECT_FALSE(report.complete) << lines[i];
    EXPECT_THAT(report.problems, Not(IsEmpty())) << lines[i];
    EXPECT_EQ(count(report).total(), GetParam().tests) << lines[i];
  });
}

TEST_P(TamperedConsole, IsIncompleteWithAnyResultTwice) {
  const std::vector<std::string> lines = lines_of(GetParam());
  for_each_result(lines, [&](std::size_t i) {
    std::vector<std::string> more = lines;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    EXPECT_FALSE(parse_ktap(joined(more)).complete) << lines[i];
  });
}

TEST_P(TamperedConsole, IsIncompleteWithAnyResultTurnedAround) {
  const std::vector<std::string> lines = lines_of(GetParam());
  for_each_result(lines, [&](std::size_t i) {
    if (lines[i].find("# SKIP") != std::string::npos) return;
    std::vector<std::string> turned = lines;
    turned[i].insert(turned[i].find("ok "), "not ");
    const TestReport report = parse_ktap(joined(turned));
    EXPECT_FALSE(report.complete) << turned[i];
    EXPECT_EQ(count(report).failed, 1) << turned[i];
  });
}

TEST_P(TamperedConsole, IsIncompleteWithoutAnyOneOfItsPlans) {
  const std::vector<std::string> lines = lines_of(GetParam());
  int plans = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (read_ktap_line(console_text(lines[i])).kind != KtapLine::Kind::plan) continue;
    std::vector<std::string> fewer = lines;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(parse_ktap(joined(fewer)).complete) << lines[i];
    ++plans;
  }
  EXPECT_EQ(plans, GetParam().suites + 1);
}

TEST_P(RealConsole, IsReadTwiceOver) {
  std::vector<std::string> lines = lines_of(GetParam());
  std::size_t last = 0;
  for_each_result(lines, [&](std::size_t i) { last = i; });
  lines.resize(last + 1);
  const TestReport report = parse_ktap(joined(lines) + joined(lines));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.plan, 2 * GetParam().suites);
  EXPECT_EQ(count(report).total(), 2 * GetParam().tests);
}

TEST(Consoles, OfMipsReadsAsSeen) {
  const TestReport report = parse_ktap(joined(lines_of(consoles[3])));
  std::vector<std::string> names;
  for (const TestNode& suite : report.suites) names.push_back(suite.name);
  EXPECT_THAT(names, ElementsAre("rust_kernel_fmt", "rust_kernel_str", "rust_kernel_kunit",
                                 "rust_kernel_bitmap", "rust_kernel_bitfield", "rust_kvec", "rust_allocator",
                                 "rust_spinlock_irq_condvar", "rust_atomics", "rust_doctests_kernel"));
  const TestNode& kunit = report.suites[2];
  EXPECT_EQ(kunit.plan, 3);
  EXPECT_EQ(kunit.children[2].name, "rust_test_kunit_always_disabled_test");
  EXPECT_EQ(kunit.children[2].status, TestStatus::skipped);
  EXPECT_EQ(kunit.children[2].comment, "");
  const TestNode& bounds = report.suites[3].children[4];
  EXPECT_EQ(bounds.name, "owned_bitmap_out_of_bounds");
  EXPECT_EQ(bounds.diagnostics,
            std::vector<std::string>(4, "rust_kernel: Bit `index` must be < 128, was 2048"));
  EXPECT_EQ(report.suites[9].children[0].location, "rust/kernel/alloc/allocator.rs:176");
  EXPECT_EQ(report.suites[9].children[0].line, 203);
}

/// A test that fails on big-endian alone: the document is complete, and says so with its place.
TEST(Consoles, OfAFailingTestIsComplete) {
  const TestReport report = parse_ktap(joined(lines_of("ktap/mips-7.3-netlink")));
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(count(report), (TestCounts{.passed = 392, .failed = 1, .skipped = 1}));
  const TestNode& suite = report.suites.at(5);
  EXPECT_EQ(suite.name, "rust_netlink");
  EXPECT_EQ(suite.status, TestStatus::failed);
  EXPECT_EQ(suite.children.at(0).name, "test_family_flags_bitfield");
  EXPECT_EQ(suite.children.at(0).status, TestStatus::failed);
  EXPECT_THAT(suite.children.at(0).diagnostics,
              ElementsAre("# test_family_flags_bitfield: ASSERTION FAILED at rust/kernel/net/netlink.rs:342",
                          "Expected b_val == c_val to be true, but is false"));
}

}  // namespace
}  // namespace gulliver
