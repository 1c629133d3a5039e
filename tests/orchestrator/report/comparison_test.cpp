// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/comparison.hpp>
#include <orchestrator/report/wrapped.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

CellComparison changed(const Cell& cell, Change change, RunRecord after, const std::string& text = "") {
  CellComparison compared;
  compared.cell = cell;
  compared.change = change;
  compared.base = passed_record(cell);
  compared.reason = after.verdict.reason;
  compared.patched = std::move(after);
  Blame blame;
  blame.origin = {Layer::abstraction, "str"};
  blame.place = "rust/kernel/str.rs:12";
  blame.text = text;
  if (!text.empty()) compared.blames = {blame};
  return compared;
}

const Cell x86 = sample_cell("x86_64", Endian::little), mips = sample_cell("mips", Endian::big), s390 = sample_cell("s390x", Endian::big);

RunComparison sample() {
  RunComparison comparison;
  comparison.before.run = 11;
  comparison.after.run = 12;
  comparison.cells = {changed(x86, Change::unchanged, passed_record(x86)),
                      changed(mips, Change::newly_failing, failed_record(mips), "rust_kernel_str.fmt fails"),
                      changed(s390, Change::newly_failing, failed_record(s390), "rust_kernel_str.fmt fails")};
  for (const std::size_t i : {1u, 2u})
    comparison.cells[i].tests = {{Change::newly_failing, "rust_kernel_str.fmt", "rust/kernel/str.rs:12", "str"}};
  comparison.cells[0].tests = {{Change::added, "rust_kernel_str.new\x1b[31m", "", "str"}};
  comparison.cells[0].new_warnings = {{"lib/a.c", 3, "warning", "unused"}};
  comparison.cells[0].patched->versions["rustc-web"] = "1.97.0";
  return comparison;
}

}  // namespace

TEST(Wrapped, keeps_to_its_width_behind_its_lead) {
  EXPECT_THAT(wrapped("one two three", 9, "  "), ElementsAre("  one two", "  three"));
  EXPECT_THAT(wrapped("on a-word-that-is-longer", 8, "at "), ElementsAre("at on", "   a-word-that-is-longer"));
  EXPECT_THAT(wrapped("größe größe", 11, ""), ElementsAre("größe größe"));
  EXPECT_THAT(wrapped("", 11, "  "), testing::IsEmpty());
  EXPECT_THAT(wrapped("a\nTested-by: b", 70, "  "), ElementsAre(Not(HasSubstr("\n"))));
}

TEST(ComparisonText, says_first_what_got_worse) {
  EXPECT_EQ(render_comparison(sample(), {false, 72}),
            "run 12, held against run 11\n"
            "tree  linux-source-7.3 7.3.4-1~bpo13+1\n"
            "rustc-web  1.96.0\n"
            "        -> 1.96.0, 1.97.0\n"
            "\n"
            "2 of 3 cells got worse, 1 as before\n"
            "\n"
            "got worse\n"
            "  str: rust_kernel_str.fmt fails\n"
            "    at rust/kernel/str.rs:12\n"
            "    on mips-big/kunit, s390x-big/kunit\n"
            "\n"
            "1 test new\n"
            "  str: rust_kernel_str.new\\x1b[31m\n"
            "    on x86_64-little/kunit\n"
            "\n"
            "1 new warning\n"
            "  lib/a.c:3: warning: unused\n"
            "    on x86_64-little/kunit\n");
}

TEST(ComparisonText, keeps_what_is_accepted_apart) {
  RunComparison comparison = sample();
  comparison.known = {mips.id, s390.id};
  const std::string text = render_comparison(comparison, {false, 72});
  EXPECT_THAT(text, HasSubstr("none of 3 cells got worse, 1 as before, 2 failing as accepted\n"));
  EXPECT_THAT(text, HasSubstr("\nfails newly, as accepted\n  str: "));
  EXPECT_THAT(text, Not(HasSubstr("\ngot worse\n")));
}

TEST(ComparisonText, counts_what_it_does_not_show) {
  RunComparison comparison = sample();
  for (int i = 0; i < 50; ++i) {
    comparison.cells[0].tests.push_back({Change::removed, "s.t" + std::to_string(i), "", "s"});
    comparison.cells[1].blames.push_back(comparison.cells[1].blames[0]);
    comparison.cells[1].blames.back().text = "t" + std::to_string(i) + " fails";
  }
  const std::string text = render_comparison(comparison, {false, 72});
  EXPECT_THAT(text, HasSubstr("50 tests taken out with the tree\n  s: s.t0 and 49 more\n"));
  EXPECT_THAT(text, HasSubstr("  str: t2 fails\n    at rust/kernel/str.rs:12\n    on mips-big/kunit\n  … 47 more (--json has all)\n"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 76u) << line;
}

TEST(ComparisonJson, tells_cells_and_tests) {
  const auto json = nlohmann::json::parse(json_comparison(sample()));
  EXPECT_EQ(json["before"]["run"], 11);
  EXPECT_EQ(json["exit_code"], 1);
  EXPECT_EQ(json["cells"][1]["change"], "newly-failing");
  EXPECT_EQ(json["cells"][1]["worse"], true);
  EXPECT_EQ(json["cells"][1]["before"]["verdict"], "passed");
  EXPECT_EQ(json["cells"][1]["blames"][0]["unit"], "str");
  EXPECT_EQ(json["tests"][0]["test"], "rust_kernel_str.fmt");
  EXPECT_EQ(json["tests"][0]["cells"].size(), 2u);
  EXPECT_EQ(json["tests"][1]["change"], "added");
  EXPECT_EQ(json["cells"][0]["new_warnings"][0]["line"], 3);
}

TEST(ChangeGroups, count_cells_from_the_seventh_on) {
  EXPECT_EQ(cells_text({"a", "b"}), "a, b");
  EXPECT_EQ(cells_text({"1", "2", "3", "4", "5", "6", "7", "8"}), "1, 2, 3, 4, 5, 6 and 2 more");
}

TEST(ChangeGroups, call_the_part_by_its_name) {
  using enum VerdictKind;
  Blame blame;
  for (const auto& [verdict, part] : {std::pair{boot_hung, "the boot"}, {link_failed, "the build"}, {no_rust_tests, "the tests"}, {unsupported, "Kconfig"}})
    EXPECT_EQ(part_text(blame, verdict), part);
  blame.origin = {Layer::abstraction, "sync::arc"};
  EXPECT_EQ(part_text(blame, tests_failed), "sync::arc");
  blame.origin = {Layer::c, ""};
  EXPECT_EQ(part_text(blame, build_failed), "C");
}
