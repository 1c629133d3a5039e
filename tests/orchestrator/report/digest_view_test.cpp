// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using testing::HasSubstr;

namespace {

const std::string long_value(20, 'a');

RunRecord saying(const Cell& cell, std::vector<Digest> digests) {
  RunRecord record = passed_record(cell);
  record.tests->suites[0].children[0].digests = std::move(digests);
  return record;
}

RunView digest_run() {
  RunView view = sample_run();
  view.records = {saying(sample_cell("x86_64", Endian::little), {{"same", long_value}, {"bits.get", "0f3a"}}),
                  saying(sample_cell("mips", Endian::big), {{"same", long_value}, {"bits.get", "3a0f"}}),
                  saying(sample_cell("s390x", Endian::big), {{"same", long_value}})};
  view.records[0].cell.bits = 64;
  view.records[1].cell.bits = 32;
  return view;
}

}  // namespace

TEST(DigestView, is_a_table_with_a_note_at_each_cell_that_differs) {
  EXPECT_EQ("\n" + render_report(digest_run(), ReportView::digests, {}), R"(
/home/swift/matrices/quickstart.yaml: run 12, 2026-11-22
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

          x86_64             mips               s390x
          little             big                big
bits.get  0f3a               3a0f [1]
same      aaaaaaaaaaaaaaaa…  aaaaaaaaaaaaaaaa…  aaaaaaaaaaaaaaaa…

2 digests: 1 the same wherever printed, 1 on which cells disagree

[1]  bits.get: 0f3a on every little-endian or 64-bit cell (x86_64-little/kunit); 3a0f on every big-endian or 32-bit cell (mips-big/kunit); explained by byte order or word size
)");
}

TEST(DigestView, names_configs_where_there_are_several) {
  RunView view = digest_run();
  view.records[2].cell = sample_cell("mips", Endian::big, "kasan");
  EXPECT_THAT(render_report(view, ReportView::digests, {}), HasSubstr("x86_64/kunit       mips/kunit         mips/kasan\n"));
}

TEST(DigestView, says_that_there_is_none) {
  EXPECT_THAT(render_report(sample_run(), ReportView::digests, {}), HasSubstr("\nno digests\n"));
}

TEST(DigestView, marks_in_html_what_differs) {
  const std::string html = html_report(digest_run(), ReportView::digests);
  EXPECT_THAT(html, HasSubstr("<td class=\"failed\">✗ 3a0f <sup>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"passed\">✓ 0f3a</td>"));
}

TEST(DigestView, has_every_value_whole_in_json) {
  const nlohmann::json json = nlohmann::json::parse(json_digests(digest_run()));
  EXPECT_EQ(json["disagreeing"], 1);
  ASSERT_EQ(json["digests"].size(), 2u);
  EXPECT_EQ(json["digests"][0], nlohmann::json::parse(R"({
    "name": "bits.get", "test": "rust_kernel_str.cstr_len", "location": null, "agree": false,
    "explanation": "explained by byte order or word size",
    "groups": [{"value": "0f3a", "cells": ["x86_64-little/kunit"], "every": ["little-endian", "64-bit"]},
               {"value": "3a0f", "cells": ["mips-big/kunit"], "every": ["big-endian", "32-bit"]}]})"));
  EXPECT_EQ(json["digests"][1]["groups"][0]["value"], long_value);
  EXPECT_EQ(json["digests"][1]["explanation"], nullptr);
}
