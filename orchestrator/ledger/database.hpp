// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace gulliver {

/// A prepared statement. Values are bound, and columns read, in the order of their place in the
/// SQL text; what a C++ type becomes there is told in schema.sql under "Conventions".
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  /// Binds every parameter anew.
  template <class... T>
  Statement& bind(const T&... values) {
    reset();
    int index = 0;
    (bind_at(++index, values), ...);
    return *this;
  }

  /// Moves to the next row; false when there is none.
  bool step();

  /// Binds and runs to the end.
  template <class... T>
  void run(const T&... values) {
    bind(values...);
    while (step()) {
    }
  }

  /// Reads the columns of the current row.
  template <class... T>
  void read(T&... columns) {
    int index = 0;
    (read_at(index++, columns), ...);
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  void reset();
  void bind_null(int index);
  void bind_at(int index, std::int64_t value);
  void bind_at(int index, int value) { bind_at(index, std::int64_t{value}); }
  void bind_at(int index, bool value) { bind_at(index, std::int64_t{value}); }
  void bind_at(int index, Seconds value);
  void bind_at(int index, Moment value);
  void bind_at(int index, std::string_view value);
  void bind_at(int index, const std::string& value) { bind_at(index, std::string_view(value)); }
  void bind_at(int index, const std::filesystem::path& value) { bind_at(index, value.native()); }
  void bind_at(int index, const std::vector<std::string>& list);
  template <class T>
  void bind_at(int index, const std::optional<T>& value) {
    value ? bind_at(index, *value) : bind_null(index);
  }

  bool is_null(int column);
  void read_at(int column, std::int64_t& value);
  void read_at(int column, int& value);
  void read_at(int column, bool& value);
  void read_at(int column, Seconds& value);
  void read_at(int column, Moment& value);
  void read_at(int column, std::string& value);
  void read_at(int column, std::filesystem::path& value);
  void read_at(int column, std::vector<std::string>& list);
  template <class T>
  void read_at(int column, std::optional<T>& value) {
    value.reset();
    if (!is_null(column)) read_at(column, value.emplace());
  }

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// An open SQLite file: WAL, full synchronisation, foreign keys. Every failure is an Error of one
/// sentence that names the file.
class Database {
 public:
  /// Opens or makes the file; ":memory:" is SQLite's own memory.
  explicit Database(const std::filesystem::path& file);

  Statement prepare(std::string_view sql) { return Statement(database_.get(), sql); }

  /// Prepares one statement, binds it and runs it to the end.
  template <class... T>
  void run(std::string_view sql, const T&... values) {
    prepare(sql).run(values...);
  }

  /// Runs a script of any number of statements.
  void run_script(std::string_view sql);

  std::int64_t last_id() const;  ///< rowid of the newest insert
  bool changed() const;          ///< the last insert, update or delete touched a row
  std::string file() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// A write transaction: all of it once commit() has returned, nothing of it otherwise.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace gulliver
