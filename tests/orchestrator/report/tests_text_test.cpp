// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace gulliver;

namespace {

TestReport report_of_all_kinds() {
  using enum TestStatus;
  TestNode bad = test("fmt", failed);
  bad.diagnostics = {"# fmt: ASSERTION FAILED at rust/kernel/str.rs:12", "Expected \x1b[31mred"};
  bad.line = 99;
  TestNode out = test("bus", skipped);
  out.comment = "no such bus";
  TestReport report;
  report.suites = {suite("rust_str", failed, {test("cstr_len", passed), bad, out}),
                   suite("rust_kvec", passed, {test("push", passed), suite("fill", passed, {test("4", passed)})}),
                   suite("rust_doctests", missing, {test("rust_doctest_0", missing, "rust/kernel/list.rs:34")})};
  report.plan = 3;
  report.problems = {"suite `rust_doctests` came to no result; 0 of 1 tests in it did"};
  return report;
}

}  // namespace

TEST(TestsText, shows_suites_and_what_did_not_pass) {
  EXPECT_EQ("\n" + render_tests(report_of_all_kinds(), {}), R"(
tests      6 tests: 3 passed, 1 failed, 1 skipped, 1 missing; 4 in Rust
           the document is not complete
           suite `rust_doctests` came to no result; 0 of 1 tests in it did

failed  rust_str  1 passed, 1 failed, 1 skipped
  failed  fmt  line 99
    # fmt: ASSERTION FAILED at rust/kernel/str.rs:12
    Expected \x1b[31mred
  skipped  bus  # no such bus
passed  rust_kvec  2 passed
  passed  fill  1 passed
missing  rust_doctests  1 missing
  missing  rust_doctest_0  rust/kernel/list.rs:34
)");
}

TEST(TestsText, shows_that_there_are_none) {
  TestReport report;
  report.problems = {"the console holds no KTAP document"};
  EXPECT_EQ("\n" + render_tests(report, {}), R"(
tests      none; 0 in Rust
           the document is not complete
           the console holds no KTAP document
)");
}

TEST(TestsJson, tells_all_of_them) {
  const auto json = nlohmann::ordered_json::parse(json_tests(report_of_all_kinds()));
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["plan"], 3);
  EXPECT_EQ(json["tests"]["failed"], 1);
  EXPECT_EQ(json["tests"]["complete"], false);
  EXPECT_EQ(json["failures"].size(), 2u);
  EXPECT_EQ(json["suites"][1]["tests"][1]["tests"][0]["name"], "4");
  EXPECT_TRUE(nlohmann::ordered_json::parse(json_tests({}))["plan"].is_null());
}
