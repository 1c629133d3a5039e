// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/utf8.hpp>
#include <orchestrator/week/week_report.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace gulliver;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

namespace {

Week sample() {
  SampleWeek sample({in_run(1, 1, passed_record(x86)), in_run(1, 1, passed_record(mips)), in_run(1, 1, passed_record(s390))},
                    {in_run(3, 10, passed_record(x86)), in_run(3, 10, failed_record(mips)), in_run(3, 10, failed_record(s390))});
  return bad_week(sample).made();
}

Week good() {
  Week week;
  week.matrix = "/m/all.yaml";
  week.cells = week.passed = 13;
  week.tests.passed = 5100;
  week.effort.runs = 1;
  return week;
}

Trouble trouble(const std::string& part, std::vector<std::string> cells, const std::string& test = "") {
  Trouble trouble;
  trouble.part = part;
  trouble.test = test;
  trouble.text = "something";
  trouble.cells = std::move(cells);
  return trouble;
}

std::string text(const std::vector<Week>& weeks, int width = 72) { return render_weeks(weeks, {false, width}); }

}  // namespace

TEST(Headline, carries_the_one_fact_that_matters) {
  Week week = good();
  EXPECT_EQ(headline({week}), "all 13 cells pass, 5,100 tests");
  week.fixed = {trouble("str", {mips.id})};
  EXPECT_EQ(headline({week}), "all 13 cells pass, 5,100 tests, 1 fixed");
  week.passed = 12;
  week.unsupported = 1;
  EXPECT_EQ(headline({week}), "no regression, 12 cells pass, 5,100 tests, 1 unsupported, 1 fixed");
  week.flaky_cells = 1;
  EXPECT_THAT(headline({week}), HasSubstr("no regression, 1 of 13 cells flaky"));
  week.failing = 2;
  EXPECT_THAT(headline({week}), HasSubstr("no regression, 2 of 13 cells still broken"));
  week.open = {{"a", "broken"}};
  EXPECT_EQ(headline({week}), "no regression seen, but nothing is known of 1 of 13 cells");
  week.regressions = {trouble("xarray", {"mips-big/kunit", "mips-big/net", "s390x-big/kunit"}), trouble("xarray", {"arm-little/kunit"}), trouble("C", {"arm-little/kunit"})};
  EXPECT_EQ(headline({week}), "2 regressions in Rust: xarray on mips-big, s390x-big and 1 more, C on arm-little");
  week.regressions.push_back(trouble("xarray", {"mips-big/kunit"}, "rust_xarray.t"));
  EXPECT_THAT(headline({week}), testing::StartsWith("3 regressions in Rust: ")) << "that it does not compile is another thing than that a test fails";
}

TEST(Headline, does_not_call_nothing_good) {
  Week week = good();
  week.passed = 0;
  week.open.resize(13);
  EXPECT_EQ(headline({week}), "no answer: nothing is known of any cell");
  week.effort.runs = 0;
  EXPECT_EQ(headline({week}), "nothing ran in this period");
}

TEST(Headline, sums_over_matrices) { EXPECT_EQ(headline({good(), good()}), "all 26 cells pass, 10,200 tests"); }

TEST(WeekText, says_what_matters_first) {
  EXPECT_EQ(text({sample()}),
            "1 regression in Rust: str on mips-big and s390x-big\n"
            "\n"
            "all.yaml, 2026-11-29 to 2026-12-06\n"
            "  3 cells: 1 passed, 2 failing\n"
            "  15 tests: 13 passed, 2 failed\n"
            "  tree linux-source-7.3 7.3.4-1~bpo13+1\n"
            "\n"
            "Suspected defects\n"
            "* str: rust_kernel_str.fmt (new)\n"
            "    at rust/kernel/str.rs:12\n"
            "    fails on mips-big/kunit, s390x-big/kunit, passes on\n"
            "    x86_64-little/kunit\n"
            "\n"
            "Regressions\n"
            "* str: rust_kernel_str.fmt fails\n"
            "    at rust/kernel/str.rs:12\n"
            "    on mips-big/kunit, s390x-big/kunit\n"
            "\n"
            "Architectures that have no passing cell any more\n"
            "* mips-big, s390x-big\n"
            "\n"
            "What changed in the table\n"
            "* mips-big/kunit: passed → failed\n"
            "* s390x-big/kunit: passed → failed\n"
            "\n"
            "Abstractions\n"
            "* 4 modules of the kernel crate\n"
            "    3 compiled somewhere\n"
            "    2 with tests of their own\n"
            "\n"
            "Tools\n"
            "* bindgen 0.71.1-1, in use since 2026-11-22, 14 days\n"
            "* rustc-web 1.96.0, in use since 2026-11-30, 6 days (new)\n"
            "\n"
            "Effort\n"
            "* 3 runs, 4 builds, 9 boots, 1.5 CPU hours\n");
}

