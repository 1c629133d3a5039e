// SPDX-License-Identifier: MIT
#include <orchestrator/findings/blame.hpp>
#include <orchestrator/findings/run_comparison.hpp>
#include <orchestrator/findings/test_changes.hpp>
#include <orchestrator/report/change_groups.hpp>
#include <orchestrator/report/history.hpp>
#include <orchestrator/week/troubles.hpp>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace gulliver {
namespace {

/// Failures, and tests that are missing, that are accepted now.
class AcceptedTests {
 public:
  explicit AcceptedTests(const Findings& findings) {
    for (const Finding& finding : findings.list)
      if (finding.accepted)
        for (const std::string& cell : finding.cells) tests_.emplace(finding.test, cell);
  }

  bool has(const std::string& test, const std::string& cell) const { return tests_.contains({test, cell}); }

 private:
  std::set<std::pair<std::string, std::string>> tests_;
};

bool says_nothing(const std::optional<RunRecord>& record) {
  return !record || fault_of(record->verdict.kind) == Fault::farm;
}

/// A cell that is as it has to be, as far as the kernel goes.
bool is_settled(const RunRecord& record) {
  return record.verdict.passed() || record.verdict.kind == VerdictKind::unsupported;
}

/// Joins what is the same on several cells.
class TroubleList {
 public:
  explicit TroubleList(std::vector<Trouble>& list) : list_(list) {}

  void add(Trouble trouble, const std::string& cell) {
    const auto is_it = [&](const Trouble& other) {
      return std::tie(other.change, other.test, other.place, other.text) ==
             std::tie(trouble.change, trouble.test, trouble.place, trouble.text);
    };
    auto known = std::ranges::find_if(list_, is_it);
    if (known == list_.end()) known = list_.insert(known, std::move(trouble));
    if (known->cells.empty() || known->cells.back() != cell) known->cells.push_back(cell);
  }

 private:
  std::vector<Trouble>& list_;
};

Trouble trouble_of(Change change, const TestChange& test) {
  Trouble trouble;
  trouble.change = change;
  trouble.part = test.abstraction;
  trouble.test = test.test;
  trouble.place = test.location;
  return trouble;
}

Trouble trouble_of(Change change, const Blame& blame, const RunRecord& record) {
  Trouble trouble;
  trouble.change = change;
  trouble.part = part_text(blame, record.verdict.kind);
  trouble.place = blame.place;
  trouble.text = blame.text;
  return trouble;
}

/// Sorts what is wrong with each cell into the lists of a week.
class Sorter {
 public:
  Sorter(const WeekSources& sources, Week& week)
      : sources_(sources), week_(week), accepted_(sources.now.findings) {}

  void sort(const CellComparison& cell) {
    if (says_nothing(cell.patched)) return;
    const RunRecord& now = *cell.patched;
    if (now.verdict.kind == VerdictKind::flaky || cell.change == Change::flaky) return add_flaky(cell);
    if (cell.change == Change::unknown || cell.change == Change::added) return sort_unknown(cell);
    if (is_accusation(cell.change)) return add_regression(cell);
    for (const TestChange& test : cell.tests)
      if (test.change == Change::fixed) TroubleList(week_.fixed).add(trouble_of(Change::fixed, test), id(cell));
    if (cell.change == Change::fixed && !has(cell, Change::fixed)) add_blames(week_.fixed, Change::fixed, blames_of(*cell.base), cell);
    if (!is_settled(now)) add_broken(cell);
  }

 private:
  static const std::string& id(const CellComparison& cell) { return cell.cell.id; }

  static bool has(const CellComparison& cell, Change change) {
    return std::ranges::find(cell.tests, change, &TestChange::change) != cell.tests.end();
  }

  bool is_known(const CellComparison& cell) const {
    const auto standing = sources_.now.findings.standings.find(id(cell));
    return standing != sources_.now.findings.standings.end() && standing->second.known;
  }

  void add_blames(std::vector<Trouble>& list, Change change, const std::vector<Blame>& blames, const CellComparison& cell) {
    const RunRecord& record = change == Change::fixed ? *cell.base : *cell.patched;
    for (const Blame& blame : blames) TroubleList(list).add(trouble_of(change, blame, record), id(cell));
  }

  /// Those that are not accepted; whether there were any at all.
  bool add_tests(std::vector<Trouble>& list, const std::vector<TestChange>& tests, const CellComparison& cell) {
    for (const TestChange& test : tests)
      if (!accepted_.has(test.test, id(cell))) TroubleList(list).add(trouble_of(test.change, test), id(cell));
    return !tests.empty();
  }

  static std::vector<TestChange> tests_that(const CellComparison& cell, bool (*wanted)(Change)) {
    std::vector<TestChange> tests;
    for (const TestChange& test : cell.tests)
      if (wanted(test.change)) tests.push_back(test);
    return tests;
  }

  void add_regression(const CellComparison& cell) {
    if (is_known(cell)) return;
    if (!add_tests(week_.regressions, tests_that(cell, is_accusation), cell))
      add_blames(week_.regressions, Change::newly_failing, cell.blames, cell);
    add_tests(week_.broken, tests_that(cell, [](Change change) { return change == Change::still_failing; }), cell);
  }

  void add_broken(const CellComparison& cell) {
    if (is_known(cell)) return;
    std::vector<TestChange> tests = failing_tests(*cell.patched);
    for (TestChange& test : tests) test.change = Change::still_failing;
    if (!add_tests(week_.broken, tests, cell)) add_blames(week_.broken, Change::still_failing, blames_of(*cell.patched), cell);
  }

  /// Nothing is known of how it was at the begin of the period: what was good before that, and became bad since, did get worse.
  void sort_unknown(const CellComparison& cell) {
    if (is_settled(*cell.patched) || is_known(cell)) return;
    const Streak streak = streak_of(sources_.cell(id(cell)));
    if (!streak.last_good || streak.good || streak.since < sources_.from) return add_broken(cell);
    if (!add_tests(week_.regressions, failing_tests(*cell.patched), cell))
      add_blames(week_.regressions, Change::newly_failing, blames_of(*cell.patched), cell);
  }

  void add_flaky(const CellComparison& cell) {
    Trouble trouble;
    trouble.change = Change::flaky;
    trouble.text = cell.patched->verdict.kind == VerdictKind::flaky ? cell.patched->verdict.reason : cell.reason;
    TroubleList(week_.flaky).add(std::move(trouble), id(cell));
  }

  const WeekSources& sources_;
  Week& week_;
  AcceptedTests accepted_;
};

Streak streak_of(const Trouble& trouble, const std::string& cell, const WeekSources& sources) {
  return trouble.test.empty() ? streak_of(sources.cell(cell)) : streak_of(sources.test(trouble.test, cell));
}

/// Of all its cells, the one where it began first.
void add_age(Trouble& trouble, const WeekSources& sources) {
  for (const std::string& cell : trouble.cells) {
    const Streak streak = streak_of(trouble, cell, sources);
    if (!streak.known || streak.good || (trouble.since && *trouble.since <= streak.since)) continue;
    trouble.since = streak.since;
    trouble.first_bad = streak.first_bad;
    trouble.last_good = streak.last_good;
  }
}

}  // namespace

void add_troubles(const WeekSources& sources, Week& week) {
  Sorter sorter(sources, week);
  const RunView &before = sources.before, &now = sources.now;
  for (const CellComparison& cell : compare_runs(before.run.cells, before.records, now.run.cells, now.records)) sorter.sort(cell);
  for (auto* list : {&week.regressions, &week.broken})
    for (Trouble& trouble : *list) add_age(trouble, sources);
}

}  // namespace gulliver
