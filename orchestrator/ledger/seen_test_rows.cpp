// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/seen_test_rows.hpp>
#include <runners/model/test_list.hpp>

namespace gulliver {

void insert_seen_tests(Database& database, const RunRecord& record) {
  if (!record.tests) return;
  Statement insert = database.prepare("INSERT OR IGNORE INTO seen_tests VALUES (?, ?, ?, ?, ?, ?)");
  for (const ListedTest& test : list_tests(*record.tests))
    if (test.ran())
      insert.run(record.cell.id, record.tree.id, test.id, test.name, test.node->location, record.run);
}

std::vector<SeenTest> select_seen_tests(Database& database, RunId run, const std::string& cell,
                                        const std::string& tree_id) {
  Statement select = database.prepare(
      "SELECT test, name, location, run FROM seen_tests WHERE cell = ? AND tree_id = ? AND run < ? ORDER BY test");
  select.bind(cell, tree_id, run);
  std::vector<SeenTest> tests;
  while (select.step()) {
    SeenTest& test = tests.emplace_back();
    select.read(test.id, test.name, test.location, test.run);
  }
  return tests;
}

}  // namespace gulliver
