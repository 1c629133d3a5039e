// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/accepted_rows.hpp>
#include <orchestrator/ledger/names.hpp>

namespace gulliver {

void insert_accepted(Database& database, RunId run, const std::vector<Accepted>& accepted) {
  Statement insert = database.prepare("INSERT INTO run_accepted VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Accepted& entry : accepted)
    insert.run(run, ++position, name_of(entry.kind), entry.test, entry.cells, entry.reason, entry.link, entry.expires,
               entry.place);
}

std::vector<Accepted> select_accepted(Database& database, RunId run) {
  Statement select = database.prepare(
      "SELECT kind, test, cells, reason, link, expires, place FROM run_accepted WHERE run = ? ORDER BY position");
  select.bind(run);
  std::vector<Accepted> accepted;
  while (select.step()) {
    Accepted& entry = accepted.emplace_back();
    std::string kind;
    select.read(kind, entry.test, entry.cells, entry.reason, entry.link, entry.expires, entry.place);
    entry.kind = named(kind, Accepted::Kind::missing, Accepted::Kind::failing);
  }
  return accepted;
}

}  // namespace gulliver
