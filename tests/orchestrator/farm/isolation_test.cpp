// SPDX-License-Identifier: MIT
#include <orchestrator/farm/isolation.hpp>

#include "scripted_farm.hpp"

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;

namespace {

const std::string banner = "Linux version 7.3.4\n";

std::string suite(const std::string& name, const std::string& result) {
  return "    KTAP version 1\n    # Subtest: " + name + "\n    1..1\n    " + result + " 1 x\n" + result + " 1 " + name + "\n";
}

/// A kernel with four suites that does not survive the second. Apart, the third passes and the fourth fails.
class Isolation : public FarmTest {
 protected:
  Isolation() {
    plan_.builds.pop_back();
    isolate_ = true;
    reboots_ = 0;
    world_.on("qemu-system", banner + "KTAP version 1\n1..4\n" + suite("rust_a", "ok") +
                                 "    KTAP version 1\n    # Subtest: rust_b\n    1..2\n    ok 1 x\n"
                                 "Kernel panic - not syncing: Fatal exception\n");
    world_.on("kunit.action=list", banner + "KTAP version 1\nrust_a\nrust_a.x\nrust_b\nrust_b.x\nrust_b.y\nc suite\n"
                                            "c suite.x\nrust_d\nrust_d.x\n");
    world_.on("kunit.filter_glob=\"c suite\"", banner + "KTAP version 1\n1..1\n" + suite("c suite", "ok"));
    world_.on("kunit.filter_glob=rust_d", banner + "KTAP version 1\n1..1\n" + suite("rust_d", "not ok"));
  }

  const RunRecord& run() {
    work();
    return record("mips-big/kunit");
  }
};

std::vector<std::string> told(const std::vector<TestNode>& suites) {
  std::vector<std::string> lines;
  for (const TestNode& suite : suites)
    lines.push_back(suite.name + " " + std::string(name_of(suite.status)) + " " +
                    std::to_string(suite.children.size()));
  return lines;
}

const std::string crash = "\"Kernel panic - not syncing: Fatal exception\" at console line 13, in suite rust_b after rust_b.x";

}  // namespace

TEST_F(Isolation, runs_what_a_crash_left_out) {
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict,
            (Verdict{VerdictKind::test_crashed, crash + "; with --isolate the other 2 suites ran apart: 1 passed, 1 "
                                                        "failed (rust_d: tests-failed)"}));
  EXPECT_THAT(told(cell.tests->suites),
              ElementsAre("rust_a passed 1", "rust_b missing 2", "c suite passed 1", "rust_d failed 1"));
  EXPECT_FALSE(cell.tests->complete);
  EXPECT_EQ(world_.count("kunit.filter_glob=rust_a"), 0) << "it has its result";
  EXPECT_EQ(world_.count("kunit.filter_glob=rust_b"), 0) << "it is the one that crashed";
}

TEST_F(Isolation, keeps_every_console_and_is_told_of) {
  const RunRecord& cell = run();
  const fs::path folder = cell.boot->console.parent_path();
  EXPECT_EQ(cell.boot->console.filename(), "console.log");
  EXPECT_NE(read_file(cell.boot->console).find("Kernel panic"), std::string::npos);
  for (const char* name : {"console.suites.log", "console.suite.c_suite.log", "console.suite.rust_d.log"})
    EXPECT_TRUE(fs::exists(folder / name)) << name;
  EXPECT_EQ(cell.tests->suites[3].children[0].line, 0) << "its line is not one of console.log";
  EXPECT_THAT(observer_.phases["mips-big/kunit"],
              ElementsAre(Phase::configuring, Phase::building, Phase::waiting_to_boot, Phase::booting, Phase::isolating,
                          Phase::done));
}

TEST_F(Isolation, leaves_the_boot_key_of_the_first_boot) {
  const std::string key = run().boot_key;
  observer_.records.clear();
  isolate_ = false;
  EXPECT_EQ(run().boot_key, key);
}

TEST_F(Isolation, waits_until_the_crash_is_sure) {
  reboots_ = 1;
  EXPECT_EQ(run().verdict.reason, crash + "; the same in 2 boots; with --isolate the other 2 suites ran apart: 1 "
                                          "passed, 1 failed (rust_d: tests-failed)");
  EXPECT_EQ(world_.count("qemu-system"), 5);
}

TEST_F(Isolation, is_done_only_where_asked_and_after_a_crash) {
  isolate_ = false;
  EXPECT_EQ(run().verdict.reason, crash);
  observer_.records.clear();
  isolate_ = true;
  world_.on("qemu-system", good_console);
  EXPECT_TRUE(run().verdict.passed());
  EXPECT_EQ(world_.count("kunit.action=list"), 0);
}

TEST_F(Isolation, a_suite_that_says_nothing_is_missing_and_a_complaint_is_not_forgiven) {
  world_.on("kunit.filter_glob=\"c suite\"", banner + "KTAP version 1\n1..0\n");
  world_.on("kunit.filter_glob=rust_d", banner + "WARNING: CPU: 0 PID: 1 at x.c:1\nKTAP version 1\n1..1\n" + suite("rust_d", "ok"));
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict.reason, crash + "; with --isolate the other 2 suites ran apart: 0 passed, 2 failed (c suite: "
                                         "no-rust-tests, rust_d: splat)");
  EXPECT_THAT(told(cell.tests->suites),
              ElementsAre("rust_a passed 1", "rust_b missing 2", "c suite missing 0", "rust_d passed 1"));
}

TEST_F(Isolation, without_a_list_the_record_stays_as_it_is) {
  for (const auto& answer : {ScriptedRunner::Handler([](const Command& c) { return printed(c, banner); }),
                             ScriptedRunner::Handler([](const Command&) -> ProcessResult { throw Error("no more processes"); })}) {
    world_.on("kunit.action=list", answer);
    observer_.records.clear();
    const RunRecord& cell = run();
    EXPECT_EQ(cell.verdict, (Verdict{VerdictKind::test_crashed,
                                     crash + "; with --isolate: a boot that was to list the suites named none"}));
    EXPECT_EQ(cell.boot->console.filename(), "console.log");
  }
}

TEST_F(Isolation, interruption_leaves_no_record) {
  world_.on("kunit.filter_glob=rust_d", [](const Command&) -> ProcessResult { throw Interrupted(); });
  EXPECT_THROW(work(), Interrupted);
  EXPECT_TRUE(observer_.records.empty());
}

TEST(MergeSuites, suites_that_the_list_does_not_know_lead_and_placeholders_go) {
  TestNode unlisted, placeholder;
  unlisted.name = "odd";
  unlisted.line = 5;
  placeholder.name = "suite 2";
  EXPECT_THAT(told(merge_suites({"rust_a"}, {unlisted, placeholder}, {})), ElementsAre("odd missing 0", "rust_a missing 0"));
}
