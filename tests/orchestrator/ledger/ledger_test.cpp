// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

void expect_same(const BuildRecord& found, const BuildRecord& wanted) {
  EXPECT_EQ(found.took, wanted.took);
  EXPECT_EQ(found.cached, wanted.cached);
  EXPECT_EQ(found.image_hash, wanted.image_hash);
  EXPECT_EQ(found.log, wanted.log);
  EXPECT_EQ(found.config_file, wanted.config_file);
  EXPECT_EQ(found.diagnostics, wanted.diagnostics);
  EXPECT_EQ(found.config, wanted.config);
  ASSERT_EQ(found.crate != nullptr, wanted.crate != nullptr);
  if (wanted.crate) {
    EXPECT_EQ(*found.crate, *wanted.crate);
  }
  EXPECT_EQ(found.memory, wanted.memory);
}

void expect_same(const BootRecord& found, const BootRecord& wanted) {
  EXPECT_EQ(found.took, wanted.took);
  EXPECT_EQ(found.cached, wanted.cached);
  EXPECT_EQ(found.from, wanted.from);
  EXPECT_EQ(found.kvm, wanted.kvm);
  EXPECT_EQ(found.end, wanted.end);
  EXPECT_EQ(found.kernel_version, wanted.kernel_version);
  EXPECT_EQ(found.splats, wanted.splats);
  EXPECT_EQ(found.console, wanted.console);
}

void expect_same(const Revision& found, const Revision& wanted) {
  EXPECT_EQ(found.name, wanted.name);
  EXPECT_EQ(found.id, wanted.id);
  EXPECT_EQ(found.base, wanted.base);
  EXPECT_EQ(found.version, wanted.version);
  EXPECT_EQ(found.series, wanted.series);
  EXPECT_EQ(found.folder, std::filesystem::path());
}

void expect_same(const RunRecord& found, const RunRecord& wanted) {
  EXPECT_EQ(found.run, wanted.run);
  EXPECT_EQ(found.cell, wanted.cell);
  EXPECT_EQ(found.verdict, wanted.verdict);
  EXPECT_EQ(found.fingerprint, wanted.fingerprint);
  EXPECT_EQ(found.reboots, wanted.reboots);
  expect_same(found.tree, wanted.tree);
  EXPECT_EQ(found.toolchain_id, wanted.toolchain_id);
  EXPECT_EQ(found.versions, wanted.versions);
  EXPECT_EQ(found.tests, wanted.tests);
  EXPECT_EQ(found.input_key, wanted.input_key);
  EXPECT_EQ(found.boot_key, wanted.boot_key);
  EXPECT_EQ(found.place, wanted.place);
  EXPECT_EQ(found.started, wanted.started);
  EXPECT_EQ(found.finished, wanted.finished);
  ASSERT_EQ(found.build.has_value(), wanted.build.has_value());
  ASSERT_EQ(found.boot.has_value(), wanted.boot.has_value());
  if (wanted.build) expect_same(*found.build, *wanted.build);
  if (wanted.boot) expect_same(*found.boot, *wanted.boot);
}

void expect_same(const Run& found, const Run& wanted) {
  EXPECT_EQ(found.id, wanted.id);
  EXPECT_EQ(found.matrix, wanted.matrix);
  EXPECT_EQ(found.cells, wanted.cells);
  EXPECT_EQ(found.excluded, wanted.excluded);
  EXPECT_EQ(found.configs, wanted.configs);
  EXPECT_EQ(found.accepted, wanted.accepted);
  EXPECT_EQ(found.arguments, wanted.arguments);
  EXPECT_EQ(found.folder, wanted.folder);
  EXPECT_EQ(found.started, wanted.started);
  EXPECT_EQ(found.finished, wanted.finished);
  EXPECT_EQ(found.cpu, wanted.cpu);
  EXPECT_EQ(found.cores, wanted.cores);
  EXPECT_EQ(found.in_one_go, wanted.in_one_go);
}

std::string message_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST(Ledger, keeps_a_run_whole_from_one_process_to_the_next) {
  const TemporaryFolder folder;
  gulliver::Run wanted = sample_run();
  {
    Ledger ledger(folder / "state/ledger.sqlite");
    wanted.id = ledger.begin(wanted);
    expect_same(*ledger.find_run(wanted.id), wanted);
    wanted.in_one_go = false;
    ledger.resumed(wanted.id);
    wanted.folder = "/elsewhere";
    ledger.set_folder(wanted.id, wanted.folder);
    wanted.finished = at(9000);
    wanted.cpu = Seconds(17.25);
    ledger.finish(wanted.id, *wanted.finished, wanted.cpu);
  }
  const Ledger ledger(folder / "state/ledger.sqlite");
  ASSERT_EQ(ledger.last_run(), wanted.id);
  expect_same(*ledger.find_run(wanted.id), wanted);
}

TEST(Ledger, keeps_a_record_whole_from_one_process_to_the_next) {
  const TemporaryFolder folder;
  RunRecord wanted;
  {
    Ledger ledger(folder / "ledger.sqlite");
    wanted = full_record(ledger.begin(sample_run()), "mips-big/kunit");
    wanted.tree.folder = "/cache/trees/linux-source+mips-rust";
    ledger.add(wanted);
  }
  const Ledger ledger(folder / "ledger.sqlite");
  const std::vector<RunRecord> records = ledger.records(wanted.run);
  ASSERT_EQ(records.size(), 1u);
  expect_same(records[0], wanted);
}

