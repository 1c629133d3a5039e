// SPDX-License-Identifier: MIT
// Consoles of a cell that was booted several times, found through the ledger.
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;

namespace {

/// A ledger with one record: mips-big/kunit, whose first boot failed, whose second passed, and whose
/// third left no console.
class Log : public testing::Test {
 protected:
  Log() {
    std::filesystem::create_directories(folder_ / "gulliver");
    write_file(folder_ / "console.log", "not ok 1\n");
    write_file(folder_ / "console.2.log", "ok 1\n");
    Ledger ledger(folder_ / "gulliver/ledger.sqlite");
    gulliver::Run run;
    run.cells = {"mips-big/kunit"};
    RunRecord record;
    record.run = ledger.begin(run);
    record.cell.id = run.cells[0];
    record.verdict = {VerdictKind::flaky, "boots of the same image disagree"};
    record.boot.emplace();
    record.boot->console = folder_ / "console.log";
    record.reboots.resize(2);
    record.reboots[0].verdict = {VerdictKind::passed, "1 test passed"};
    record.reboots[0].console = folder_ / "console.2.log";
    record.reboots[1].verdict = {VerdictKind::broken, "no more processes"};
    ledger.add(record);
  }

  ProgramResult log(const std::string& options, const std::string& cell = "mips-big/kunit") const {
    return run_gulliver("log " + cell + " " + options, "env XDG_STATE_HOME=" + folder_.path().string() +
                                                             " XDG_CACHE_HOME=" + folder_.path().string());
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(Log, prints_the_console_of_any_boot) {
  EXPECT_EQ(log("").output, "not ok 1\n");
  EXPECT_EQ(log("--boot 1").output, "not ok 1\n");
  EXPECT_EQ(log("--boot 2").output, "ok 1\n");
  EXPECT_EQ(log("--boot 2 --path").output, (folder_ / "console.2.log").string() + "\n");
}

TEST_F(Log, a_boot_that_never_was_or_left_nothing) {
  EXPECT_EQ(log("--boot 3").output, "gulliver: boot 3 of cell mips-big/kunit left no console: no more processes\n");
  EXPECT_EQ(log("--boot 4").output,
            "gulliver: cell mips-big/kunit has no boot 4; it has 3, `gulliver show mips-big/kunit` lists them\n");
  EXPECT_EQ(log("--boot 4").code, 2);
  EXPECT_EQ(log("--boot 0").code, 2);
  EXPECT_THAT(log("--boot 2 --build").output, HasSubstr("excludes --boot"));
}

TEST_F(Log, of_a_cell_that_a_run_does_not_have) {
  EXPECT_EQ(log("--run 1").output, "not ok 1\n");
  const ProgramResult other = log("--run 1", "mips-little/kunit");
  EXPECT_EQ(other.output, "gulliver: run 1 has no record of cell \"mips-little/kunit\"; it has: mips-big/kunit\n");
  EXPECT_EQ(other.code, 2);
}
