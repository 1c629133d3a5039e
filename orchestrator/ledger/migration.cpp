// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/migration.hpp>
#include <orchestrator/ledger/migrate_v1_v2.sql.hpp>
#include <orchestrator/ledger/migrate_v2_v3.sql.hpp>
#include <orchestrator/ledger/migrate_v3_v4.sql.hpp>
#include <orchestrator/ledger/migrate_v4_v5.sql.hpp>
#include <orchestrator/ledger/migrate_v5_v6.sql.hpp>
#include <orchestrator/ledger/migrate_v6_v7.sql.hpp>
#include <orchestrator/ledger/migrate_v7_v8.sql.hpp>
#include <orchestrator/ledger/migrate_v8_v9.sql.hpp>
#include <orchestrator/ledger/migrate_v9_v10.sql.hpp>
#include <orchestrator/ledger/migrate_v10_v11.sql.hpp>
#include <orchestrator/ledger/migrate_v11_v12.sql.hpp>
#include <orchestrator/ledger/result_rows.hpp>
#include <orchestrator/ledger/schema.sql.hpp>
#include <runners/model/error.hpp>

#include <array>

namespace gulliver {
namespace {

int number(Database& database, std::string_view sql) {
  int value = 0;
  Statement select = database.prepare(sql);
  if (select.step()) select.read(value);
  return value;
}

void refuse_foreign(Database& database, int version, int newest) {
  if (version > newest)
    throw Error("the ledger " + database.file() + " is of version " + std::to_string(version) +
                ", and this Gulliver knows versions up to " + std::to_string(newest) +
                ": use a newer Gulliver, or move the file away");
  if (version == 0 && number(database, "SELECT count(*) FROM sqlite_schema") > 0)
    throw Error(database.file() + " is a SQLite file, but no ledger of Gulliver: move it away");
}

/// A script may make a table anew that others refer to: SQLite asks for foreign keys to be off then,
/// which cannot be done inside a transaction (https://sqlite.org/lang_altertable.html, section 7).
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(Database& database) : database_(database) { database_.run("PRAGMA foreign_keys = OFF"); }
  ~ForeignKeysOff() { database_.run("PRAGMA foreign_keys = ON"); }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  Database& database_;
};

void check_references(Database& database) {
  if (database.prepare("PRAGMA foreign_key_check").step())
    throw Error("the ledger " + database.file() + " holds a reference to nothing: it was changed by another program");
}

}  // namespace

void migrate(Database& database, std::span<const Migration> migrations) {
  const int newest = migrations.back().version;
  if (number(database, "PRAGMA user_version") == newest) return;
  const ForeignKeysOff off(database);
  Transaction transaction(database);
  const int version = number(database, "PRAGMA user_version");  // another process may have been quicker
  refuse_foreign(database, version, newest);
  for (const Migration& migration : migrations)
    if (migration.version > version) database.run_script(migration.sql);
  for (const Migration& migration : migrations)
    if (migration.version > version && migration.then) migration.then(database);
  check_references(database);
  database.run("PRAGMA user_version = " + std::to_string(newest));
  transaction.commit();
}

std::span<const Migration> ledger_migrations() {
  static constexpr std::array migrations{Migration{1, schema_sql}, Migration{2, migrate_v1_v2_sql},
                                         Migration{3, migrate_v2_v3_sql}, Migration{4, migrate_v3_v4_sql},
                                         Migration{5, migrate_v4_v5_sql},
                                         Migration{6, migrate_v5_v6_sql, fill_results},
                                         Migration{7, migrate_v6_v7_sql}, Migration{8, migrate_v7_v8_sql},
                                         Migration{9, migrate_v8_v9_sql}, Migration{10, migrate_v9_v10_sql},
                                         Migration{11, migrate_v10_v11_sql}, Migration{12, migrate_v11_v12_sql}};
  return migrations;
}

}  // namespace gulliver
