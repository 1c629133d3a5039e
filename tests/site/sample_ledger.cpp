// SPDX-License-Identifier: MIT
//
// sample_ledger FOLDER MATRIX DATA | --go-on FOLDER DATA: a state folder with a small ledger, for tests of the site. Two finished runs of
// MATRIX (quickstart.yaml) and one that goes on, which --go-on takes a cell further; consoles are those of real kernels (DATA: tests/data/console), but for one
// that a stranger wrote to harm who looks at it.
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>
#include <runners/suite/ktap.hpp>
#include <tests/fakes/crate_of.hpp>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::string_view hostile_console =
    "Linux version 7.3.4 <script>document.title='harmed'</script>\r\n"
    "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_<img src=x onerror=document.title='harmed'>\n    1..2\n"
    "    not ok 1 \"><script>document.title='harmed'</script>\n    ok 2 javascript:harm\n"
    "not ok 1 rust_<img src=x onerror=document.title='harmed'>\n</pre></main><style>body{display:none}</style>\x1b[2J\n";

struct Land {
  Cell cell;
  std::string console;  ///< a file of DATA; empty: the stranger's
};

const std::vector<Land> lands{
    {{"x86_64-little/kunit", "x86_64", Endian::little, "kunit", "debian-trixie", 64}, "x86-7.2.log"},
    {{"arm64-little/kunit", "arm64", Endian::little, "kunit", "debian-trixie", 64}, "arm64-7.2.log"},
    {{"riscv64-little/kunit", "riscv64", Endian::little, "kunit", "debian-trixie", 64}, ""},
    {{"mips-big/kunit", "mips", Endian::big, "kunit", "debian-trixie", 32}, "mips-7.2.log"},
};

RunRecord record_of(const Land& land, const Run& run, const fs::path& data) {
  RunRecord record;
  record.run = run.id;
  record.cell = land.cell;
  record.tree = {"linux-source", std::string(40, '7'), "linux-source-7.2 7.2.6-1", "7.2.6", {}, {}};
  record.toolchain_id = "trixie-1";
  record.versions = {{"rustc", "1.96.0"}, {"clang-19", "19.1.7"}};
  record.started = record.finished = run.started;
  BuildRecord& build = record.build.emplace();
  build.took = Seconds(400);
  build.log = run.folder / (land.cell.arch + ".build.log");
  write_file(build.log, "  RUSTC L rust/kernel.o\nrust/kernel/str.rs:12: warning: unused <b>variable</b>\n  LD      vmlinux\n");
  BootRecord& boot = record.boot.emplace();
  boot.took = Seconds(2.5);
  boot.end = GuestEnd::last_result;
  boot.console = run.folder / (land.cell.arch + ".console.log");
  write_file(boot.console, land.console.empty() ? std::string(hostile_console) : read_file(data / land.console));
  record.tests = parse_ktap(read_file(boot.console));
  build.crate = crate_of(*record.tests);
  record.verdict = {VerdictKind::passed, ""};
  if (const int failed = count(*record.tests).failed; failed > 0) {
    record.verdict = {VerdictKind::tests_failed, std::to_string(failed) + " failed <script>document.title='harmed'</script>"};
    record.fingerprint = "beef00beef00";
  }
  return record;
}

void fill(const fs::path& folder, const std::string& matrix, const fs::path& data) {
  Ledger ledger(folder / "gulliver/ledger.sqlite");
  for (int number = 1; number <= 3; ++number) {
    Run run;
    run.matrix = matrix;
    run.arguments = {"run", "--fresh", matrix};
    run.started = std::chrono::system_clock::now() - std::chrono::days(7 * (3 - number));
    run.folder = folder / "runs" / std::to_string(number);
    for (const Land& land : lands) run.cells.push_back(land.cell.id);
    run.id = ledger.begin(run);
    fs::create_directories(run.folder);
    const bool goes_on = number == 3;
    for (const Land& land : lands)
      if (!goes_on || land.console == lands.front().console) ledger.add(record_of(land, run, data));
    if (!goes_on) ledger.finish(run.id, run.started + std::chrono::minutes(40), Seconds(2400));
  }
}

void go_on(const fs::path& folder, const fs::path& data) {
  Ledger ledger(folder / "gulliver/ledger.sqlite");
  const Run run = ledger.runs(1).front();
  const std::size_t done = ledger.records(run.id).size();
  ledger.add(record_of(lands.at(done), run, data));
}

}  // namespace
}  // namespace gulliver

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: sample_ledger FOLDER MATRIX DATA | --go-on FOLDER DATA\n", stderr);
    return 2;
  }
  if (std::string_view(argv[1]) == "--go-on") gulliver::go_on(argv[2], argv[3]);
  else gulliver::fill(argv[1], argv[2], argv[3]);
  return 0;
}
