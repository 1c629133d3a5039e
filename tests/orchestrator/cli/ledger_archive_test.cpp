// SPDX-License-Identifier: MIT
#include <orchestrator/cli/ledger_archive.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <cstdlib>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

constexpr const char* text_of_matrix = R"(axes: {arch: [x86_64], endian: [little], config: [kunit]}
configs: {kunit: [fragments/kunit-rust.config]}
)";

/// A ledger of runs of three matrices: one is still there, one is no matrix any more, one is gone.
class LedgerArchiveTest : public testing::Test {
 protected:
  LedgerArchiveTest() {
    ::setenv("GULLIVER_ROOT", SOURCE_ROOT, 1);
    write_file(file("there"), text_of_matrix);
    write_file(file("spoilt"), "axes: [\n");
    for (const char* name : {"gone", "spoilt", "there"}) run(file(name));
  }
  ~LedgerArchiveTest() override { ::unsetenv("GULLIVER_ROOT"); }

  std::string file(const std::string& name) const { return folder_ / (name + ".yaml"); }

  LedgerArchive archive(const std::vector<std::string>& matrices = {}) const { return {folders_, matrices, 30}; }

  void run(const std::string& matrix) {
    gulliver::Run run;
    run.matrix = matrix;
    run.cells = {"x86_64-little/kunit", "arm-little/kunit"};
    RunRecord record;
    record.run = ledger_.begin(run);
    record.cell = {run.cells[0], "x86_64", Endian::little, "kunit", "debian-trixie"};
    record.verdict = {VerdictKind::build_failed, "make failed"};
    ledger_.add(record);
  }

  TemporaryFolder folder_;
  Folders folders_{folder_.path(), folder_.path()};
  Ledger ledger_{folder_ / "ledger.sqlite"};
};

}  // namespace

TEST_F(LedgerArchiveTest, goes_on_without_matrices_that_cannot_be_read_any_more) {
  const LedgerArchive all = archive();
  EXPECT_THAT(all.matrices(), ElementsAre(file("there")));
  const std::vector<LostMatrix> lost = all.lost_matrices();
  ASSERT_THAT(lost, SizeIs(2));
  EXPECT_EQ(lost[0].file, file("spoilt"));
  EXPECT_THAT(lost[0].reason, HasSubstr("spoilt.yaml:"));
  EXPECT_EQ(lost[1].file, file("gone"));
  EXPECT_THAT(lost[1].reason, HasSubstr("gone.yaml: cannot"));
}

TEST_F(LedgerArchiveTest, takes_the_matrices_that_were_asked_for_or_none) {
  EXPECT_THAT(archive({file("there")}).lost_matrices(), IsEmpty());
  EXPECT_THROW(archive({file("gone")}), InputError);
  EXPECT_THROW(archive({file("spoilt")}).matrix(file("spoilt")), InputError);
}

TEST_F(LedgerArchiveTest, has_heads_that_tell_what_the_runs_came_to) {
  const std::vector<RunHead> heads = archive().heads();
  ASSERT_THAT(heads, SizeIs(3));
  EXPECT_EQ(heads[0].run.matrix, file("there"));
  for (const RunHead& head : heads)
    EXPECT_THAT(head.counts.verdicts, ElementsAre(std::pair(VerdictKind::build_failed, 1))) << head.run.id;
}
