// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/ledger/migration.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

using namespace gulliver;

namespace {

std::string message_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::int64_t number(Database& database, std::string_view sql) {
  std::int64_t value = -1;
  Statement select = database.prepare(sql);
  if (select.step()) select.read(value);
  return value;
}

std::string word(Database& database, std::string_view sql) {
  std::string value;
  Statement select = database.prepare(sql);
  if (select.step()) select.read(value);
  return value;
}

constexpr Migration first{1, "CREATE TABLE a (x); INSERT INTO a VALUES (1);"};
constexpr Migration second{2, "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1;"};
constexpr Migration faulty{3, "UPDATE a SET y = 9; SELECT nonsense;"};

}  // namespace

TEST(Database, survives_a_power_cut_and_guards_its_references) {
  const TemporaryFolder folder;
  Database database(folder / "ledger.sqlite");
  EXPECT_EQ(word(database, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(number(database, "PRAGMA synchronous"), 2);
  EXPECT_EQ(number(database, "PRAGMA foreign_keys"), 1);
}

TEST(Database, keeps_every_kind_of_value) {
  using List = std::vector<std::string>;
  Database database(":memory:");
  database.run_script("CREATE TABLE t (a, b, c, d, e, f, g, h)");
  const Moment moment(std::chrono::nanoseconds(1795374000123456789));
  database.run("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", std::int64_t{1} << 62, -7, true, Seconds(0.1),
               moment, std::string("\0\xff'", 3), std::filesystem::path("/a b"), std::optional<int>());
  std::int64_t large = 0;
  int small = 0;
  bool flag = false;
  Seconds seconds{};
  Moment found;
  std::string text;
  std::filesystem::path path;
  std::optional<int> nothing = 1;
  Statement select = database.prepare("SELECT * FROM t");
  ASSERT_TRUE(select.step());
  select.read(large, small, flag, seconds, found, text, path, nothing);
  EXPECT_EQ(large, std::int64_t{1} << 62);
  EXPECT_EQ(small, -7);
  EXPECT_TRUE(flag);
  EXPECT_EQ(seconds, Seconds(0.1));
  EXPECT_EQ(found, moment);
  EXPECT_EQ(text, std::string("\0\xff'", 3));
  EXPECT_EQ(path, "/a b");
  EXPECT_EQ(nothing, std::nullopt);
  for (const List& list : {List{}, List{""}, List{"", ""}, List{"a\nb", "\\n", "\\", "end\n"}}) {
    List same;
    Statement echo = database.prepare("SELECT ?");
    ASSERT_TRUE(echo.bind(list).step());
    echo.read(same);
    EXPECT_EQ(same, list);
  }
}

TEST(Database, says_in_one_sentence_that_the_disk_is_full_and_loses_nothing) {
  const TemporaryFolder folder;
  const auto file = folder / "ledger.sqlite";
  Database database(file);
  database.run_script("CREATE TABLE t (x); INSERT INTO t VALUES ('old'); PRAGMA max_page_count = 4");
  EXPECT_EQ(message_of([&] {
              Transaction transaction(database);
              for (int i = 0; i < 100; ++i) database.run("INSERT INTO t VALUES (?)", std::string(1000, 'x'));
              transaction.commit();
            }),
            "cannot use the ledger " + file.string() + ": no space is left on its disk");
  EXPECT_EQ(number(database, "SELECT count(*) FROM t"), 1);
  database.run("INSERT INTO t VALUES ('new')");
}

TEST(Database, names_the_file_that_it_cannot_use) {
  const TemporaryFolder folder;
  EXPECT_EQ(message_of([&] { Database database(folder.path()); }),
            "cannot open the ledger " + folder.path().string() + ": unable to open database file");
  write_file(folder / "notes.txt", std::string(2000, 'x'));
  EXPECT_EQ(message_of([&] { Database database(folder / "notes.txt"); }),
            "cannot use the ledger " + (folder / "notes.txt").string() + ": it is not a SQLite file; `gulliver ledger check` and `restore` help");
}

TEST(Migration, takes_a_file_from_any_version_to_the_last) {
  Database empty(":memory:");
  migrate(empty, std::array{first, second});
  EXPECT_EQ(number(empty, "PRAGMA user_version"), 2);
  EXPECT_EQ(number(empty, "SELECT y FROM a"), 2);

  Database old(":memory:");
  migrate(old, std::array{first});
  EXPECT_EQ(number(old, "PRAGMA user_version"), 1);
  old.run("UPDATE a SET x = 5");
  migrate(old, std::array{first, second});
  EXPECT_EQ(number(old, "SELECT y FROM a"), 6);
  migrate(old, std::array{first, second});
  EXPECT_EQ(number(old, "SELECT y FROM a"), 6);
}

TEST(Migration, that_fails_leaves_the_file_as_it_was) {
  Database database(":memory:");
  migrate(database, std::array{first});
  EXPECT_EQ(message_of([&] {
              migrate(database, std::array{first, second, faulty});
            }),
            "cannot use the ledger :memory:: no such column: nonsense");
  EXPECT_EQ(number(database, "PRAGMA user_version"), 1);
  EXPECT_EQ(number(database, "SELECT count(*) FROM pragma_table_info('a')"), 1);
}

TEST(Migration, refuses_a_ledger_from_the_future) {
  const TemporaryFolder folder;
  const auto file = folder / "ledger.sqlite";
  const int newest = ledger_migrations().back().version;
  Database(file).run("PRAGMA user_version = " + std::to_string(newest + 1));
  EXPECT_EQ(message_of([&] { Ledger ledger(file); }),
            "the ledger " + file.string() + " is of version " + std::to_string(newest + 1) +
                ", and this Gulliver knows versions up to " + std::to_string(newest) +
                ": use a newer Gulliver, or move the file away");
  EXPECT_EQ(number(*std::make_unique<Database>(file), "PRAGMA user_version"), newest + 1);
}

TEST(Migration, refuses_a_sqlite_file_that_is_not_a_ledger) {
  const TemporaryFolder folder;
  const auto file = folder / "bookmarks.sqlite";
  Database(file).run("CREATE TABLE bookmarks (url TEXT)");
  EXPECT_EQ(message_of([&] { Ledger ledger(file); }),
            file.string() + " is a SQLite file, but no ledger of Gulliver: move it away");
}

TEST(Migration, of_this_program_makes_an_empty_file_into_the_schema_of_today) {
  Database database(":memory:");
  migrate(database, ledger_migrations());
  int version = 0;
  for (const Migration& migration : ledger_migrations()) EXPECT_EQ(migration.version, ++version);
  EXPECT_EQ(number(database, "PRAGMA user_version"), version);
  EXPECT_EQ(number(database, "PRAGMA foreign_keys"), 1);
}

TEST(Migration, to_version_2_tells_hangs_and_panics_apart_and_loses_nothing) {
  Database database(":memory:");
  migrate(database, ledger_migrations().first(1));
  database.run_script(R"(
    INSERT INTO runs (matrix, arguments, folder, started, cpu, cores) VALUES ('m', '', '', 0, 0, 1);
    INSERT INTO run_cells VALUES (1, 1, 'a'), (1, 2, 'b'), (1, 3, 'c'), (1, 4, 'd');
    INSERT INTO records VALUES
      (1, 1, 'a', 'mips', 'big', 'k', 't', 'hung', 'why', '', '', '', '', '', '', '', 0, 0),
      (2, 1, 'b', 's390x', 'big', 'k', 't', 'hung', 'why', '', '', '', '', '', '', '', 0, 0),
      (3, 1, 'c', 'arm', 'little', 'k', 't', 'panicked', 'why', '', '', '', '', '', '', '', 0, 0),
      (4, 1, 'd', 'arm64', 'little', 'k', 't', 'passed', 'why', '', '', '', '', '', '', '', 0, 0);
    INSERT INTO reports VALUES (2, NULL, 0, '');
    INSERT INTO tests VALUES (2, 1, NULL, 's', 'passed', '', '', '', 1, NULL);
    INSERT INTO boots VALUES (3, 1, 0, NULL, 0, 'exited', '', '');
    INSERT INTO splats VALUES (3, 1, 'panic', 'x', 7);)");
  migrate(database, ledger_migrations());
  const auto verdict = [&](const char* cell) {
    return word(database, "SELECT verdict || bits FROM records WHERE cell = '" + std::string(cell) + "'");
  };
  EXPECT_EQ(verdict("a"), "boot-hung32");
  EXPECT_EQ(verdict("b"), "test-hung64");
  EXPECT_EQ(verdict("c"), "test-crashed32");
  EXPECT_EQ(verdict("d"), "passed64");
  EXPECT_EQ(word(database, "SELECT kind || text || line || trace FROM splats"), "panicx7");
  database.run("DELETE FROM runs");  // and references still lead to the tables of these names
  EXPECT_EQ(number(database, "SELECT (SELECT count(*) FROM records) + (SELECT count(*) FROM tests) +"
                             " (SELECT count(*) FROM splats)"), 0);
}

TEST(Schema, refuses_words_and_references_that_mean_nothing) {
  Database database(":memory:");
  migrate(database, ledger_migrations());
  database.run(
      "INSERT INTO runs (matrix, arguments, folder, started, cpu, cores) VALUES ('m', '', '', 0, 0, 1)");
  database.run("INSERT INTO run_cells VALUES (1, 1, 'cell')");
  const auto insert = [&](const std::string& cell, int bits) {
    return message_of([&] {
      database.run(
          "INSERT INTO records VALUES (NULL, 1, ?, 'mips', 'big', 'kunit', 't', ?, 'passed', '', '', '', '', '', '',"
          " '', '', '', 0, 0, '', '')",
          cell, bits);
    });
  };
  EXPECT_THAT(insert("cell", 48),
              testing::StartsWith("cannot use the ledger :memory:: CHECK constraint failed"));
  EXPECT_EQ(insert("other", 32), "cannot use the ledger :memory:: FOREIGN KEY constraint failed");
  EXPECT_EQ(insert("cell", 32), "no error");
  database.run("DELETE FROM runs");
  EXPECT_EQ(number(database, "SELECT count(*) FROM records"), 0);
}

TEST(Schema, answers_every_query_by_an_index) {
  Database database(":memory:");
  migrate(database, ledger_migrations());
  const auto plan = [&](const std::string& sql) {
    std::string text;
    Statement select = database.prepare("EXPLAIN QUERY PLAN " + sql);
    while (select.step()) {
      int id = 0, parent = 0, unused = 0;
      std::string detail;
      select.read(id, parent, unused, detail);
      text += detail + "\n";
    }
    return text;
  };
  for (const char* sql :
       {"SELECT * FROM tests WHERE record = 1 ORDER BY number", "SELECT * FROM versions WHERE record = 1",
        "SELECT id FROM records WHERE cell = 'x' ORDER BY run DESC LIMIT 1",
        "SELECT records.id FROM run_cells JOIN records USING (run, cell) WHERE run = 1 ORDER BY position",
        "SELECT records.id FROM records JOIN boots ON boots.record = records.id"
        " WHERE boot_key = 'x' AND verdict = 'passed'"}) {
    EXPECT_THAT(plan(sql), testing::Not(testing::HasSubstr("SCAN"))) << sql;
    EXPECT_THAT(plan(sql), testing::Not(testing::HasSubstr("TEMP B-TREE"))) << sql;
  }
}
