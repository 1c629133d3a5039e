// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::ordered_json;

namespace {

PatchResult with_warning() {
  PatchResult result = green();
  result.cells[0].new_warnings =
      result.cells[1].new_warnings = {{"rust/kernel/str.rs", 12, "warning", "unused variable: `x`"}};
  return result;
}

}  // namespace

TEST(GithubAnnotations, one_error_for_each_accusation) {
  EXPECT_EQ(
      github_annotations(broken_abstraction()),
      "::error file=rust/kernel/xarray.rs,line=213,title=abstraction xarray (newly-failing)::"
      "rust/kernel/xarray.rs:213: this function takes 5 arguments but 4 arguments were supplied%0A"
      "on arm64-little/kunit, mips-big/kunit%0A"
      "include/linux/xarray.h:355: void *xa_store(struct xarray *, unsigned long index, void *entry, gfp_t, "
      "xa_flags_t);%0A"
      "was: fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t)%0A"
      "is: fn xa_store(arg1: *mut xarray, index: ffi::c_ulong, entry: *mut ffi::c_void, arg2: gfp_t, arg3: "
      "u32)\n");
}

TEST(GithubAnnotations, nothing_for_what_did_not_get_worse) {
  EXPECT_EQ(github_annotations(green()), "");
  EXPECT_EQ(github_annotations(flaky()), "");
  EXPECT_EQ(github_annotations(farm_failure()), "");
}

TEST(GithubAnnotations, new_warnings_and_a_series_that_does_not_apply) {
  EXPECT_EQ(github_annotations(with_warning()),
            "::warning file=rust/kernel/str.rs,line=12,title=new warning::unused variable: `x`%0A"
            "on x86_64-little/kunit, arm64-little/kunit\n");
  EXPECT_THAT(github_annotations(not_applying()),
              testing::StartsWith("::error title=does not apply::patch 2/2: lib/"));
}

TEST(GithubAnnotations, a_place_outside_of_the_tree_is_none) {
  PatchResult result = broken_on_big_endian();
  for (const char* place : {"", "xas_store()", "/usr/lib/rustlib/core.rs:3", "../evil.rs:3"}) {
    for (CellComparison& cell : result.cells)
      for (Blame& blame : cell.blames) blame.place = place;
    EXPECT_THAT(github_annotations(result), testing::StartsWith("::error title=")) << place;
  }
}

TEST(GithubAnnotations, hostile_texts_make_no_command_of_their_own) {
  const std::string text = github_annotations(hostile_result());
  std::istringstream lines(text);
  int seen = 0;
  for (std::string line; std::getline(lines, line); ++seen) {
    ASSERT_TRUE(line.starts_with("::error ") || line.starts_with("::warning ")) << line;
    const std::string properties = line.substr(8, line.find("::", 8) - 8);
    EXPECT_THAT(properties.substr(properties.find("title=")), Not(HasSubstr(","))) << line;
    EXPECT_THAT(line, HasSubstr("%250A")) << "a percent sign of theirs is escaped";
  }
  EXPECT_EQ(seen, 3);
  for (const char* bad : {"\r", "\x1b", "\xe2\x80\xae", "\xff"}) EXPECT_THAT(text, Not(HasSubstr(bad)));
}

TEST(GithubSummary, has_the_answer_a_table_and_what_broke) {
  const std::string text = github_summary(broken_on_big_endian());
  EXPECT_THAT(text, testing::StartsWith(
                        "## <code>the series broke xarray on mips-big/kunit, s390x-big/kunit</code>\n\n"
                        "| cell | change | tests | reason |\n|---|---|---|---|\n"));
  EXPECT_THAT(text,
              HasSubstr("| <code>mips-big/kunit</code> | **newly-failing** | 2 passed, 1 failed, 1 skipped | "
                        "<code>tests-failed&#58; 1 of 4 tests failed</code> |\n"));
  EXPECT_THAT(text, HasSubstr("### What broke\n\n- <code>abstraction xarray</code> on "));
  EXPECT_THAT(text, HasSubstr("  - it fails on every big-endian cell and on no little-endian one\n"));
  EXPECT_THAT(github_summary(green()), Not(HasSubstr("What broke")));
}

