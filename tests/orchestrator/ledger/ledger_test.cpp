// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/ledger.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

Moment at(int milliseconds) {
  return Moment(std::chrono::milliseconds(1795374000000 + milliseconds));
}

TestNode test(std::string name, TestStatus status) {
  TestNode node;
  node.name = std::move(name);
  node.status = status;
  return node;
}

/// Suites in suites, an empty suite, every status, and bytes as a hostile console has them.
TestReport sample_report() {
  TestNode leaf = test("doc \xff\x1b[31m", TestStatus::failed);
  leaf.comment = "comment";
  leaf.location = "rust/kernel/xarray.rs:34";
  leaf.diagnostics = {"", "one", "back\\slash\\n", "two\nlines", std::string("nul\0byte", 8), ""};
  leaf.digests = {{"z.last", "0f3a"}, {"a.first", "0"}};
  leaf.line = 99;
  TestNode inner = test("inner", TestStatus::failed);
  inner.plan = 2;
  inner.digests = {{"of.the.suite", "ffff"}};
  inner.children = {leaf, test("skip", TestStatus::skipped)};
  TestNode outer = test("outer", TestStatus::failed);
  outer.plan = 3;
  outer.children = {inner, test("after", TestStatus::passed), test("never came", TestStatus::missing)};
  TestNode empty = test("empty", TestStatus::passed);
  empty.plan = 0;
  TestReport report;
  report.plan = 3;
  report.suites = {outer, empty, test("bare", TestStatus::passed)};
  report.problems = {"outer: 3 announced, 2 came"};
  return report;
}

RunRecord small_record(RunId run, const std::string& cell, VerdictKind kind = VerdictKind::passed) {
  RunRecord record;
  record.run = run;
  record.cell = {cell, "mips", Endian::big, "kunit", "trixie", 32};
  record.verdict = {kind, "because"};
  record.started = at(0);
  record.finished = at(1);
  return record;
}

std::shared_ptr<const Crate> sample_crate() {
  Crate crate;
  crate.push_back({"kernel", "rust/kernel/lib.rs", "", true, {}, {}, 2});
  crate.push_back({"net::phy", "rust/kernel/net/phy.rs", "CONFIG_NET, CONFIG_PHY", false, {"NET", "PHY"}, {}, 1});
  crate.push_back({"odd", "rust/kernel/odd.rs", "test", std::nullopt, {}, {"rust_odd", "rust_odder"}, 0});
  return std::make_shared<Crate>(std::move(crate));
}

RunRecord full_record(RunId run, const std::string& cell) {
  RunRecord record = small_record(run, cell, VerdictKind::tests_failed);
  record.tree.name = "linux-source+mips-rust";
  record.tree.id = "0123456789abcdef0123456789abcdef01234567";
  record.tree.base = "linux-source-7.3 7.3.4-1";
  record.tree.version = "7.3.4";
  record.tree.series = {"mips-rust", "second"};
  record.toolchain_id = "feedface";
  record.versions = {{"rustc", "1.96.0"}, {"bindgen", "0.71.1"}};
  BuildRecord& build = record.build.emplace();
  build.took = Seconds(421.53125);
  build.image_hash = "c0ffee";
  build.memory = 3'000'000'000;
  build.log = "/state/build.log";
  build.config_file = "/state/config";
  build.diagnostics = {{"rust/kernel/str.rs", 12, "warning", "unused"}, {"", 0, "error", "make: Error 2"}};
  build.config.dropped = {{{"RUST", "y", "rust.config", 3, false}, "n"},
                          {{"NAME", "\"x\"", "b", 4, true}, ""}};
  build.config.unmet = {{"RUST", "HAVE_RUST [=y] && !RANDSTRUCT [=y]", {{"RANDSTRUCT_FULL", "y", "r.config", 5, false}}},
                        {"NAME", "", {}}};
  build.config.unknown = {{"RUST_FMT_KUNIT_TEST", "y", "rust.config", 9, true}};
  build.crate = sample_crate();
  BootRecord& boot = record.boot.emplace();
  boot.took = Seconds(2.5);
  boot.cached = true;
  boot.from = 3;
  boot.kvm = true;
  boot.end = GuestEnd::end_marker;
  boot.kernel_version = "7.3.4";
  boot.splats = {{Splat::Kind::oops, "Oops", 7, {"die", "do_page_fault"}}, {Splat::Kind::kasan, "BUG: KASAN: x", 8, {}}};
  boot.console = "/state/console.log";
  Reboot& reboot = record.reboots.emplace_back();
  reboot.verdict.kind = VerdictKind::tests_failed;
  reboot.verdict.reason = "again";
  reboot.fingerprint = "f00d";
  reboot.took = Seconds(2.25);
  reboot.console = "/state/console.2.log";
  record.reboots.emplace_back().verdict.kind = VerdictKind::passed;
  record.fingerprint = "beef";
  record.tests = sample_report();
  record.input_key = "1117";
  record.boot_key = "b007";
  record.place = "n2, Slurm job 17";
  return record;
}

