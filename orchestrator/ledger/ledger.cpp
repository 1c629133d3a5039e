// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/accepted_rows.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/ledger/migration.hpp>
#include <orchestrator/ledger/record_rows.hpp>
#include <orchestrator/ledger/seen_test_rows.hpp>
#include <runners/model/error.hpp>

namespace gulliver {
namespace {

/// Makes the folders above the file; that they cannot be made is for SQLite to say.
const std::filesystem::path& with_folder(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
  return file;
}

void insert_plan(Database& database, RunId id, const Run& run) {
  int position = 0;
  Statement cell = database.prepare("INSERT INTO run_cells VALUES (?, ?, ?)");
  for (const std::string& name : run.cells) cell.run(id, ++position, name);
  position = 0;
  Statement exclusion = database.prepare("INSERT INTO run_exclusions VALUES (?, ?, ?, ?)");
  for (const Excluded& excluded : run.excluded) exclusion.run(id, ++position, excluded.cell, excluded.reason);
  position = 0;
  Statement insert_config = database.prepare("INSERT INTO run_configs VALUES (?, ?, ?, ?)");
  for (const PlannedConfig& config : run.configs) insert_config.run(id, ++position, config.name, config.about);
  insert_accepted(database, id, run.accepted);
}

void select_configs(Database& database, Run& run) {
  Statement configs = database.prepare("SELECT config, about FROM run_configs WHERE run = ? ORDER BY position");
  configs.bind(run.id);
  while (configs.step()) {
    PlannedConfig& config = run.configs.emplace_back();
    configs.read(config.name, config.about);
  }
}

void select_plan(Database& database, Run& run) {
  Statement cells = database.prepare("SELECT cell FROM run_cells WHERE run = ? ORDER BY position");
  cells.bind(run.id);
  while (cells.step()) cells.read(run.cells.emplace_back());
  Statement exclusions =
      database.prepare("SELECT cell, reason FROM run_exclusions WHERE run = ? ORDER BY position");
  exclusions.bind(run.id);
  while (exclusions.step()) {
    Excluded& excluded = run.excluded.emplace_back();
    exclusions.read(excluded.cell, excluded.reason);
  }
  select_configs(database, run);
  run.accepted = select_accepted(database, run.id);
}

/// The runs that `condition`, with one parameter, finds.
std::vector<Run> select_runs(Database& database, const std::string& condition, std::int64_t value) {
  Statement select = database.prepare(
      "SELECT id, matrix, arguments, folder, started, finished, cpu, cores, in_one_go FROM runs " + condition);
  select.bind(value);
  std::vector<Run> runs;
  while (select.step()) {
    Run& run = runs.emplace_back();
    select.read(run.id, run.matrix, run.arguments, run.folder, run.started, run.finished, run.cpu, run.cores,
                run.in_one_go);
    select_plan(database, run);
  }
  return runs;
}

/// The records whose rowids a query gives, in its order.
std::vector<RunRecord> select_records(Database& database, CrateRows& crates, Statement& ids) {
  std::vector<RunRecord> records;
  while (ids.step()) {
    std::int64_t id = 0;
    ids.read(id);
    records.push_back(select_record(database, crates, id));
  }
  return records;
}

std::optional<RunRecord> first_of(std::vector<RunRecord> records) {
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

void check_place(Database& database, const RunRecord& record) {
  const std::string run = "run " + std::to_string(record.run) + " of the ledger " + database.file();
  Statement planned = database.prepare("SELECT 1 FROM run_cells WHERE run = ? AND cell = ?");
  if (!planned.bind(record.run, record.cell.id).step())
    throw Error(run + " has no cell " + record.cell.id + " in its plan");
  Statement recorded = database.prepare("SELECT 1 FROM records WHERE run = ? AND cell = ?");
  if (recorded.bind(record.run, record.cell.id).step())
    throw Error(run + " already has a record of cell " + record.cell.id);
}

}  // namespace

struct Ledger::State {
  explicit State(const std::filesystem::path& file) : database(with_folder(file)) {
    migrate(database, ledger_migrations());
  }

  /// Runs an update of one run, whose id is the last parameter.
  template <class... T>
  void update(RunId run, std::string_view sql, const T&... values) {
    database.run(sql, values..., run);
    if (!database.changed())
      throw Error("the ledger " + database.file() + " has no run " + std::to_string(run));
  }