TEST(GithubSummary, hostile_texts_are_neither_html_nor_links_nor_cells) {
  const std::string text = github_summary(hostile_result());
  for (const char* bad :
       {"`", "<b>", "](", "http:", "::", "]]>", "&amp;", "\r", "\x1b", "\xe2\x80\xae", "\xff", "@"})
    EXPECT_THAT(text, Not(HasSubstr(bad))) << bad;
  std::istringstream lines(text);
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ")) continue;
    EXPECT_EQ(std::ranges::count(line, '|'), 5) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 5);
}

TEST(GithubSummary, keeps_to_what_github_takes) {
  PatchResult result = green();
  result.maintainers.assign(4000, std::string(300, 'x'));
  const std::string text = github_summary(result);
  EXPECT_LE(text.size(), 1u << 20);
  EXPECT_GT(text.size(), 1000u << 10);
  EXPECT_THAT(text, testing::EndsWith("The rest is left out: it is too long.\n"));
}

TEST(GitlabCodeQuality, one_finding_in_full) {
  Json json = Json::parse(gitlab_code_quality(broken_abstraction()));
  ASSERT_EQ(json.size(), 1u);
  EXPECT_EQ(json[0]["fingerprint"].get<std::string>().size(), 16u);
  json[0].erase("fingerprint");
  EXPECT_EQ(json[0], Json::parse(R"json({
    "description": "this function takes 5 arguments but 4 arguments were supplied (abstraction xarray, on arm64-little/kunit, mips-big/kunit)",
    "check_name": "newly-failing", "severity": "blocker",
    "location": {"path": "rust/kernel/xarray.rs", "lines": {"begin": 213}}})json"));
}

TEST(GitlabCodeQuality, only_what_got_worse) {
  EXPECT_EQ(gitlab_code_quality(green()), "[]\n");
  EXPECT_EQ(gitlab_code_quality(flaky()), "[]\n");
  EXPECT_EQ(Json::parse(gitlab_code_quality(with_warning()))[0]["severity"], "minor");
  EXPECT_EQ(Json::parse(gitlab_code_quality(broken_on_big_endian()))[0]["severity"], "critical");
}

TEST(GitlabCodeQuality, without_a_place_it_stands_in_a_file_of_the_series) {
  PatchResult result = broken_abstraction();
  for (CellComparison& cell : result.cells)
    for (Blame& blame : cell.blames) blame.place.clear();
  EXPECT_EQ(Json::parse(gitlab_code_quality(result))[0]["location"]["path"], "include/linux/xarray.h");
  for (SubmittedPatch& patch : result.series.patches) patch.text = "\n+++ b/../../etc/passwd\n";
  EXPECT_EQ(Json::parse(gitlab_code_quality(result))[0]["location"]["path"], "Makefile");
}

TEST(GitlabCodeQuality, a_fingerprint_lasts_and_is_unique) {
  PatchResult moved = broken_abstraction();
  for (CellComparison& cell : moved.cells)
    for (Blame& blame : cell.blames) blame.place = "rust/kernel/xarray.rs:999";
  EXPECT_EQ(Json::parse(gitlab_code_quality(moved))[0]["fingerprint"],
            Json::parse(gitlab_code_quality(broken_abstraction()))[0]["fingerprint"]);
  for (CellComparison& cell : moved.cells)
    if (!cell.blames.empty()) cell.blames.push_back(xarray_blame());
  const Json two = Json::parse(gitlab_code_quality(moved));
  ASSERT_EQ(two.size(), 2u);
  EXPECT_NE(two[0]["fingerprint"], two[1]["fingerprint"]);
}

TEST(GitlabCodeQuality, hostile_texts) {
  const std::string text = gitlab_code_quality(hostile_result());
  EXPECT_EQ(Json::parse(text).size(), 3u);
  for (const char* bad : {"\x1b", "\\u001b", "\\u202e", "\xff"})
    EXPECT_THAT(text, Not(HasSubstr(bad))) << bad;
}
