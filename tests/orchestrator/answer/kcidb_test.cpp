// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <tests/fakes/python.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

using namespace gulliver;
using Json = nlohmann::ordered_json;

namespace {

Json parsed(const PatchResult& result) {
  return Json::parse(kcidb(result, "gulliver"));
}

std::map<std::string, std::string> statuses(const Json& list) {
  std::map<std::string, std::string> found;
  for (const Json& entry : list) found[entry["id"]] = entry["status"];
  return found;
}

int nulls(const Json& json) {
  int sum = json.is_null() ? 1 : 0;
  if (json.is_structured())
    for (const Json& child : json) sum += nulls(child);
  return sum;
}

std::vector<PatchResult> all_samples() {
  return {green(), broken_abstraction(), broken_on_big_endian(), not_applying(), farm_failure(),
          flaky(), hostile_result()};
}

}  // namespace

TEST(Kcidb, one_checkout_a_build_for_each_cell_and_its_tests) {
  const Json json = parsed(green());
  EXPECT_EQ(json["version"].dump(), R"({"major":5,"minor":3})");
  EXPECT_EQ(json["checkouts"].size(), 1u);
  EXPECT_EQ(json["builds"].size(), 4u);
  EXPECT_EQ(json["tests"].size(), 4u * 5u);
  const Json& checkout = json["checkouts"][0];
  EXPECT_EQ(checkout["id"],
            "gulliver:0123456789abcdef0123456789abcdef01234567-89abcdef0123456789abcdef0123456789abcdef");
  EXPECT_EQ(checkout["message_id"], "20261122190000.1-1-lemuel@example.org");
  EXPECT_EQ(checkout["valid"], true);
  EXPECT_FALSE(checkout.contains("git_commit_hash")) << "a Debian package is no commit";
  const Json& build = json["builds"][2];
  EXPECT_EQ(build["id"], "gulliver:run-12/mips-big/kunit");
  EXPECT_EQ(build["checkout_id"], checkout["id"]);
  EXPECT_EQ(build["architecture"], "mips");
  EXPECT_EQ(build["compiler"], "rustc 1.96.0, clang 19.1.7, bindgen 0.71.1");
  const Json& test = json["tests"][14];
  EXPECT_EQ(test["id"],
            "gulliver:run-12/mips-big/kunit/kunit.rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0");
  EXPECT_EQ(test["path"], "kunit.rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0");
  EXPECT_EQ(test["build_id"], build["id"]);
}

TEST(Kcidb, a_base_that_is_a_commit) {
  PatchResult result = green();
  result.base.base = "https://git.example.org/linux.git 89abcdef0123456789abcdef0123456789abcdef";
  EXPECT_EQ(parsed(result)["checkouts"][0]["git_commit_hash"], "89abcdef0123456789abcdef0123456789abcdef");
  EXPECT_EQ(parsed(result)["checkouts"][0]["git_repository_url"], "https://git.example.org/linux.git");
  result.base.base = "linux 89abcdef0123456789abcdef0123456789abcdeX";
  EXPECT_FALSE(parsed(result)["checkouts"][0].contains("git_commit_hash"));
}

TEST(Kcidb, statuses) {
  const auto broken = statuses(parsed(broken_abstraction())["builds"]);
  EXPECT_EQ(broken.at("gulliver:run-12/arm64-little/kunit"), "FAIL");
  EXPECT_EQ(broken.at("gulliver:run-12/s390x-big/kunit"), "PASS");
  const auto tests = statuses(parsed(broken_on_big_endian())["tests"]);
  const std::string mips = "gulliver:run-12/mips-big/kunit/";
  EXPECT_EQ(tests.at(mips + "boot"), "PASS");
  EXPECT_EQ(tests.at(mips + "kunit.rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0"), "FAIL");
  EXPECT_EQ(tests.at(mips + "kunit.example.example_skip"), "SKIP");
  EXPECT_EQ(statuses(parsed(farm_failure())["tests"]).at(mips + "boot"), "MISS");
}

TEST(Kcidb, a_vanished_test_is_missed_and_one_without_a_result_an_error) {
  PatchResult result = green();
  result.cells[0].change = Change::vanished;
  result.cells[0].tests = {{Change::vanished, "rust_atomics.load", "", "atomics"}};
  result.cells[0].patched->tests->suites[0].children[0].status = TestStatus::missing;
  const auto tests = statuses(parsed(result)["tests"]);
  EXPECT_EQ(tests.at("gulliver:run-12/x86_64-little/kunit/kunit.rust_atomics.load"), "MISS");
  EXPECT_EQ(tests.at("gulliver:run-12/x86_64-little/kunit/kunit.rust_kernel_str.cstr_len"), "ERROR");
}

TEST(Kcidb, an_invalid_checkout_says_why_and_has_a_name_of_its_own) {
  const Json json = parsed(not_applying());
  EXPECT_EQ(json["checkouts"][0]["valid"], false);
  EXPECT_EQ(json["checkouts"][0]["log_excerpt"], not_applying().does_not_apply);
  EXPECT_TRUE(json["builds"].empty());
  PatchResult other = not_applying();
  other.series.patches[0].text += "+";
  EXPECT_NE(parsed(other)["checkouts"][0]["id"], json["checkouts"][0]["id"]);
}

TEST(Kcidb, ids_are_unique_and_nothing_is_null) {
  PatchResult twice = green();
  twice.cells[0].patched->tests->suites.push_back(twice.cells[0].patched->tests->suites[0]);
  twice.cells[0].patched->tests->suites[0].children[0].name = "a.b c";
  for (const PatchResult& result : {twice, hostile_result()}) {
    const Json json = parsed(result);
    std::set<std::string> ids;
    for (const Json& test : json["tests"]) EXPECT_TRUE(ids.insert(test["id"]).second) << test["id"];
    EXPECT_GT(ids.size(), 10u);
    EXPECT_EQ(nulls(json), 0);
  }
}

TEST(Kcidb, excerpts_are_cut_between_characters) {
  PatchResult result = broken_on_big_endian();
  TestNode& test = result.cells[2].patched->tests->suites[2].children[0];
  test.diagnostics = {std::string("x\0", 2), std::string(), ""};
  for (int i = 0; i < 8000; ++i) test.diagnostics[1] += "漢";
  const Json json = parsed(result);
  const std::string excerpt = json["tests"][14]["log_excerpt"];
  EXPECT_THAT(excerpt, testing::StartsWith("x\\x00\n漢"));
  EXPECT_THAT(excerpt, testing::EndsWith("漢"));
  EXPECT_LE(excerpt.size(), 16384u);
  EXPECT_GT(excerpt.size(), 16380u);
}

TEST(Kcidb, follows_the_schema) {
  const char* folder = std::getenv("KCIDB_SCHEMA");
  if (!folder) GTEST_SKIP() << "KCIDB_SCHEMA does not name a folder with kcidb-v5.3.json";
  if (!run_python("import jsonschema")) GTEST_SKIP() << "python3-jsonschema is not installed";
  const std::string check =
      "import json, jsonschema, sys\n"
      "schema = json.load(open(sys.argv[1] + '/kcidb-v5.3.json'))\n"
      "jsonschema.validate(json.load(sys.stdin), schema, format_checker=jsonschema.FormatChecker())\n";
  for (const PatchResult& result : all_samples())
    EXPECT_TRUE(run_python(check, folder, kcidb(result, "gulliver")));
  EXPECT_FALSE(run_python(check, folder, kcidb(green(), "Gulliver"))) << "the check itself checks";
}