TEST(WeekText, names_tools_of_one_version_together) {
  Week week = good();
  week.from = day(7);
  week.to = day(14);
  week.tools = {{"clang-19", "1:19.1.7-3", day(0)}, {"lld-19", "1:19.1.7-3", day(8)}, {"qemu-system-arm", "10.0", day(8)}, {"qemu-system-ppc", "10.0", day(8)}};
  EXPECT_THAT(text({week}), HasSubstr("Tools\n"
                                      "* clang-19 1:19.1.7-3, in use since 2026-11-22, 14 days\n"
                                      "* lld-19 1:19.1.7-3, in use since 2026-11-30, 6 days (new)\n"
                                      "* qemu-system-arm, qemu-system-ppc 10.0, in use since 2026-11-30, 6 days\n"
                                      "  (new)\n"));
}

TEST(WeekText, does_not_list_the_tools_of_the_first_matrix_again) {
  Week first = good();
  first.from = day(7);
  first.to = day(14);
  first.tools = {{"bindgen", "0.71.1", day(0)}, {"qemu-system-arm", "10.0", day(0)}};
  Week other = first;
  other.matrix = "/m/other.yaml";
  EXPECT_THAT(text({first, other}), HasSubstr("Tools\n* those of all.yaml\n"));
  other.tools[1].version = "10.1";
  EXPECT_THAT(text({first, other}), HasSubstr("Tools\n* qemu-system-arm 10.1, in use since 2026-11-22, 14 days\n* and those of all.yaml\n"));
}

TEST(WeekText, keeps_to_its_width_and_to_itself) {
  Week week = good();
  Trouble hostile = trouble("C", {mips.id});
  hostile.text = "x\nTested-by: nobody <a@b>\x1b[2J " + std::string(500, 'y') + " <script>";
  week.regressions = {hostile};
  std::istringstream lines(text({week}));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, Not(testing::StartsWith("Tested-by"))) << line;
    EXPECT_EQ(line.find('\x1b'), line.npos) << line;
    EXPECT_TRUE(display_width(line) <= 72 || line.find(' ', 4) == line.npos) << line;
  }
}

TEST(WeekText, counts_further_tests_of_a_part) {
  Week week = good();
  for (int i = 0; i < 12; ++i) week.regressions.push_back(trouble("str", {mips.id}, "rust_kernel_str.t" + std::to_string(i)));
  const std::string page = text({week});
  EXPECT_THAT(page, HasSubstr("* str: rust_kernel_str.t2 fails\n"));
  EXPECT_THAT(page, Not(HasSubstr("t3 fails")));
  EXPECT_THAT(page, HasSubstr("* str: 9 tests more\n    on mips-big/kunit\n"));
}

TEST(WeekText, says_since_when) {
  Week week = good();
  week.to = day(14);
  week.broken = {trouble("str", {mips.id}), trouble("list", {mips.id})};
  week.broken[0].since = day(2);
  week.broken[0].first_bad = 7;
  week.broken[0].last_good = 6;
  week.broken[1].since = day(14);
  EXPECT_THAT(text({week}), HasSubstr("    since 2026-11-24, 12 days (run 7); good until run 6\n"));
  EXPECT_THAT(text({week}), HasSubstr("    since 2026-12-06; never seen good\n"));
}

TEST(WeekText, joins_cells_that_are_not_known_for_one_reason) {
  Week week = good();
  week.open = {{"a", "never run"}, {"b", "the disk is full"}, {"c", "never run"}};
  EXPECT_THAT(text({week}), HasSubstr("Not known\n* a, c\n    never run\n* b\n    the disk is full\n"));
}

