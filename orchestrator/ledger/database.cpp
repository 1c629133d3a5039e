// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/database.hpp>
#include <runners/model/error.hpp>

#include <sqlite3.h>

#include <chrono>
#include <utility>

namespace gulliver {
namespace {

constexpr int patience = 10;  // seconds to wait for another process that is writing

std::string name_of_file(sqlite3* database) {
  const char* name = sqlite3_db_filename(database, "main");
  return name && *name ? name : ":memory:";
}

std::string explain(sqlite3* database) {
  switch (sqlite3_errcode(database)) {
    case SQLITE_FULL:
      return "no space is left on its disk";
    case SQLITE_BUSY:
      return "another process has been writing to it for " + std::to_string(patience) + " s";
    case SQLITE_NOTADB:
      return "it is not a SQLite file; `gulliver ledger check` and `restore` help";
    case SQLITE_CORRUPT:
      return "it is damaged; `gulliver ledger check` and `restore` help";
    case SQLITE_READONLY:
      return "it may not be written to";
    default:
      return sqlite3_errmsg(database);
  }
}

[[noreturn]] void fail(sqlite3* database) {
  throw Error("cannot use the ledger " + name_of_file(database) + ": " + explain(database));
}

void check(sqlite3_stmt* statement, int code) {
  if (code != SQLITE_OK) fail(sqlite3_db_handle(statement));
}

std::string text_of(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) {
    for (char c : item) {
      if (c == '\\' || c == '\n') text += '\\';
      text += c == '\n' ? 'n' : c;
    }
    text += '\n';
  }
  return text;
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> list;
  std::string item;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      list.push_back(std::exchange(item, {}));
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      item += text[++i] == 'n' ? '\n' : text[i];
    } else {
      item += text[i];
    }
  }
  return list;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) !=
      SQLITE_OK)
    fail(database);
  statement_.reset(statement);
}

// What sqlite3_reset() returns is the failure of the step before, which was thrown then.
void Statement::reset() {
  sqlite3_reset(statement_.get());
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(sqlite3_db_handle(statement_.get()));
  return code == SQLITE_ROW;
}

void Statement::bind_null(int index) {
  check(statement_.get(), sqlite3_bind_null(statement_.get(), index));
}

void Statement::bind_at(int index, std::int64_t value) {
  check(statement_.get(), sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind_at(int index, Seconds value) {
  check(statement_.get(), sqlite3_bind_double(statement_.get(), index, value.count()));
}

void Statement::bind_at(int index, Moment value) {
  const std::chrono::nanoseconds since_epoch = value.time_since_epoch();
  bind_at(index, std::int64_t{since_epoch.count()});
}

void Statement::bind_at(int index, std::string_view value) {
  const char* text = value.data() ? value.data() : "";  // a null pointer would become NULL
  check(statement_.get(),
        sqlite3_bind_text64(statement_.get(), index, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_at(int index, const std::vector<std::string>& list) {
  bind_at(index, text_of(list));
}

bool Statement::is_null(int column) {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Statement::read_at(int column, std::int64_t& value) {
  value = sqlite3_column_int64(statement_.get(), column);
}

void Statement::read_at(int column, int& value) {
  value = sqlite3_column_int(statement_.get(), column);
}

void Statement::read_at(int column, bool& value) {
  value = sqlite3_column_int(statement_.get(), column) != 0;
}

void Statement::read_at(int column, Seconds& value) {
  value = Seconds(sqlite3_column_double(statement_.get(), column));
}

void Statement::read_at(int column, Moment& value) {
  const std::chrono::nanoseconds since_epoch(sqlite3_column_int64(statement_.get(), column));
  value = Moment(std::chrono::duration_cast<Moment::duration>(since_epoch));
}

void Statement::read_at(int column, std::string& value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  value.assign(text ? text : "", size);
}

void Statement::read_at(int column, std::filesystem::path& value) {
  std::string text;
  read_at(column, text);
  value = std::move(text);
}

void Statement::read_at(int column, std::vector<std::string>& list) {
  std::string text;
  read_at(column, text);
  list = list_of(text);
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

Database::Database(const std::filesystem::path& file) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open(file.c_str(), &database);
  database_.reset(database);
  if (code != SQLITE_OK)
    throw Error("cannot open the ledger " + file.string() + ": " + sqlite3_errmsg(database));
  sqlite3_busy_timeout(database, patience * 1000);
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA synchronous = FULL");
  run("PRAGMA foreign_keys = ON");
}

void Database::run_script(std::string_view sql) {
  const std::string text(sql);
  if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail(database_.get());
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(database_.get());
}

bool Database::changed() const {
  return sqlite3_changes(database_.get()) > 0;
}

std::string Database::file() const {
  return name_of_file(database_.get());
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run("ROLLBACK");
  } catch (const Error&) {
    // SQLite has rolled back by itself, as it does where the disk is full.
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace gulliver
