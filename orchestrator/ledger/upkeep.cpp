// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/upkeep.hpp>

#include <orchestrator/ledger/database.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <runners/model/error.hpp>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr const char* log_endings[] = {"-wal", "-shm"};  // SQLite's, beside a file in use

void add_rows(Database& database, const char* question, std::vector<std::string>& faults) {
  Statement answer = database.prepare(question);
  std::string text;
  while (answer.step()) {
    answer.read(text);
    if (text != "ok") faults.push_back(text);
  }
}

/// A name that nothing has: FILE.old, FILE.old-2, ...
fs::path free_name(const fs::path& file) {
  fs::path name = file.string() + ".old";
  for (int number = 2; fs::exists(name); ++number) name = file.string() + ".old-" + std::to_string(number);
  return name;
}

void remove_with_logs(const fs::path& file) {
  fs::remove(file);
  for (const char* ending : log_endings) fs::remove(file.string() + ending);
}

void require_whole(const fs::path& file, const std::string& subject) {
  const auto faults = faults_of_ledger(file);
  if (!faults.empty()) throw Error(subject + " is damaged: " + faults.front());
}

}  // namespace

std::vector<std::string> faults_of_ledger(const fs::path& file) {
  std::vector<std::string> faults;
  if (!fs::exists(file)) return {file.string() + ": there is no such file"};
  try {
    Database database(file);
    add_rows(database, "PRAGMA integrity_check(20)", faults);
    add_rows(database,
             "SELECT 'a row of ' || \"table\" || ' belongs to one of ' || \"parent\" || ' that is gone'"
             " FROM pragma_foreign_key_check LIMIT 20",
             faults);
    add_rows(database,
             "SELECT 'it has no table ' || name FROM (SELECT 'runs' AS name UNION SELECT 'records')"
             " WHERE name NOT IN (SELECT name FROM sqlite_master)",
             faults);
  } catch (const Error& fault) {
    faults.push_back(fault.what());
  }
  return faults;
}

void back_up_ledger(const fs::path& file, const fs::path& copy) {
  if (fs::exists(copy)) throw Error(copy.string() + ": is there already; a backup overwrites nothing");
  require_whole(file, file.string());
  const fs::path part = copy.string() + ".part";
  remove_with_logs(part);
  Database(file).run("VACUUM INTO ?", part);
  require_whole(part, part.string());
  for (const char* ending : log_endings) fs::remove(part.string() + ending);
  fs::rename(part, copy);
}

fs::path restore_ledger(const fs::path& backup, const fs::path& file) {
  const fs::path part = file.string() + ".part";
  fs::create_directories(file.parent_path());
  remove_with_logs(part);
  fs::copy_file(backup, part);
  require_whole(part, "the backup " + backup.string());
  Ledger{part};  // brings it up to date, or says that it is from a newer Gulliver
  fs::path old;
  if (fs::exists(file)) {
    old = free_name(file);
    for (const char* ending : log_endings)
      if (fs::exists(file.string() + ending)) fs::rename(file.string() + ending, old.string() + ending);
    fs::rename(file, old);
  }
  fs::rename(part, file);
  return old;
}

}  // namespace gulliver