TEST(Ledger, keeps_a_record_of_a_cell_that_never_got_anywhere) {
  Ledger ledger(":memory:");
  const RunRecord wanted = small_record(ledger.begin(sample_run()), "a/last", VerdictKind::patch_failed);
  ledger.add(wanted);
  expect_same(ledger.records(wanted.run).at(0), wanted);
}

TEST(Ledger, keeps_a_crate_once_for_all_its_records) {
  const TemporaryFolder folder;
  Ledger ledger(folder / "ledger.sqlite");
  gulliver::Run run = sample_run();
  run.cells = {"a", "b", "c"};
  const RunId id = ledger.begin(run);
  for (const char* cell : {"a", "b"}) ledger.add(full_record(id, cell));
  RunRecord other = full_record(id, "c");
  other.build->crate = std::make_shared<Crate>(1, sample_crate()->front());
  ledger.add(other);
  const std::vector<RunRecord> records = ledger.records(id);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[0].build->crate, records[1].build->crate) << "one object";
  EXPECT_EQ(records[2].build->crate->size(), 1u);
}

TEST(Ledger, keeps_reboots_of_a_cell_in_which_the_farm_failed_every_time) {
  Ledger ledger(":memory:");
  RunRecord wanted = small_record(ledger.begin(sample_run()), "a/last", VerdictKind::broken);
  wanted.reboots.emplace_back().verdict.reason = "no QEMU";
  ledger.add(wanted);
  expect_same(ledger.records(wanted.run).at(0), wanted);
}

TEST(Ledger, knows_every_verdict_and_every_end_of_a_guest) {
  Ledger ledger(":memory:");
  for (int i = 0; i <= static_cast<int>(VerdictKind::broken); ++i) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last", static_cast<VerdictKind>(i));
    record.boot.emplace().end = static_cast<GuestEnd>(i % (static_cast<int>(GuestEnd::emulator_died) + 1));
    record.boot->splats = {{static_cast<Splat::Kind>(i % (static_cast<int>(Splat::Kind::stall) + 1)), "x", 1, {}}};
    ledger.add(record);
    expect_same(ledger.records(record.run).at(0), record);
  }
}

TEST(Ledger, gives_records_in_the_order_of_the_plan) {
  Ledger ledger(":memory:");
  const RunId run = ledger.begin(sample_run());
  for (const char* cell : {"a/last", "z/first", "mips-big/kunit"}) ledger.add(small_record(run, cell));
  std::vector<std::string> cells;
  for (const RunRecord& record : ledger.records(run)) cells.push_back(record.cell.id);
  EXPECT_EQ(cells, sample_run().cells);
}

TEST(Ledger, lists_runs_newest_first_and_never_uses_a_number_again) {
  Ledger ledger(":memory:");
  EXPECT_EQ(ledger.last_run(), std::nullopt);
  EXPECT_TRUE(ledger.runs(10).empty());
  for (int i = 0; i < 3; ++i) ledger.begin(sample_run());
  const std::vector<gulliver::Run> runs = ledger.runs(2);
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].id, 3);
  EXPECT_EQ(runs[1].id, 2);
  EXPECT_EQ(runs[1].cells, sample_run().cells);
  EXPECT_EQ(ledger.last_run(), 3);
  EXPECT_FALSE(ledger.find_run(4));
}

TEST(Ledger, refuses_what_does_not_belong_and_keeps_nothing_of_it) {
  Ledger ledger(":memory:");
  const RunId run = ledger.begin(sample_run());
  ledger.add(small_record(run, "a/last"));
  EXPECT_EQ(message_of([&] { ledger.add(full_record(run, "a/last")); }),
            "run 1 of the ledger :memory: already has a record of cell a/last");
  EXPECT_EQ(message_of([&] { ledger.add(full_record(run, "b/other")); }),
            "run 1 of the ledger :memory: has no cell b/other in its plan");
  EXPECT_EQ(message_of([&] { ledger.add(full_record(7, "a/last")); }),
            "run 7 of the ledger :memory: has no cell a/last in its plan");
  EXPECT_EQ(message_of([&] { ledger.set_folder(7, "/x"); }), "the ledger :memory: has no run 7");
  EXPECT_EQ(message_of([&] { ledger.finish(7, at(0), Seconds(1)); }), "the ledger :memory: has no run 7");
  expect_same(ledger.records(run).at(0), small_record(run, "a/last"));
}

TEST(Ledger, rolls_back_a_run_whose_plan_is_impossible) {
  Ledger ledger(":memory:");
  gulliver::Run run = sample_run();
  run.cells.push_back("a/last");
  EXPECT_EQ(message_of([&] { ledger.begin(run); }),
            "cannot use the ledger :memory:: UNIQUE constraint failed: run_cells.run, run_cells.cell");
  EXPECT_EQ(ledger.last_run(), std::nullopt);
  EXPECT_EQ(ledger.begin(sample_run()), 1);
}

TEST(Ledger, may_be_read_while_another_process_writes_to_it) {
  const TemporaryFolder folder;
  Ledger writer(folder / "ledger.sqlite");
  const Ledger reader(folder / "ledger.sqlite");
  const RunId run = writer.begin(sample_run());
  EXPECT_EQ(reader.last_run(), run);
  writer.add(small_record(run, "a/last"));
  EXPECT_EQ(reader.records(run).size(), 1u);
}
