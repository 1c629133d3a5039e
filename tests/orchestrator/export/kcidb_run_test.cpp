// SPDX-License-Identifier: MIT
#include <orchestrator/export/export.hpp>
#include <orchestrator/export/kcidb_document.hpp>
#include <tests/fakes/python.hpp>
#include <tests/orchestrator/report/samples.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;

namespace {

Json parsed(const RunView& view) { return Json::parse(kcidb(view, "gulliver")); }

std::map<std::string, std::string> statuses(const Json& list) {
  std::map<std::string, std::string> found;
  for (const Json& entry : list) found[entry["id"]] = entry["status"];
  return found;
}

const std::string mips = "gulliver:run-12/mips-big/kunit";

/// Of every kind that a checkout and a build can be.
RunView varied_run() {
  RunView view = sample_run();
  view.records[0].tree.id = "89abcdef0123456789abcdef0123456789abcdef";
  view.records[0].tree.base = "https://git.example.org/linux.git 89abcdef0123456789abcdef0123456789abcdef";
  view.records[1].tree = {};
  view.records[1].verdict = {VerdictKind::patch_failed, "0001-MIPS.patch does not apply"};
  view.records[3].tree = {};
  view.records[3].boot.reset();
  view.records[3].build.reset();
  view.records[3].tests.reset();
  view.records[3].verdict = {VerdictKind::broken, "no space left on device"};
  return view;
}

}  // namespace

TEST(KcidbRun, a_checkout_for_each_tree_a_build_for_each_cell_and_its_tests) {
  const Json json = parsed(sample_run());
  EXPECT_EQ(json["version"].dump(), R"({"major":5,"minor":3})");
  ASSERT_EQ(json["checkouts"].size(), 1u);
  EXPECT_EQ(json["checkouts"][0]["id"], "gulliver:0123456789abcdef0123456789abcdef01234567");
  EXPECT_EQ(json["checkouts"][0]["valid"], true);
  EXPECT_EQ(json["checkouts"][0]["misc"]["series"].dump(), R"(["mips-rust"])");
  EXPECT_EQ(json["builds"].size(), 4u);
  EXPECT_EQ(json["builds"][2]["id"], mips);
  EXPECT_EQ(json["builds"][2]["checkout_id"], json["checkouts"][0]["id"]);
  EXPECT_EQ(json["builds"][2]["misc"]["verdict"], "tests-failed");
  EXPECT_EQ(json["tests"].size(), 3u * 6u) << "a boot and five tests of each cell that was built";
}

TEST(KcidbRun, statuses_are_those_of_builds_boots_and_tests) {
  const Json json = parsed(sample_run());
  EXPECT_EQ(statuses(json["builds"]).at("gulliver:run-12/x86_64-little/hardened"), "FAIL");
  EXPECT_EQ(statuses(json["tests"]).at(mips + "/boot"), "PASS");
  EXPECT_EQ(statuses(json["tests"]).at(mips + "/kunit.rust_kernel_str.fmt"), "FAIL");
  EXPECT_EQ(statuses(json["tests"]).at(mips + "/kunit.rust_kernel_str.cstr_len"), "PASS");
}

TEST(KcidbRun, a_tree_that_never_stood_has_a_checkout_of_its_own) {
  const Json json = parsed(varied_run());
  ASSERT_EQ(json["checkouts"].size(), 4u);
  EXPECT_EQ(json["checkouts"][0]["git_commit_hash"], "89abcdef0123456789abcdef0123456789abcdef");
  EXPECT_EQ(json["checkouts"][0]["git_repository_url"], "https://git.example.org/linux.git");
  EXPECT_EQ(json["checkouts"][1]["id"], "gulliver:run-12-x86_64-little_hardened");
  EXPECT_EQ(json["checkouts"][1]["valid"], false);
  EXPECT_EQ(json["checkouts"][1]["log_excerpt"], "0001-MIPS.patch does not apply");
  EXPECT_FALSE(json["checkouts"][3].contains("valid")) << "the farm failed, which says nothing of the tree";
  EXPECT_EQ(json["builds"][3]["status"], "MISS");
}

TEST(KcidbRun, what_is_accepted_says_so_and_what_is_missing_was_missed) {
  RunView view = sample_run();
  Accepted accepted;
  accepted.reason = "it is upstream's";
  Finding known;
  known.kind = Finding::Kind::known_failure;
  known.test = "rust_kernel_str.fmt";
  known.cells = {"mips-big/kunit"};
  known.accepted = accepted;
  Finding missing = known;
  missing.kind = Finding::Kind::missing_test;
  missing.test = "rust_atomics.load";
  missing.reason = "it ran in run 3";
  missing.accepted.reset();
  view.findings.list = {known, missing};
  const Json json = parsed(view);
  EXPECT_EQ(statuses(json["tests"]).at(mips + "/kunit.rust_atomics.load"), "MISS");
  int seen = 0;
  for (const Json& test : json["tests"]) {
    if (test["id"] != mips + "/kunit.rust_kernel_str.fmt") continue;
    EXPECT_EQ(test["misc"]["accepted"], "accepted: it is upstream's");
    ++seen;
  }
  EXPECT_EQ(seen, 1);
}

TEST(KcidbRun, nothing_is_null) {
  for (const RunView& view : {sample_run(), varied_run()})
    EXPECT_EQ(kcidb(view, "gulliver").find("null"), std::string::npos);
}

TEST(KcidbRun, an_origin_is_of_few_characters) {
  for (const char* good : {"gulliver", "my_farm2"}) EXPECT_TRUE(is_kcidb_origin(good)) << good;
  for (const char* bad : {"", "Gulliver", "my-farm", "a:b", "é"}) EXPECT_FALSE(is_kcidb_origin(bad)) << bad;
}

TEST(KcidbRun, follows_the_schema) {
  const char* folder = std::getenv("KCIDB_SCHEMA");
  if (!folder) GTEST_SKIP() << "KCIDB_SCHEMA does not name a folder with kcidb-v5.3.json";
  if (!run_python("import jsonschema")) GTEST_SKIP() << "python3-jsonschema is not installed";
  const std::string check =
      "import json, jsonschema, sys\n"
      "schema = json.load(open(sys.argv[1] + '/kcidb-v5.3.json'))\n"
      "jsonschema.validate(json.load(sys.stdin), schema, format_checker=jsonschema.FormatChecker())\n";
  for (const RunView& view : {sample_run(), varied_run()})
    EXPECT_TRUE(run_python(check, folder, kcidb(view, "gulliver")));
}
