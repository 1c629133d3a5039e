// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/abstraction_map.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

namespace {

CrateModule module(const std::string& name, const std::string& file, std::vector<std::string> suites = {}) {
  CrateModule made;
  made.name = name;
  made.file = "rust/kernel/" + file;
  made.compiled = true;
  made.suites = std::move(suites);
  return made;
}

CrateModule left_out(CrateModule made, const std::string& symbol) {
  made.condition = "CONFIG_" + symbol;
  made.compiled = false;
  made.missing = {symbol};
  return made;
}

const CrateModule str = module("str", "str.rs", {"rust_kernel_str"});
const CrateModule list = module("list", "list.rs");
const CrateModule xarray = module("xarray", "xarray.rs");
const CrateModule quiet = module("quiet", "quiet.rs");
const CrateModule drm = module("drm", "drm/mod.rs");

/// x86_64 without, mips with drm; on mips a test of str fails.
RunView sample_map_run() {
  const Cell x86 = sample_cell("x86_64", Endian::little), mips = sample_cell("mips", Endian::big);
  RunView view;
  view.run.matrix = "/m.yaml";
  view.run.cells = {x86.id, mips.id, "arm-little/kunit"};
  view.records = {passed_record(x86), failed_record(mips)};
  view.records[0].build->crate = std::make_shared<Crate>(Crate{str, list, xarray, quiet, left_out(drm, "DRM")});
  view.records[1].build->crate = std::make_shared<Crate>(Crate{str, list, xarray, quiet, drm});
  return view;
}

const MapRow& row(const AbstractionMap& map, const std::string& name) { return *std::ranges::find(map.rows, name, &MapRow::module); }

}  // namespace

TEST(AbstractionMap, counts_the_tests_of_each_module_on_each_architecture) {
  const AbstractionMap map = make_abstraction_map(sample_map_run());
  EXPECT_THAT(map.columns, ElementsAre(SurveyHead{"x86_64", "little", ""}, SurveyHead{"mips", "big", ""}));
  ASSERT_EQ(map.rows.size(), 5u);
  EXPECT_EQ(row(map, "str").cells[0].coverage, Coverage::passed);
  EXPECT_EQ(row(map, "str").cells[0].passed, 2);
  EXPECT_EQ(row(map, "str").cells[1].coverage, Coverage::failed);
  EXPECT_EQ(row(map, "str").cells[1].failed, 1);
  EXPECT_EQ(row(map, "xarray").cells[0].passed, 1) << "a doctest says where it stands";
  EXPECT_EQ(row(map, "quiet").cells[0].coverage, Coverage::untested);
  EXPECT_EQ(row(map, "drm").cells[0].coverage, Coverage::left_out);
  EXPECT_EQ(row(map, "drm").cells[1].coverage, Coverage::untested);
}

TEST(AbstractionMap, says_what_is_covered_and_what_is_not) {
  RunView view = sample_map_run();
  MapSummary summary = summarise(make_abstraction_map(view));
  EXPECT_EQ(counts_text(summary), "5 modules: 5 compiled somewhere, 3 with tests of their own, 1 of them failing");
  EXPECT_THAT(summary.untested, ElementsAre("drm", "quiet"));
  EXPECT_TRUE(summary.left_out.empty());
  view.records.pop_back();
  summary = summarise(make_abstraction_map(view));
  EXPECT_THAT(summary.left_out, ElementsAre(Pair("DRM", ElementsAre("drm"))));
}

TEST(AbstractionMap, takes_no_module_of_a_kernel_that_was_not_built_for_compiled) {
  RunView view = sample_map_run();
  view.records[0].build->image_hash.clear();
  view.records[0].tests.reset();
  const AbstractionMap map = make_abstraction_map(view);
  EXPECT_EQ(row(map, "str").cells[0].coverage, Coverage::unknown);
  EXPECT_EQ(row(map, "drm").cells[0].coverage, Coverage::left_out);
}

TEST(AbstractionMap, reads_the_configs_of_an_architecture_as_one) {
  RunView view = sample_map_run();
  RunRecord wider = passed_record(sample_cell("x86_64", Endian::little, "wide"));
  wider.build->crate = std::make_shared<Crate>(Crate{str, drm});
  wider.tests->suites = {suite("rust_kernel_str", TestStatus::passed, {test("fmt", TestStatus::passed)})};
  view.run.cells.push_back(wider.cell.id);
  view.records.push_back(wider);
  const AbstractionMap map = make_abstraction_map(view);
  ASSERT_EQ(map.columns.size(), 2u);
  EXPECT_EQ(row(map, "drm").cells[0].coverage, Coverage::untested);
  EXPECT_EQ(row(map, "str").cells[0].passed, 2) << "the same test is counted once";
}

TEST(AbstractionMap, does_not_know_what_was_not_configured) {
  RunView view = sample_map_run();
  view.records[1].build->crate = nullptr;
  const AbstractionMap map = make_abstraction_map(view);
  EXPECT_EQ(row(map, "list").cells[1].coverage, Coverage::unknown);
  view.records.clear();
  EXPECT_EQ(counts_text(summarise(make_abstraction_map(view))), "no module of the kernel crate is known: no kernel was configured");
}

TEST(AbstractionMap, is_a_table_in_text_and_html) {
  const std::string text = render_report(sample_map_run(), ReportView::map, {false, 100});
  EXPECT_THAT(text, HasSubstr("drm     left out [1]  no test\n"));
  EXPECT_THAT(text, HasSubstr("str     2             1 of 2 fail\n"));
  EXPECT_THAT(text, HasSubstr("[1]  wants CONFIG_DRM\n"));
  const std::string html = html_report(sample_map_run(), ReportView::map);
  EXPECT_THAT(html, HasSubstr("Modules of the kernel crate by architecture"));
  EXPECT_THAT(html, HasSubstr("<td class=\"failed\">"));
}

TEST(AbstractionMap, is_json_and_csv) {
  RunView view = sample_map_run();
  const auto json = nlohmann::json::parse(json_map(view));
  EXPECT_EQ(json["modules"][0]["module"], "drm");
  EXPECT_EQ(json["modules"][0]["on"]["x86_64-little"]["coverage"], "left-out");
  EXPECT_EQ(json["modules"][0]["on"]["x86_64-little"]["missing"][0], "DRM");
  EXPECT_EQ(json["tested"], 3);
  CrateModule hostile = quiet;
  hostile.name = "=1+\"x\",\n";
  view.records[0].build->crate = std::make_shared<Crate>(Crate{hostile});
  view.records.pop_back();
  EXPECT_THAT(csv_map(view), HasSubstr("\r\n\"'=1+\"\"x\"\","));
}
