// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/build_rows.hpp>

namespace gulliver {
namespace {

void insert_options(Database& database, std::int64_t record, const ConfigResult& config) {
  Statement insert = database.prepare("INSERT INTO dropped_options VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  const auto write = [&](const ConfigOption& wanted, const std::optional<std::string>& found) {
    insert.run(record, ++position, wanted.name, wanted.value, wanted.file, wanted.line, wanted.optional,
               found);
  };
  for (const DroppedOption& option : config.dropped) write(option.wanted, option.found);
  for (const ConfigOption& option : config.unknown) write(option, std::nullopt);
}

ConfigResult select_options(Database& database, std::int64_t record) {
  Statement select = database.prepare(
      "SELECT name, value, file, line, optional, found FROM dropped_options WHERE record = ?"
      " ORDER BY position");
  select.bind(record);
  ConfigResult config;
  while (select.step()) {
    ConfigOption option;
    std::optional<std::string> found;
    select.read(option.name, option.value, option.file, option.line, option.optional, found);
    if (found)
      config.dropped.push_back({option, *found});
    else
      config.unknown.push_back(option);
  }
  return config;
}

void insert_unmet(Database& database, std::int64_t record, const std::vector<UnmetOption>& unmet) {
  Statement option = database.prepare("INSERT INTO unmet_options VALUES (?, ?, ?, ?)");
  Statement cause = database.prepare("INSERT INTO unmet_causes VALUES (?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const UnmetOption& lost : unmet) {
    option.run(record, ++position, lost.option, lost.dependency);
    int place = 0;
    for (const ConfigOption& because : lost.causes)
      cause.run(record, position, ++place, because.name, because.value, because.file, because.line);
  }
}

std::vector<ConfigOption> select_causes(Database& database, std::int64_t record, int unmet) {
  Statement select = database.prepare(
      "SELECT name, value, file, line FROM unmet_causes WHERE record = ? AND unmet = ? ORDER BY position");
  select.bind(record, unmet);
  std::vector<ConfigOption> causes;
  while (select.step()) {
    ConfigOption& cause = causes.emplace_back();
    select.read(cause.name, cause.value, cause.file, cause.line);
  }
  return causes;
}

std::vector<UnmetOption> select_unmet(Database& database, std::int64_t record) {
  Statement select =
      database.prepare("SELECT position, name, dependency FROM unmet_options WHERE record = ? ORDER BY position");
  select.bind(record);
  std::vector<UnmetOption> unmet;
  while (select.step()) {
    int position = 0;
    UnmetOption& lost = unmet.emplace_back();
    select.read(position, lost.option, lost.dependency);
    lost.causes = select_causes(database, record, position);
  }
  return unmet;
}

void insert_diagnostics(Database& database, std::int64_t record, const std::vector<Diagnostic>& diagnostics) {
  Statement insert = database.prepare("INSERT INTO diagnostics VALUES (?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Diagnostic& diagnostic : diagnostics)
    insert.run(record, ++position, diagnostic.file, diagnostic.line, diagnostic.severity, diagnostic.text);
}

std::vector<Diagnostic> select_diagnostics(Database& database, std::int64_t record) {
  Statement select = database.prepare(
      "SELECT file, line, severity, text FROM diagnostics WHERE record = ? ORDER BY position");
  select.bind(record);
  std::vector<Diagnostic> diagnostics;
  while (select.step()) {
    Diagnostic& diagnostic = diagnostics.emplace_back();
    select.read(diagnostic.file, diagnostic.line, diagnostic.severity, diagnostic.text);
  }
  return diagnostics;
}

}  // namespace

void insert_build(Database& database, CrateRows& crates, std::int64_t record, const BuildRecord& build) {
  database.run("INSERT INTO builds (record, took, cached, image_hash, log, config_file, crate, memory) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               record, build.took, build.cached, build.image_hash, build.log, build.config_file, crates.keep(build.crate),
               static_cast<std::int64_t>(build.memory));
  insert_options(database, record, build.config);
  insert_unmet(database, record, build.config.unmet);
  insert_diagnostics(database, record, build.diagnostics);
}

std::optional<BuildRecord> select_build(Database& database, CrateRows& crates, std::int64_t record) {
  Statement select =
      database.prepare("SELECT took, cached, image_hash, log, config_file, crate, memory FROM builds WHERE record = ?");
  if (!select.bind(record).step()) return std::nullopt;
  BuildRecord build;
  std::optional<std::int64_t> crate;
  std::int64_t memory = 0;
  select.read(build.took, build.cached, build.image_hash, build.log, build.config_file, crate, memory);
  build.memory = static_cast<std::uint64_t>(memory);
  build.crate = crates.find(crate);
  build.config = select_options(database, record);
  build.config.unmet = select_unmet(database, record);
  build.diagnostics = select_diagnostics(database, record);
  return build;
}

}  // namespace gulliver
