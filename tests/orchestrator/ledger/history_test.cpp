// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/database.hpp>
#include <orchestrator/ledger/history.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

TestNode test(const std::string& name, TestStatus status, const std::string& location = "") {
  TestNode node;
  node.name = name;
  node.status = status;
  node.location = location;
  return node;
}

TestNode suite(const std::string& name, std::vector<TestNode> children) {
  TestNode node = test(name, TestStatus::passed);
  node.plan = static_cast<int>(children.size());
  node.children = std::move(children);
  return node;
}

class HistoryTest : public testing::Test {
 protected:
  /// A run of one cell in which `fmt` comes to `status`.
  RunId run(const std::string& cell, TestStatus status, VerdictKind verdict = VerdictKind::passed,
            std::vector<std::string> arguments = {"run", "/m.yaml"}, std::vector<std::string> series = {"port"}) {
    gulliver::Run run;
    run.arguments = std::move(arguments);
    run.matrix = "/m.yaml";
    run.cells = {cell};
    RunRecord record;
    record.run = ledger_.begin(run);
    record.cell = {cell, "mips", Endian::big, "kunit", "trixie", 32};
    record.verdict = {verdict, ""};
    record.fingerprint = verdict == VerdictKind::passed ? "" : "beef";
    record.tree.base = "linux 7.3";
    record.tree.series = std::move(series);
    record.started = record.finished = Moment(std::chrono::seconds(1000 + record.run));
    record.build.emplace().took = Seconds(40);
    record.boot.emplace().took = Seconds(2);
    record.boot->cached = true;
    TestReport& report = record.tests.emplace();
    report.suites = {suite("rust_kernel_str", {test("fmt", status), test("len", TestStatus::passed)}),
                     suite("rust_doctests_kernel", {test("arc_0", TestStatus::passed, "rust/kernel/sync/arc.rs:7"),
                                                    test("lock_0", TestStatus::skipped, "rust/kernel/sync/lock.rs:7")})};
    ledger_.add(record);
    return record.run;
  }

  TemporaryFolder folder_;
  Ledger ledger_{folder_ / "ledger.sqlite"};
};

}  // namespace

TEST_F(HistoryTest, of_a_cell_is_every_run_of_it) {
  const RunId first = run("a", TestStatus::passed);
  run("b", TestStatus::passed);
  run("a", TestStatus::failed, VerdictKind::tests_failed);
  const CellHistory history = History(folder_ / "ledger.sqlite").cell("a");
  ASSERT_EQ(history.moments.size(), 2u);
  EXPECT_EQ(history.moments[0].run, first);
  EXPECT_EQ(history.moments[0].tests, (TestCounts{3, 0, 1, 0}));
  EXPECT_EQ(history.moments[0].build, Seconds(40));
  EXPECT_EQ(history.moments[0].boot, Seconds(0)) << "it was not made";
  EXPECT_EQ(history.moments[1].verdict, VerdictKind::tests_failed);
  EXPECT_EQ(history.moments[1].fingerprint, "beef");
  EXPECT_EQ(history.moments[1].tree, "linux 7.3 with port");
}

TEST_F(HistoryTest, of_tests_is_by_cell) {
  run("a", TestStatus::passed);
  run("b", TestStatus::failed);
  run("a", TestStatus::failed);
  const TestHistory history = History(folder_ / "ledger.sqlite").tests("rust_kernel_str.f*");
  EXPECT_THAT(history.names, ElementsAre("rust_kernel_str.fmt"));
  ASSERT_EQ(history.cells.size(), 2u);
  const auto& moments = history.cells.at("a");
  ASSERT_EQ(moments.size(), 2u);
  EXPECT_TRUE(moments[0].passed());
  EXPECT_TRUE(moments[1].failed());
}

TEST_F(HistoryTest, of_an_abstraction_counts_what_is_in_it) {
  run("a", TestStatus::failed);
  const History history(folder_ / "ledger.sqlite");
  EXPECT_EQ(history.abstraction("str").cells.at("a")[0].tests, (TestCounts{1, 1, 0, 0}));
  const TestHistory sync = history.abstraction("sync");
  EXPECT_EQ(sync.names.size(), 2u);
  EXPECT_EQ(sync.cells.at("a")[0].tests, (TestCounts{1, 0, 1, 0}));
  EXPECT_THAT(history.abstraction("syn").names, IsEmpty());
  EXPECT_THAT(history.abstractions(), ElementsAre("str", "sync::arc", "sync::lock"));
  EXPECT_THAT(history.cells(), ElementsAre("a"));
}

