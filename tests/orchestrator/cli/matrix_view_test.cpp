// SPDX-License-Identifier: MIT
#include <orchestrator/cli/matrix_view.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

using namespace gulliver;

namespace {

constexpr const char* matrix = R"(axes: {arch: [x86_64], endian: [little], config: [kunit]}
configs: {kunit: [fragments/kunit-rust.config]}
)";

constexpr const char* accepted = R"(accepted:
  - {kind: failing, test: rust_kernel_str.fmt, reason: it is upstream's, link: 'https://example.org/1',
     expires: 2027-06-30}
)";

const std::string cell = "x86_64-little/kunit";

/// A ledger of runs of one matrix with one cell.
class MatrixView : public testing::Test {
 protected:
  MatrixView() : ledger_(folder_ / "ledger.sqlite") {
    ::setenv("GULLIVER_ROOT", SOURCE_ROOT, 1);
    write_file(file(), matrix);
  }
  ~MatrixView() override { ::unsetenv("GULLIVER_ROOT"); }

  std::string file() const { return folder_ / "m.yaml"; }

  /// In which one of two tests says `not ok`.
  RunId add_run() {
    gulliver::Run run;
    run.matrix = file();
    run.cells = {cell};
    run.started = Moment(std::chrono::seconds(1795374000));
    RunRecord record;
    record.run = ledger_.begin(run);
    record.cell = {cell, "x86_64", Endian::little, "kunit", "debian-trixie"};
    record.verdict = {VerdictKind::tests_failed, "1 of 2 tests failed"};
    record.tree.id = std::string(40, 'a');
    record.tree.base = "linux-source-7.3 7.3.4-1";
    record.boot.emplace();
    record.tests = tests();
    ledger_.add(record);
    return record.run;
  }

  TemporaryFolder folder_;
  Ledger ledger_;

 private:
  static TestReport tests() {
    TestNode good, bad, suite;
    good.name = "cstr_len";
    good.status = TestStatus::passed;
    bad.name = "fmt";
    bad.status = suite.status = TestStatus::failed;
    suite.name = "rust_kernel_str";
    suite.plan = 2;
    suite.children = {good, bad};
    TestReport report;
    report.plan = 1;
    report.suites = {suite};
    report.complete = true;
    return report;
  }
};

}  // namespace

TEST_F(MatrixView, a_cell_has_its_newest_record_judged_by_what_the_matrix_accepts_now) {
  add_run();
  const RunId newer = add_run();
  RunView view = view_matrix(ledger_, file());
  ASSERT_EQ(view.records.size(), 1u);
  EXPECT_EQ(view.records[0].run, newer);
  EXPECT_FALSE(view.findings.standings.at(cell).known);
  EXPECT_TRUE(view.findings.list.empty());

  write_file(folder_ / "accepted.yaml", accepted);
  write_file(file(), std::string("accepted: accepted.yaml\n") + matrix);
  view = view_matrix(ledger_, file());
  EXPECT_TRUE(view.findings.standings.at(cell).known);
  ASSERT_EQ(view.findings.list.size(), 1u);
  EXPECT_EQ(view.findings.list[0].cells, std::vector<std::string>{cell});
}

TEST_F(MatrixView, without_runs_there_are_cells_and_no_records) {
  const RunView view = view_matrix(ledger_, file());
  EXPECT_EQ(view.run.cells, std::vector<std::string>{cell});
  EXPECT_TRUE(view.records.empty());
}
