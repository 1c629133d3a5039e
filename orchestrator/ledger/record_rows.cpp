// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/build_rows.hpp>
#include <orchestrator/ledger/names.hpp>
#include <orchestrator/ledger/record_rows.hpp>
#include <orchestrator/ledger/result_rows.hpp>
#include <orchestrator/ledger/test_rows.hpp>

namespace gulliver {
namespace {

void insert_splats(Database& database, std::int64_t record, const std::vector<Splat>& splats) {
  Statement insert = database.prepare("INSERT INTO splats VALUES (?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Splat& splat : splats)
    insert.run(record, ++position, name_of(splat.kind), splat.text, splat.line, splat.trace);
}

std::vector<Splat> select_splats(Database& database, std::int64_t record) {
  Statement select =
      database.prepare("SELECT kind, text, line, trace FROM splats WHERE record = ? ORDER BY position");
  select.bind(record);
  std::vector<Splat> splats;
  while (select.step()) {
    std::string kind;
    Splat& splat = splats.emplace_back();
    select.read(kind, splat.text, splat.line, splat.trace);
    splat.kind = named(kind, Splat::Kind::panic, Splat::Kind::stall);
  }
  return splats;
}

void insert_boot(Database& database, std::int64_t record, const BootRecord& boot) {
  database.run("INSERT INTO boots VALUES (?, ?, ?, ?, ?, ?, ?, ?)", record, boot.took, boot.cached, boot.from,
               boot.kvm, name_of(boot.end), boot.kernel_version, boot.console);
  insert_splats(database, record, boot.splats);
}

std::optional<BootRecord> select_boot(Database& database, std::int64_t record) {
  Statement select = database.prepare(
      "SELECT took, cached, source, kvm, ended, kernel_version, console FROM boots WHERE record = ?");
  if (!select.bind(record).step()) return std::nullopt;
  BootRecord boot;
  std::string end;
  select.read(boot.took, boot.cached, boot.from, boot.kvm, end, boot.kernel_version, boot.console);
  boot.end = named(end, GuestEnd::last_result, GuestEnd::emulator_died);
  boot.splats = select_splats(database, record);
  return boot;
}

void insert_reboots(Database& database, std::int64_t record, const std::vector<Reboot>& reboots) {
  Statement insert = database.prepare("INSERT INTO reboots VALUES (?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const Reboot& reboot : reboots)
    insert.run(record, ++position, name_of(reboot.verdict.kind), reboot.verdict.reason, reboot.fingerprint,
               reboot.took, reboot.console);
}

std::vector<Reboot> select_reboots(Database& database, std::int64_t record) {
  Statement select = database.prepare(
      "SELECT verdict, reason, fingerprint, took, console FROM reboots WHERE record = ? ORDER BY position");
  select.bind(record);
  std::vector<Reboot> reboots;
  while (select.step()) {
    std::string verdict;
    Reboot& reboot = reboots.emplace_back();
    select.read(verdict, reboot.verdict.reason, reboot.fingerprint, reboot.took, reboot.console);
    reboot.verdict.kind = known(verdict_kind(verdict), verdict);
  }
  return reboots;
}

using Versions = std::map<std::string, std::string>;

void insert_versions(Database& database, std::int64_t record, const Versions& versions) {
  Statement insert = database.prepare("INSERT INTO versions VALUES (?, ?, ?)");
  for (const auto& [name, version] : versions) insert.run(record, name, version);
}

Versions select_versions(Database& database, std::int64_t record) {
  Statement select = database.prepare("SELECT name, version FROM versions WHERE record = ?");
  select.bind(record);
  Versions versions;
  while (select.step()) {
    std::string name, version;
    select.read(name, version);
    versions[name] = version;
  }
  return versions;
}

std::int64_t insert_row(Database& database, const RunRecord& record) {
  const Cell& cell = record.cell;
  const Revision& tree = record.tree;
  database.run(
      "INSERT INTO records (run, cell, arch, endian, config, toolchain, bits, verdict, reason, fingerprint, tree_name,"
      " tree_id, tree_base, tree_version, tree_series, toolchain_id, input_key, boot_key, place, started, finished)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      record.run, cell.id, cell.arch, name_of(cell.endian), cell.config, cell.toolchain, cell.bits,
      name_of(record.verdict.kind), record.verdict.reason, record.fingerprint, tree.name, tree.id, tree.base, tree.version,
      tree.series, record.toolchain_id, record.input_key, record.boot_key, record.place, record.started, record.finished);
  return database.last_id();
}

RunRecord select_row(Database& database, std::int64_t id) {
  Statement select = database.prepare(
      "SELECT run, cell, arch, endian, config, toolchain, bits, verdict, reason, fingerprint, tree_name, tree_id,"
      " tree_base, tree_version, tree_series, toolchain_id, input_key, boot_key, place, started, finished FROM records WHERE id = ?");
  select.bind(id).step();
  RunRecord record;
  Cell& cell = record.cell;
  Revision& tree = record.tree;
  std::string endian, verdict;
  select.read(record.run, cell.id, cell.arch, endian, cell.config, cell.toolchain, cell.bits, verdict,
              record.verdict.reason, record.fingerprint, tree.name, tree.id, tree.base, tree.version, tree.series,
              record.toolchain_id, record.input_key, record.boot_key, record.place, record.started, record.finished);
  cell.endian = named(endian, Endian::little, Endian::big);
  record.verdict.kind = known(verdict_kind(verdict), verdict);
  return record;
}

}  // namespace

void insert_record(Database& database, CrateRows& crates, const RunRecord& record) {
  const std::int64_t id = insert_row(database, record);
  insert_versions(database, id, record.versions);
  if (record.build) insert_build(database, crates, id, *record.build);
  if (record.boot) insert_boot(database, id, *record.boot);
  insert_reboots(database, id, record.reboots);
  if (record.tests) insert_report(database, id, *record.tests);
  if (record.tests) insert_results(database, id, *record.tests);
}

RunRecord select_record(Database& database, CrateRows& crates, std::int64_t id) {
  RunRecord record = select_row(database, id);
  record.versions = select_versions(database, id);
  record.build = select_build(database, crates, id);
  record.boot = select_boot(database, id);
  record.reboots = select_reboots(database, id);
  record.tests = select_report(database, id);
  return record;
}

}  // namespace gulliver
