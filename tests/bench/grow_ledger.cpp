// SPDX-License-Identifier: MIT
//
// grow_ledger FILE MATRIX CELLS RUNS CONSOLE...: a ledger as CELLS cells of a matrix leave it behind in RUNS nightly
// runs, through the path that every real record takes. The tests are those of the consoles, each cell has one of them; now and then a
// test breaks, and is mended some runs later. Nothing is left to chance: the same arguments make the same ledger.
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>
#include <runners/suite/ktap.hpp>
#include <tests/fakes/crate_of.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gulliver {
namespace {

constexpr auto night = std::chrono::hours(24);
constexpr Moment first_night = Moment(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));

const std::vector<Cell> lands{
    {"", "x86_64", Endian::little, "", "trixie", 64}, {"", "arm64", Endian::little, "", "trixie", 64},
    {"", "riscv64", Endian::little, "", "trixie", 64}, {"", "s390x", Endian::big, "", "trixie", 64},
    {"", "mips", Endian::big, "", "trixie", 32},       {"", "mips", Endian::little, "", "trixie", 32},
    {"", "powerpc", Endian::big, "", "trixie", 32},    {"", "arm", Endian::little, "", "trixie", 32},
};

/// A config for each round through the lands.
Cell cell_number(int number) {
  Cell cell = lands[static_cast<std::size_t>(number) % lands.size()];
  const int round = number / static_cast<int>(lands.size());
  cell.config = round == 0 ? "kunit" : "kunit-" + std::to_string(round + 1);
  cell.id = cell.arch + "-" + std::string(name_of(cell.endian)) + "/" + cell.config;
  return cell;
}

/// What a cell is like through the nights.
struct Life {
  Cell cell;
  std::string console;
  TestReport tests;
  std::shared_ptr<const Crate> crate;
  TestNode* broken = nullptr;  ///< of `tests`
  int mended_in = 0;           ///< nights
};

TestNode& some_test(TestReport& tests, std::mt19937& random) {
  for (;;) {
    TestNode& suite = tests.suites[random() % tests.suites.size()];
    if (!suite.children.empty()) return suite.children[random() % suite.children.size()];
  }
}

/// A night of a cell: a test in it breaks about every 200 nights, for a week at most.
void live_on(Life& life, std::mt19937& random) {
  if (life.broken && --life.mended_in <= 0) {
    life.broken->status = TestStatus::passed;
    life.broken = nullptr;
  }
  if (life.broken || random() % 200 != 0) return;
  life.broken = &some_test(life.tests, random);
  if (life.broken->status != TestStatus::passed) {
    life.broken = nullptr;
    return;
  }
  life.broken->status = TestStatus::failed;
  life.mended_in = 1 + static_cast<int>(random() % 7);
}

RunRecord record_of(const Life& life, RunId run, Moment when, int position) {
  RunRecord record;
  record.run = run;
  record.cell = life.cell;
  record.verdict = {life.broken ? VerdictKind::tests_failed : VerdictKind::passed,
                    life.broken ? life.broken->name + " failed" : ""};
  if (life.broken) record.fingerprint = sha256(life.broken->name).substr(0, 12);
  record.tree.name = "linux-source";
  record.tree.id = std::string(40, '7');
  record.tree.base = "linux-source-7.3 7.3.4-1";
  record.tree.version = "7.3.4";
  record.toolchain_id = "trixie-1";
  record.versions = {{"rustc", "1.96.0"}, {"clang-19", "19.1.7"}, {"qemu-system", "10.0.13"}};
  record.build.emplace();
  record.build->took = Seconds(400);
  record.build->image_hash = sha256(life.cell.id + std::to_string(run));
  record.build->crate = life.crate;
  record.boot.emplace();
  record.boot->took = Seconds(2.5);
  record.boot->end = GuestEnd::last_result;
  record.boot->kernel_version = "7.3.4";
  record.boot->console = life.console;
  record.tests = life.tests;
  record.input_key = record.build->image_hash;
  record.boot_key = record.build->image_hash;
  record.started = when + std::chrono::minutes(7 * position);
  record.finished = record.started + std::chrono::minutes(7);
  return record;
}

int grow(const std::string& file, const std::string& matrix, int cells, int runs, const std::vector<std::string>& consoles) {
  std::vector<TestReport> reports;
  std::vector<std::shared_ptr<const Crate>> crates;
  for (const std::string& console : consoles) {
    reports.push_back(parse_ktap(read_file(console)));
    crates.push_back(crate_of(reports.back()));
  }
  std::vector<Life> lives;
  Run plan;
  plan.matrix = matrix;
  for (int i = 0; i < cells; ++i) {
    const std::size_t kind = static_cast<std::size_t>(i) % lands.size() % reports.size();
    lives.push_back({cell_number(i), std::filesystem::absolute(consoles[kind]).string(), reports[kind], crates[kind]});
    plan.cells.push_back(lives.back().cell.id);
  }
  std::mt19937 random(1726);
  Ledger ledger(file);
  long results = 0;
  for (int i = 0; i < runs; ++i) {
    plan.started = first_night + i * night;
    plan.arguments = {"run", matrix};
    const RunId run = ledger.begin(plan);
    for (int position = 0; position < cells; ++position) {
      Life& life = lives[static_cast<std::size_t>(position)];
      live_on(life, random);
      ledger.add(record_of(life, run, plan.started, position));
      results += count(life.tests).total();
    }
    ledger.finish(run, plan.started + cells * std::chrono::minutes(7), Seconds(800 * cells));
  }
  std::printf("%d runs of %d cells, %ld test results\n", runs, cells, results);
  return 0;
}

}  // namespace
}  // namespace gulliver

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fputs("usage: grow_ledger FILE MATRIX CELLS RUNS CONSOLE...\n", stderr);
    return 2;
  }
  return gulliver::grow(argv[1], argv[2], std::atoi(argv[3]), std::atoi(argv[4]), {argv + 5, argv + argc});
}
