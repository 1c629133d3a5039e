// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using Json = nlohmann::ordered_json;

namespace {

Json parsed(const PatchResult& result) {
  return Json::parse(json_answer(result));
}

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

}  // namespace

TEST(JsonAnswer, the_series_in_full) {
  Json json = parsed(broken_abstraction());
  EXPECT_EQ(json["cells"].size(), 4u);
  json.erase("cells");
  EXPECT_EQ(json, Json::parse(R"json({
    "schema": 1,
    "series": {"source": "xarray.mbox", "subject": "Flags for xa_store()", "version": 2, "patches": [
      {"number": 1, "subject": "xarray: tidy up", "author": "Lemuel Gulliver <lemuel@example.org>",
       "message_id": "20261122190000.1-1-lemuel@example.org"},
      {"number": 2, "subject": "xarray: pass flags to xa_store()", "author": "Lemuel Gulliver <lemuel@example.org>",
       "message_id": "20261122190000.1-2-lemuel@example.org"}]},
    "matrix": "/home/swift/matrices/all.yaml",
    "arguments": ["patch", "xarray.mbox", "--matrix", "matrices/all.yaml"],
    "base": {"name": "linux-source", "id": "0123456789abcdef0123456789abcdef01234567",
             "base": "linux-source-7.3 7.3.4-1~bpo13+1", "version": "7.3.4", "series": []},
    "patched": {"name": "linux-source", "id": "89abcdef0123456789abcdef0123456789abcdef",
                "base": "linux-source-7.3 7.3.4-1~bpo13+1", "version": "7.3.4", "series": ["xarray-flags"]},
    "base_run": 11, "run": 12, "started": "2026-11-22T19:00:00Z", "finished": "2026-11-22T19:15:00Z",
    "verdict": "worse", "exit_code": 1, "does_not_apply": null, "first_bad": 2,
    "abstractions": ["xarray"], "drivers": [], "direct_users": [], "rust_files": 212,
    "maintainers": ["Tamir Duberstein <tamird@example.org> (maintainer:XARRAY API [RUST])",
                    "rust-for-linux@vger.kernel.org (open list:RUST)"]})json"));
}

TEST(JsonAnswer, a_cell_is_that_of_a_run_and_what_became_of_it) {
  Json cell = parsed(broken_abstraction())["cells"][1];
  EXPECT_EQ(cell["id"], "arm64-little/kunit");
  EXPECT_EQ(cell["verdict"], "build-failed");
  EXPECT_EQ(cell["change"], "newly-failing");
  EXPECT_EQ(cell["base_verdict"], "passed");
  EXPECT_EQ(cell["base_run"], 11);
  EXPECT_EQ(cell["first_bad"], 2);
  EXPECT_EQ(cell["new_warnings"], Json::array());
  EXPECT_EQ(keys(cell["blames"][0]), (std::vector<std::string>{"layer", "unit", "place", "text", "chain"}));
  EXPECT_EQ(cell["blames"][0]["unit"], "xarray");
  EXPECT_EQ(cell["blames"][0]["chain"]["binding"], "xa_store");
  EXPECT_EQ(cell["blames"][0]["chain"]["header"], "include/linux/xarray.h:355");
}

TEST(JsonAnswer, every_test_has_its_change) {
  const Json cell = parsed(broken_on_big_endian())["cells"][2];
  EXPECT_EQ(cell["suites"][0]["tests"][0]["change"], "unchanged");
  EXPECT_EQ(cell["suites"][2]["tests"][0]["change"], "newly-failing");
  EXPECT_EQ(parsed(flaky())["cells"][3]["suites"][2]["tests"][0]["change"], "still-failing");
  PatchResult unknown = green();
  unknown.cells[0].change = Change::unknown;
  EXPECT_EQ(parsed(unknown)["cells"][0]["suites"][0]["tests"][0]["change"], "unknown");
}

TEST(JsonAnswer, tests_that_are_gone) {
  PatchResult result = green();
  result.cells[0].tests = {{Change::vanished, "rust_atomics.load", "", "atomics"},
                           {Change::removed, "rust_kernel_str.old", "", "str"},
                           {Change::added, "rust_kernel_str.fmt", "", "str"}};
  const Json cell = parsed(result)["cells"][0];
  EXPECT_EQ(cell["gone"], Json::parse(R"([
    {"test": "rust_atomics.load", "change": "vanished", "location": null, "abstraction": "atomics"},
    {"test": "rust_kernel_str.old", "change": "removed", "location": null, "abstraction": "str"}])"));
  EXPECT_EQ(cell["suites"][0]["tests"][1]["change"], "added");
}

TEST(JsonAnswer, what_does_not_exist_is_null) {
  const Json json = parsed(not_applying());
  EXPECT_EQ(json["verdict"], "does-not-apply");
  EXPECT_EQ(json["exit_code"], 2);
  for (const char* key : {"patched", "run", "base_run", "first_bad"}) EXPECT_TRUE(json[key].is_null()) << key;
  PatchResult cut_short = green();
  cut_short.cells[0].patched.reset();
  cut_short.cells[0].base.reset();
  cut_short.cells[0].change = Change::unknown;
  const Json with_gap = parsed(cut_short);
  EXPECT_EQ(with_gap["verdict"], "unknown");
  EXPECT_EQ(with_gap["cells"][0]["verdict"], "not-run");
  EXPECT_TRUE(with_gap["cells"][0]["base_verdict"].is_null());
}

TEST(JsonAnswer, is_plain_ascii_whatever_it_quotes) {
  const std::string text = json_answer(hostile_result());
  for (const unsigned char c : text) ASSERT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f)) << int(c);
  EXPECT_NE(text.find("\\u202e"), text.npos);
}