TEST(WeekText, shows_how_coverage_changed) {
  Week week = good();
  week.coverage.modules = 10;
  week.coverage.tested = 5;
  week.coverage_before = week.coverage;
  week.coverage_before->tested = 3;
  week.coverage_before->modules = 11;
  EXPECT_THAT(text({week}), HasSubstr("* 10 modules of the kernel crate (-1)\n    0 compiled somewhere\n    5 with tests of their own (+2)\n"));
}

TEST(WeekHtml, has_what_the_text_has_and_nothing_from_elsewhere) {
  const std::string html = html_weeks({sample()}, {"https://farm.example.org/?a&b"});
  EXPECT_THAT(html, HasSubstr("✗ Regressions"));
  EXPECT_THAT(html, HasSubstr("str: rust_kernel_str.fmt fails"));
  EXPECT_THAT(html, HasSubstr("<a href=\"https://farm.example.org/?a&amp;b\">"));
  for (const char* word : {"<script", "<img", "<link", "url(", "<style", "background", ";color:"}) EXPECT_THAT(html, Not(HasSubstr(word)));
}

TEST(WeekHtml, lets_no_text_become_markup) {
  Week week = good();
  week.regressions = {trouble("<b>\"'&", {"<i>"}, "<script>alert(1)</script>")};
  const std::string html = html_weeks({week}, {"javascript:alert(1)"});
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
  EXPECT_THAT(html, Not(HasSubstr("javascript:"))) << "no link but to the web";
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;&quot;&#39;&amp;: &lt;script&gt;"));
}

TEST(WeekJson, tells_all_of_it) {
  const auto json = nlohmann::json::parse(json_weeks({sample()}));
  EXPECT_EQ(json["headline"], "1 regression in Rust: str on mips-big and s390x-big");
  const auto& week = json["weeks"][0];
  EXPECT_EQ(week["from"], "2026-11-29T19:00:00Z");
  EXPECT_EQ(week["regressions"][0]["change"], "newly-failing");
  EXPECT_EQ(week["regressions"][0]["cells"].size(), 2u);
  EXPECT_EQ(week["defects"][0]["new"], true);
  EXPECT_EQ(week["lost"][0], "mips-big");
  EXPECT_EQ(week["outcomes"][0]["after"], "failed");
  EXPECT_EQ(week["coverage"]["modules"], 4);
  EXPECT_EQ(week["tools"][1]["age_seconds"], 6 * 86400);
  EXPECT_EQ(week["effort"]["cpu_seconds"], 5400);
}

TEST(WeekLinks, lead_from_each_item_to_its_test_or_its_first_cell) {
  Week week = good();
  week.regressions = {trouble("str", {"mips-big/kunit"}, "rust_kernel_str.fmt"), trouble("C", {"arm-little/kunit", "arm-little/net"})};
  week.open = {{"arm64-little/kunit", "never run", false}, {"s390x-big/kunit", "broken"}};
  week.outcomes = {{"mips-big/net", Outcome::passed, Outcome::failed}};
  WeekLinks links{"https://farm.example.org"};
  links.cell = [](const std::string& cell) { return "https://farm.example.org/cells/" + cell; };
  links.test = [](const std::string& test) { return "https://farm.example.org/tests/" + test; };
  const std::string mail = render_weeks({week}, {false, 72}, links);
  EXPECT_THAT(mail, HasSubstr("* str: rust_kernel_str.fmt fails\n    on mips-big/kunit\n    https://farm.example.org/tests/rust_kernel_str.fmt\n"));
  EXPECT_THAT(mail, HasSubstr("    https://farm.example.org/cells/arm-little/kunit\n"));
  EXPECT_THAT(mail, HasSubstr("    https://farm.example.org/cells/s390x-big/kunit\n"));
  EXPECT_THAT(mail, Not(HasSubstr("arm64-little/kunit\n    never run\n    http"))) << "it has no page";
  EXPECT_THAT(mail, HasSubstr("    https://farm.example.org/cells/mips-big/net\n"));
  EXPECT_THAT(html_weeks({week}, links),
              HasSubstr("<a href=\"https://farm.example.org/tests/rust_kernel_str.fmt\">str: rust_kernel_str.fmt fails</a>"));
  EXPECT_THAT(text({week}), Not(HasSubstr("http")));
}