TEST_F(HistoryTest, is_of_trees_and_not_of_series_on_trial) {
  using enum TestStatus;
  const RunId base = run("a", passed, VerdictKind::passed, {"patch", "m", "--series", "s"}, {"port"});
  run("a", failed, VerdictKind::tests_failed, {"patch", "m", "--series", "s"}, {"port", "patch"});
  run("a", failed, VerdictKind::tests_failed, {"watch", "m"}, {"patch"});
  run("a", failed, VerdictKind::tests_failed, {"bisect", "m"}, {});
  const RunId own = run("a", passed, VerdictKind::passed, {"run", "m"}, {"patch"});
  const History history(folder_ / "ledger.sqlite");
  ASSERT_EQ(history.cell("a").moments.size(), 2u);
  EXPECT_EQ(history.cell("a").moments[0].run, base);
  EXPECT_EQ(history.cell("a").moments[1].run, own) << "a series of that name in a matrix is its own";
  EXPECT_EQ(history.abstraction("str").cells.at("a").size(), 2u);
}

TEST_F(HistoryTest, of_a_cell_tells_what_the_findings_of_a_run_make_of_it) {
  const RunId first = run("a", TestStatus::passed);
  const RunId second = run("a", TestStatus::passed);
  std::vector<RunRecord> standing = ledger_.records(first);
  standing[0].verdict = {VerdictKind::tests_missing, "1 test is missing"};
  standing[0].fingerprint = "cafe";
  ledger_.settle(first, standing, {});
  ledger_.settle(second, ledger_.records(second), {});
  const CellHistory history = History(folder_ / "ledger.sqlite").cell("a");
  EXPECT_EQ(history.moments[0].verdict, VerdictKind::tests_missing);
  EXPECT_EQ(history.moments[0].fingerprint, "cafe");
  EXPECT_EQ(history.moments[1].verdict, VerdictKind::passed);
  EXPECT_EQ(ledger_.records(first)[0].verdict.kind, VerdictKind::passed) << "what was measured stays as it was";
}

TEST_F(HistoryTest, counts_what_every_run_came_to) {
  const RunId first = run("a", TestStatus::failed, VerdictKind::tests_failed);
  const RunId second = run("a", TestStatus::passed);
  std::vector<RunRecord> standing = ledger_.records(second);
  standing[0].verdict.kind = VerdictKind::tests_missing;
  Findings findings;
  findings.standings["a"] = {ledger_.records(first)[0].verdict, true};
  ledger_.settle(first, ledger_.records(first), findings);
  ledger_.settle(second, standing, {});
  const History history(folder_ / "ledger.sqlite");
  const std::map<RunId, RunCounts> counts = history.counts();
  EXPECT_EQ(counts.at(first), (RunCounts{{{VerdictKind::tests_failed, 1}}, 1, {2, 1, 1, 0}}));
  EXPECT_EQ(counts.at(second), (RunCounts{{{VerdictKind::tests_missing, 1}}, 0, {3, 0, 1, 0}}));
  EXPECT_EQ(history.cell("a").moments[0].verdict, VerdictKind::tests_failed);
}

TEST_F(HistoryTest, a_run_is_unsettled_until_its_standings_are_kept_and_when_a_record_comes_late) {
  const RunId first = run("a", TestStatus::passed);
  const RunId second = run("a", TestStatus::passed);
  EXPECT_THAT(ledger_.unsettled(), ElementsAre(first)) << "the last one may go on";
  ledger_.finish(second, Moment(std::chrono::seconds(9000)), Seconds(1));
  EXPECT_THAT(ledger_.unsettled(), ElementsAre(first, second));
  ledger_.settle(first, {}, {});
  EXPECT_THAT(ledger_.unsettled(), ElementsAre(second));

  gulliver::Run two_cells;
  two_cells.cells = {"a", "b"};
  RunRecord late;
  late.run = ledger_.begin(two_cells);
  ledger_.settle(late.run, {}, {});
  late.cell = {"b", "mips", Endian::big, "kunit", "trixie", 32};
  ledger_.add(late);
  ledger_.finish(late.run, Moment(std::chrono::seconds(9001)), Seconds(1));
  EXPECT_THAT(ledger_.unsettled(), ElementsAre(second, late.run));
}

TEST_F(HistoryTest, leaves_out_runs_that_chose_tests) {
  run("a", TestStatus::passed, VerdictKind::passed, {"run", "m", "--test", "rust_kernel_str*"});
  EXPECT_THAT(History(folder_ / "ledger.sqlite").cell("a").moments, IsEmpty());
}

TEST_F(HistoryTest, of_a_ledger_from_before_is_filled_from_its_records) {
  run("a", TestStatus::failed);
  {
    Database database(folder_ / "ledger.sqlite");
    database.run_script("DROP TABLE results; DROP TABLE test_names; PRAGMA user_version = 5;"
                        "DROP TABLE digests; DROP TABLE standings; DROP INDEX runs_unsettled; ALTER TABLE runs DROP COLUMN settled;"
                        "ALTER TABLE runs DROP COLUMN in_one_go; ALTER TABLE records DROP COLUMN place;"
                        "ALTER TABLE builds DROP COLUMN memory; ALTER TABLE build_history DROP COLUMN memory;");
  }
  EXPECT_EQ(History(folder_ / "ledger.sqlite").tests("rust_kernel_str.fmt").cells.at("a").size(), 1u);
}