Run sample_run() {
  Run run;
  run.matrix = "/m.yaml";
  run.cells = {"z/first", "mips-big/kunit", "a/last"};
  run.excluded = {{"x86_64-big/kunit", "no such thing"}, {"x86_64-big/kunit", ""}};
  run.configs = {{"modversions", "distributions: modules are checked"}, {"kunit", ""}};
  run.accepted = {{Accepted::Kind::failing, "rust_netlink.*", {"mips-big/*", "s390x-*"}, "known", "https://example.org/1",
                   "2027-06-30", "accepted.yaml:3"},
                  {Accepted::Kind::missing, "rust/kernel/pci.rs:*", {"*"}, "no PCI", "", "2027-01-01", "accepted.yaml:9"}};
  run.arguments = {"run", "", "m\nm.yaml", "--cell", "a\\b"};
  run.folder = "/state/runs/1";
  run.started = at(123);
  run.cores = 2;
  return run;
}

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

TEST(Ledger, finds_the_last_record_of_a_cell_over_runs_without_one) {
  Ledger ledger(":memory:");
  const RunId first = ledger.begin(sample_run());
  ledger.add(small_record(first, "a/last"));
  const RunId second = ledger.begin(sample_run());
  ledger.add(small_record(second, "a/last"));
  ledger.begin(sample_run());
  EXPECT_EQ(ledger.last_record("a/last")->run, second);
  EXPECT_FALSE(ledger.last_record("z/first"));
}

TEST(Ledger, recalls_only_a_boot_that_passed_and_was_really_made) {
  Ledger ledger(":memory:");
  const auto add = [&](VerdictKind kind, bool cached, bool booted) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last", kind);
    record.boot_key = "key";
    if (booted) record.boot.emplace().cached = cached;
    ledger.add(record);
    return record.run;
  };
  add(VerdictKind::tests_failed, false, true);
  add(VerdictKind::passed, false, false);
  add(VerdictKind::passed, true, true);
  EXPECT_FALSE(ledger.booted("key"));
  add(VerdictKind::passed, false, true);
  const RunId newest = add(VerdictKind::passed, false, true);
  add(VerdictKind::passed, true, true);
  EXPECT_EQ(ledger.booted("key")->run, newest);
  EXPECT_FALSE(ledger.booted("other"));
}

TEST(Ledger, finds_what_was_measured_of_an_input_unless_it_says_nothing_of_the_kernel) {
  Ledger ledger(":memory:");
  const auto add = [&](VerdictKind kind) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last", kind);
    record.input_key = "input";
    ledger.add(record);
    return record.run;
  };
  add(VerdictKind::broken);
  add(VerdictKind::flaky);
  EXPECT_FALSE(ledger.measured("input"));
  add(VerdictKind::passed);
  const RunId newest = add(VerdictKind::build_failed);
  add(VerdictKind::emulator_died);
  EXPECT_EQ(ledger.measured("input")->run, newest);
  EXPECT_FALSE(ledger.measured("other"));
  ledger.add(small_record(ledger.begin(sample_run()), "a/last"));
  EXPECT_FALSE(ledger.measured("")) << "no key, no input";
}