  Database database;
  CrateRows crates{database};
};

Ledger::Ledger(const std::filesystem::path& file) : state_(std::make_unique<State>(file)) {}
Ledger::~Ledger() = default;

RunId Ledger::begin(const Run& run) {
  Database& database = state_->database;
  Transaction transaction(database);
  database.run(
      "INSERT INTO runs (matrix, arguments, folder, started, finished, cpu, cores, in_one_go)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      run.matrix, run.arguments, run.folder, run.started, run.finished, run.cpu, run.cores,
      run.in_one_go);
  const RunId id = database.last_id();
  insert_plan(database, id, run);
  transaction.commit();
  return id;
}

void Ledger::set_folder(RunId run, const std::filesystem::path& folder) {
  state_->update(run, "UPDATE runs SET folder = ? WHERE id = ?", folder);
}

void Ledger::resumed(RunId run) { state_->update(run, "UPDATE runs SET in_one_go = 0 WHERE id = ?"); }

void Ledger::add(const RunRecord& record) {
  Transaction transaction(state_->database);
  check_place(state_->database, record);
  insert_record(state_->database, state_->crates, record);
  insert_seen_tests(state_->database, record);
  state_->database.run("UPDATE runs SET settled = 0 WHERE id = ? AND settled", record.run);
  transaction.commit();
}

void Ledger::finish(RunId run, Moment when, Seconds cpu) {
  state_->update(run, "UPDATE runs SET finished = ?, cpu = ? WHERE id = ?", when, cpu);
}

std::vector<RunId> Ledger::unsettled() const {
  std::vector<RunId> runs;
  Statement select = state_->database.prepare(
      "SELECT id FROM runs WHERE NOT settled AND (finished IS NOT NULL OR id < (SELECT max(id) FROM runs)) ORDER BY id");
  while (select.step()) select.read(runs.emplace_back());
  return runs;
}

void Ledger::settle(RunId run, const std::vector<RunRecord>& standing, const Findings& findings) {
  Transaction transaction(state_->database);
  state_->database.run("DELETE FROM standings WHERE record IN (SELECT id FROM records WHERE run = ?)", run);
  for (const RunRecord& record : standing) {
    const auto found = findings.standings.find(record.cell.id);
    const bool is_known = found != findings.standings.end() && found->second.known;
    state_->database.run(
        "INSERT INTO standings SELECT id, ?1, ?2, ?3, ?4 FROM records WHERE run = ?5 AND cell = ?6 AND (verdict <> ?1 OR ?4)",
        name_of(record.verdict.kind), record.verdict.reason, record.fingerprint, is_known, run, record.cell.id);
  }
  state_->update(run, "UPDATE runs SET settled = 1 WHERE id = ?");
  transaction.commit();
}

std::optional<Run> Ledger::find_run(RunId run) const {
  std::vector<Run> found = select_runs(state_->database, "WHERE id = ?", run);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<RunId> Ledger::last_run() const {
  std::optional<RunId> run;
  Statement select = state_->database.prepare("SELECT max(id) FROM runs");
  if (select.step()) select.read(run);
  return run;
}

std::vector<Run> Ledger::runs(int limit) const {
  return select_runs(state_->database, "ORDER BY id DESC LIMIT ?", limit);
}

std::vector<RunRecord> Ledger::records(RunId run) const {
  Statement ids = state_->database.prepare(
      "SELECT records.id FROM run_cells JOIN records USING (run, cell) WHERE run = ? ORDER BY position");
  return select_records(state_->database, state_->crates, ids.bind(run));
}

std::vector<RunRecord> Ledger::records(RunId run, const std::set<std::string>& cells) const {
  Statement rows = state_->database.prepare(
      "SELECT cell, records.id FROM run_cells JOIN records USING (run, cell) WHERE run = ? ORDER BY position");
  rows.bind(run);
  std::vector<RunRecord> records;
  while (rows.step()) {
    std::string cell;
    std::int64_t id = 0;
    rows.read(cell, id);
    if (cells.contains(cell)) records.push_back(select_record(state_->database, state_->crates, id));
  }
  return records;
}

std::optional<RunRecord> Ledger::last_record(const std::string& cell) const {
  Statement ids = state_->database.prepare("SELECT id FROM records WHERE cell = ? ORDER BY run DESC LIMIT 1");
  return first_of(select_records(state_->database, state_->crates, ids.bind(cell)));
}

Manifest Ledger::manifest(RunId run, const std::vector<RunRecord>& records) const {
  Manifest manifest;
  for (const RunRecord& record : records)
    manifest[record.cell.id] = select_seen_tests(state_->database, run, record.cell.id, record.tree.id);
  return manifest;
}

std::optional<RunRecord> Ledger::booted(const std::string& boot_key) const {
  Statement ids = state_->database.prepare(
      "SELECT records.id FROM records JOIN boots ON boots.record = records.id"
      " WHERE boot_key = ? AND verdict = 'passed' AND NOT boots.cached"
      " ORDER BY records.run DESC, records.id DESC LIMIT 1");
  return first_of(select_records(state_->database, state_->crates, ids.bind(boot_key)));
}

std::optional<RunRecord> Ledger::measured(const std::string& input_key) const {
  if (input_key.empty()) return std::nullopt;
  Statement ids = state_->database.prepare(
      "SELECT id FROM records WHERE input_key = ? AND verdict NOT IN ('broken', 'emulator-died', 'flaky')"
      " ORDER BY run DESC, id DESC LIMIT 1");
  return first_of(select_records(state_->database, state_->crates, ids.bind(input_key)));
}

std::vector<RunRecord> Ledger::builds_of(const std::string& cell, const std::string& but_tree) const {
  Statement ids = state_->database.prepare(
      "SELECT id FROM records WHERE cell = ? AND tree_id <> ?"
      " AND EXISTS (SELECT 1 FROM diagnostics WHERE record = records.id) ORDER BY id DESC LIMIT 50");
  return select_records(state_->database, state_->crates, ids.bind(cell, but_tree));
}

void Ledger::remember_build(const std::string& build_id, const BuildHistory& history) {
  state_->database.run(
      "INSERT INTO build_history VALUES (?, ?, ?, ?) ON CONFLICT (build) DO UPDATE SET took = excluded.took,"
      " lines = iif(excluded.lines > 0, excluded.lines, lines), memory = max(memory, excluded.memory)",
      build_id, history.took, history.lines, history.memory);
}

std::map<std::string, BuildHistory> Ledger::build_history() const {
  Statement select = state_->database.prepare("SELECT build, took, lines, memory FROM build_history");
  std::map<std::string, BuildHistory> all;
  while (select.step()) {
    std::string build;
    BuildHistory history;
    select.read(build, history.took, history.lines, history.memory);
    all[build] = history;
  }
  return all;
}

}  // namespace gulliver
