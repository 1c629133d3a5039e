// SPDX-License-Identifier: MIT
// `gulliver repro`: what the ledger says of a cell, ahead of what its run kept of how it was made.
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;

namespace {

/// A ledger with a run of two cells, of which one has a record; its recipe is one line.
class Repro : public testing::Test {
 protected:
  Repro() {
    std::filesystem::create_directories(folder_ / "gulliver");
    Ledger ledger(folder_ / "gulliver/ledger.sqlite");
    gulliver::Run run;
    run.cells = {"mips-big/kunit", "mips-little/kunit"};
    RunRecord record;
    record.run = ledger.begin(run);
    ledger.set_folder(record.run, folder_ / "runs/1");
    record.cell.id = run.cells[0];
    record.verdict = {VerdictKind::build_failed, "rustc: mismatched types"};
    ledger.add(record);
    std::filesystem::create_directories(folder_ / "runs/1/mips-big-kunit");
    write_file(recipe(), "echo \"$saw_verdict, $saw_reason\"\n");
  }

  std::filesystem::path recipe() const { return folder_ / "runs/1/mips-big-kunit/recipe.bash"; }

  ProgramResult repro(const std::string& arguments) const {
    return run_gulliver("repro " + arguments, "env XDG_STATE_HOME=" + folder_.path().string() +
                                                  " XDG_CACHE_HOME=" + folder_.path().string());
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(Repro, is_what_was_seen_and_how_it_was_made) {
  const auto script = repro("mips-big/kunit");
  ASSERT_EQ(script.code, 0) << script.output;
  EXPECT_EQ(repro("mips-big/kunit --run 1").output, script.output);
  write_file(folder_ / "repro.sh", script.output);
  EXPECT_EQ(run_shell("bash " + (folder_ / "repro.sh").string()).output,
            "build-failed, rustc: mismatched types\n");
}

TEST_F(Repro, of_a_cell_without_record_says_which_there_are) {
  const auto unknown = repro("mips-little/kunit");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_EQ(unknown.output,
            "gulliver: run 1 has no record of cell \"mips-little/kunit\"; it has: mips-big/kunit\n");
  EXPECT_EQ(repro("mips-big/kunit --run 7").code, 2);
}

TEST_F(Repro, of_a_run_that_kept_no_recipe_says_so) {
  std::filesystem::remove(recipe());
  const auto none = repro("mips-big/kunit");
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.output, HasSubstr("run 1 left no recipe of cell mips-big/kunit"));
}
