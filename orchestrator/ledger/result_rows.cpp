// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/result_rows.hpp>

#include <orchestrator/ledger/test_rows.hpp>
#include <runners/model/test_list.hpp>

#include <map>
#include <vector>

namespace gulliver {
namespace {

/// The worst of equal names: what failed or did not come before what passed, and that before what was skipped.
bool worse(TestStatus a, TestStatus b) {
  const auto rank = [](TestStatus status) { return status == TestStatus::skipped ? 0 : status == TestStatus::passed ? 1 : 2; };
  return rank(a) > rank(b);
}

}  // namespace

void insert_results(Database& database, std::int64_t record, const TestReport& report) {
  std::map<std::string, const ListedTest*> tests;
  const std::vector<ListedTest> list = list_tests(report);
  for (const ListedTest& test : list) {
    const auto [known, is_new] = tests.emplace(test.name, &test);
    if (!is_new && worse(test.node->status, known->second->node->status)) known->second = &test;
  }
  Statement name = database.prepare("INSERT OR IGNORE INTO test_names (name, abstraction) VALUES (?, ?)");
  Statement result = database.prepare("INSERT INTO results SELECT id, ?, ? FROM test_names WHERE name = ?");
  for (const auto& [full_name, test] : tests) {
    name.run(full_name, abstraction_of(full_name, test->node->location));
    result.run(record, name_of(test->node->status), full_name);
  }
}

void fill_results(Database& database) {
  std::vector<std::int64_t> records;
  Statement select = database.prepare("SELECT record FROM reports");
  while (select.step()) select.read(records.emplace_back());
  for (const std::int64_t record : records)
    if (const auto report = select_report(database, record)) insert_results(database, record, *report);
}

}  // namespace gulliver
