// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/history.hpp>

#include <orchestrator/ledger/database.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/ledger/names.hpp>

namespace gulliver {
namespace {

/// Leaves out records of a tree with a patch series on trial, and of commits that a search went over: what they are
/// like is no news of the tree. And runs that chose tests (--test), whose pass is none of the cell. A series on trial is
/// the last one, and is called "patch" (write_patches()). Each of the two sets is made once for a query.
constexpr const char* of_trees_themselves =
    " AND records.run NOT IN (SELECT id FROM runs WHERE arguments LIKE 'bisect' || char(10) || '%'"
    " OR arguments LIKE '%' || char(10) || '--test' || char(10) || '%')"
    " AND NOT (char(10) || tree_series LIKE '%' || char(10) || 'patch' || char(10)"
    " AND records.run IN (SELECT id FROM runs WHERE arguments LIKE 'patch' || char(10) || '%'"
    " OR arguments LIKE 'watch' || char(10) || '%'))";

void add(TestCounts& counts, TestStatus status, int number) {
  switch (status) {
    case TestStatus::passed:
      counts.passed += number;
      return;
    case TestStatus::failed:
      counts.failed += number;
      return;
    case TestStatus::skipped:
      counts.skipped += number;
      return;
    case TestStatus::missing:
      counts.missing += number;
      return;
  }
}

TestCounts counts_of(Statement& select, std::int64_t record) {
  TestCounts counts;
  select.bind(record);
  while (select.step()) {
    std::string status;
    int number = 0;
    select.read(status, number);
    add(counts, known(test_status(status), status), number);
  }
  return counts;
}

std::vector<std::string> names_of(Statement& select) {
  std::vector<std::string> names;
  while (select.step()) select.read(names.emplace_back());
  return names;
}

/// Moments of the tests that `condition`, with one parameter for a text, finds.
TestHistory history_of(Database& database, const std::string& condition, const std::string& text) {
  TestHistory history;
  Statement names = database.prepare("SELECT name FROM test_names WHERE " + condition + " ORDER BY name");
  names.bind(text);
  history.names = names_of(names);
  Statement select = database.prepare(
      "SELECT cell, run, started, tree_base, tree_series, status, number FROM (SELECT record, status, count(*) AS number"
      " FROM results WHERE test IN (SELECT id FROM test_names WHERE " + condition + ") GROUP BY record, status)"
      " JOIN records ON records.id = record WHERE true" + of_trees_themselves + " ORDER BY cell, run");
  select.bind(text);
  while (select.step()) {
    std::string cell, base, status;
    std::vector<std::string> series;
    int number = 0;
    TestMoment moment;
    select.read(cell, moment.run, moment.when, base, series, status, number);
    std::vector<TestMoment>& moments = history.cells[cell];
    if (moments.empty() || moments.back().run != moment.run) {
      moment.tree = with_series(base, series);
      moments.push_back(std::move(moment));
    }
    add(moments.back().tests, known(test_status(status), status), number);
  }
  return history;
}

}  // namespace

History::History(const std::filesystem::path& file) {
  Ledger{file};  // brings it up to date
  database_ = std::make_unique<Database>(file);
}

History::~History() = default;

CellHistory History::cell(const std::string& id) const {
  CellHistory history{id, {}};
  Statement select = database_->prepare(std::string(
      "SELECT records.id, run, started, coalesce(standings.verdict, records.verdict),"
      " coalesce(standings.fingerprint, records.fingerprint), tree_base, tree_series,"
      " CASE WHEN builds.cached THEN 0 ELSE builds.took END, CASE WHEN boots.cached THEN 0 ELSE boots.took END FROM records"
      " LEFT JOIN standings ON standings.record = records.id"
      " LEFT JOIN builds ON builds.record = records.id LEFT JOIN boots ON boots.record = records.id WHERE cell = ?") +
      of_trees_themselves + " ORDER BY run");
  Statement counts = database_->prepare("SELECT status, count(*) FROM results WHERE record = ? GROUP BY status");
  select.bind(id);
  while (select.step()) {
    std::int64_t record = 0;
    std::string verdict, base;
    std::vector<std::string> series;
    std::optional<Seconds> build, boot;
    CellMoment& moment = history.moments.emplace_back();
    select.read(record, moment.run, moment.when, verdict, moment.fingerprint, base, series, build, boot);
    moment.verdict = known(verdict_kind(verdict), verdict);
    moment.tree = with_series(base, series);
    moment.build = build.value_or(Seconds{});
    moment.boot = boot.value_or(Seconds{});
    moment.tests = counts_of(counts, record);
  }
  return history;
}

TestHistory History::tests(const std::string& glob) const { return history_of(*database_, "name GLOB ?1", glob); }

TestHistory History::test(const std::string& name) const { return history_of(*database_, "name = ?1", name); }

TestHistory History::abstraction(const std::string& name) const {
  return history_of(*database_, "(abstraction = ?1 OR substr(abstraction, 1, length(?1) + 2) = ?1 || '::')", name);
}

std::map<RunId, RunCounts> History::counts() const {
  std::map<RunId, RunCounts> counts;
  Statement verdicts = database_->prepare(
      "SELECT run, coalesce(standings.verdict, records.verdict), count(*), sum(coalesce(known, 0)) FROM records"
      " LEFT JOIN standings ON standings.record = records.id GROUP BY 1, 2");
  while (verdicts.step()) {
    RunId run = 0;
    std::string verdict;
    int cells = 0, known_cells = 0;
    verdicts.read(run, verdict, cells, known_cells);
    counts[run].verdicts[known(verdict_kind(verdict), verdict)] = cells;
    counts[run].known += known_cells;
  }
  Statement tests = database_->prepare(
      "SELECT run, status, sum(number) FROM (SELECT record, status, count(*) AS number FROM results GROUP BY record, status)"
      " JOIN records ON records.id = record GROUP BY run, status");
  while (tests.step()) {
    RunId run = 0;
    std::string status;
    int number = 0;
    tests.read(run, status, number);
    add(counts[run].tests, known(test_status(status), status), number);
  }
  return counts;
}

std::vector<std::string> History::cells() const {
  Statement select = database_->prepare("SELECT DISTINCT cell FROM records ORDER BY cell");
  return names_of(select);
}

std::vector<std::string> History::abstractions() const {
  Statement select = database_->prepare("SELECT DISTINCT abstraction FROM test_names ORDER BY abstraction");
  return names_of(select);
}

std::vector<std::string> History::test_names() const {
  Statement select = database_->prepare("SELECT name FROM test_names ORDER BY name");
  return names_of(select);
}

std::int64_t History::version() const {
  Statement select = database_->prepare("PRAGMA data_version");
  std::int64_t version = 0;
  if (select.step()) select.read(version);
  return version;
}

}  // namespace gulliver