TEST(Ledger, finds_builds_that_said_something_on_other_trees) {
  Ledger ledger(":memory:");
  const auto add = [&](const std::string& tree, std::vector<Diagnostic> diagnostics) {
    RunRecord record = small_record(ledger.begin(sample_run()), "a/last");
    record.tree.id = tree;
    record.build.emplace().diagnostics = std::move(diagnostics);
    ledger.add(record);
    return record.run;
  };
  const Diagnostic warning{"a.c", 1, "warning", "old"};
  const RunId said = add("base", {warning});
  add("base", {});
  add("patched", {warning});
  const std::vector<RunRecord> found = ledger.builds_of("a/last", "patched");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].run, said);
  EXPECT_TRUE(ledger.builds_of("z/first", "").empty());
}

TEST(Ledger, remembers_the_tests_that_ran_in_a_cell_on_a_tree_before) {
  Ledger ledger(":memory:");
  const auto add = [&](const std::string& cell, const std::string& tree, TestReport tests) {
    RunRecord record = small_record(ledger.begin(sample_run()), cell);
    record.tree.id = tree;
    record.tests = std::move(tests);
    ledger.add(record);
    return record;
  };
  TestReport bare;
  bare.suites = {test("bare", TestStatus::failed), test("skipped", TestStatus::skipped)};
  const RunRecord first = add("a/last", "tree", bare);
  const RunRecord second = add("a/last", "tree", sample_report());
  const RunRecord third = add("a/last", "tree", {});
  add("a/last", "tree", sample_report());
  const RunRecord other_tree = add("a/last", "other", {});
  const RunRecord other_cell = add("z/first", "tree", {});

  const SeenTest from_first{"bare", "bare", "", first.run};
  const SeenTest after{"outer.after", "outer.after", "", second.run};
  const SeenTest doctest{"rust/kernel/xarray.rs:34", "outer.inner.doc \xff\x1b[31m", "rust/kernel/xarray.rs:34", second.run};
  const auto before = [&](const RunRecord& record) { return ledger.manifest(record.run, {record}).at(record.cell.id); };
  EXPECT_TRUE(before(first).empty());
  EXPECT_EQ(before(second), std::vector<SeenTest>{from_first});
  EXPECT_EQ(before(third), (std::vector<SeenTest>{from_first, after, doctest}));
  EXPECT_TRUE(before(other_tree).empty());
  EXPECT_TRUE(before(other_cell).empty());
}

TEST(Ledger, remembers_what_a_build_took_last) {
  Ledger ledger(":memory:");
  EXPECT_TRUE(ledger.build_history().empty());
  ledger.remember_build("mips", {Seconds(400), 2200});
  ledger.remember_build("arm", {Seconds(300), 2000});
  ledger.remember_build("mips", {Seconds(32.5), 12});
  const std::map<std::string, BuildHistory> history = ledger.build_history();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history.at("mips").took, Seconds(32.5));
  EXPECT_EQ(history.at("mips").lines, 12);
  EXPECT_EQ(history.at("mips").memory, 0);
  EXPECT_EQ(history.at("arm").took, Seconds(300));
  ledger.remember_build("arm", {Seconds(200), 0, 5'000'000'000});
  ledger.remember_build("arm", {Seconds(100), 17});
  const BuildHistory arm = ledger.build_history().at("arm");
  EXPECT_EQ(arm.took, Seconds(100));
  EXPECT_EQ(arm.lines, 17);
  EXPECT_EQ(arm.memory, 5'000'000'000);
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
