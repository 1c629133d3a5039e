// SPDX-License-Identifier: MIT
// What the farm asks the ledger before it makes something, and what findings and sizes of jobs ask of earlier runs.
#include "samples.hpp"

#include <gtest/gtest.h>

using namespace gulliver;

TEST(Ledger, finds_the_last_record_of_a_cell_over_runs_without_one) {
  Ledger ledger(":memory:");
  const RunId first = ledger.begin(sample_run());
  ledger.add(small_record(first, "a/last"));
  const RunId second = ledger.begin(sample_run());
  ledger.add(small_record(second, "a/last"));
  ledger.begin(sample_run());
  EXPECT_EQ(ledger.last_record("a/last")->run, second);
  EXPECT_FALSE(ledger.last_record("z/first"));
}

TEST(Ledger, recalls_only_a_boot_that_passed_and_was_really_made) {
  Ledger ledger(":memory:");
  const auto add = [&](VerdictKind kind, bool cached, bool booted) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last", kind);
    record.boot_key = "key";
    if (booted) record.boot.emplace().cached = cached;
    ledger.add(record);
    return record.run;
  };
  add(VerdictKind::tests_failed, false, true);
  add(VerdictKind::passed, false, false);
  add(VerdictKind::passed, true, true);
  EXPECT_FALSE(ledger.booted("key"));
  add(VerdictKind::passed, false, true);
  const RunId newest = add(VerdictKind::passed, false, true);
  add(VerdictKind::passed, true, true);
  EXPECT_EQ(ledger.booted("key")->run, newest);
  EXPECT_FALSE(ledger.booted("other"));
}

TEST(Ledger, finds_what_was_measured_of_an_input_unless_it_says_nothing_of_the_kernel) {
  Ledger ledger(":memory:");
  const auto add = [&](VerdictKind kind) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last", kind);
    record.input_key = "input";
    ledger.add(record);
    return record.run;
  };
  add(VerdictKind::broken);
  add(VerdictKind::flaky);
  EXPECT_FALSE(ledger.measured("input"));
  add(VerdictKind::passed);
  const RunId newest = add(VerdictKind::build_failed);
  add(VerdictKind::emulator_died);
  EXPECT_EQ(ledger.measured("input")->run, newest);
  EXPECT_FALSE(ledger.measured("other"));
  ledger.add(small_record(ledger.begin(sample_run()), "a/last"));
  EXPECT_FALSE(ledger.measured("")) << "no key, no input";
}

TEST(Ledger, finds_builds_that_said_something_on_other_trees) {
  Ledger ledger(":memory:");
  const auto add = [&](const std::string& tree, std::vector<Diagnostic> diagnostics) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last");
    record.tree.id = tree;
    record.build.emplace().diagnostics = std::move(diagnostics);
    ledger.add(record);
    return record.run;
  };
  const Diagnostic warning{"a.c", 1, "warning", "old"};
  const RunId said = add("base", {warning});
  add("base", {});
  add("patched", {warning});
  const std::vector<RunRecord> found = ledger.builds_of("a/last", "patched");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].run, said);
  EXPECT_TRUE(ledger.builds_of("z/first", "").empty());
}

TEST(Ledger, remembers_the_tests_that_ran_in_a_cell_on_a_tree_before) {
  Ledger ledger(":memory:");
  const auto add = [&](const std::string& cell, const std::string& tree, TestReport tests) {
    RunRecord record = small_record(ledger.begin(sample_run()), cell);
    record.tree.id = tree;
    record.tests = std::move(tests);
    ledger.add(record);
    return record;
  };
  TestReport bare;
  bare.suites = {test("bare", TestStatus::failed), test("skipped", TestStatus::skipped)};
  const RunRecord first = add("a/last", "tree", bare);
  const RunRecord second = add("a/last", "tree", sample_report());
  const RunRecord third = add("a/last", "tree", {});
  add("a/last", "tree", sample_report());
  const RunRecord other_tree = add("a/last", "other", {});
  const RunRecord other_cell = add("z/first", "tree", {});

  const SeenTest from_first{"bare", "bare", "", first.run};
  const SeenTest after{"outer.after", "outer.after", "", second.run};
  const SeenTest doctest{"rust/kernel/xarray.rs:34", "outer.inner.doc \xff\x1b[31m", "rust/kernel/xarray.rs:34", second.run};
  const auto before = [&](const RunRecord& record) { return ledger.manifest(record.run, {record}).at(record.cell.id); };
  EXPECT_TRUE(before(first).empty());
  EXPECT_EQ(before(second), std::vector<SeenTest>{from_first});
  EXPECT_EQ(before(third), (std::vector<SeenTest>{from_first, after, doctest}));
  EXPECT_TRUE(before(other_tree).empty());
  EXPECT_TRUE(before(other_cell).empty());
}

TEST(Ledger, remembers_what_a_build_took_last) {
  Ledger ledger(":memory:");
  EXPECT_TRUE(ledger.build_history().empty());
  ledger.remember_build("mips", {Seconds(400), 2200});
  ledger.remember_build("arm", {Seconds(300), 2000});
  ledger.remember_build("mips", {Seconds(32.5), 12});
  const std::map<std::string, BuildHistory> history = ledger.build_history();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history.at("mips").took, Seconds(32.5));
  EXPECT_EQ(history.at("mips").lines, 12);
  EXPECT_EQ(history.at("mips").memory, 0);
  EXPECT_EQ(history.at("arm").took, Seconds(300));
  ledger.remember_build("arm", {Seconds(200), 0, 5'000'000'000});
  ledger.remember_build("arm", {Seconds(30), 0, 1'000'000'000});
  ledger.remember_build("arm", {Seconds(100), 17});
  const BuildHistory arm = ledger.build_history().at("arm");
  EXPECT_EQ(arm.took, Seconds(100));
  EXPECT_EQ(arm.lines, 17);
  EXPECT_EQ(arm.memory, 5'000'000'000);
}
