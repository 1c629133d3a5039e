// SPDX-License-Identifier: MIT
// Two runs of a ledger held against one another.
#include <orchestrator/ledger/ledger.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using testing::HasSubstr;

namespace {

class Compare : public testing::Test {
 protected:
  /// A run of mips-big/kunit, or of another cell.
  RunId run(VerdictKind kind, std::vector<std::string> arguments = {"run", "m"}, const std::string& cell = "mips-big/kunit") {
    Ledger ledger(folder_ / "gulliver/ledger.sqlite");
    gulliver::Run run;
    run.matrix = "/m.yaml";
    run.arguments = std::move(arguments);
    run.cells = {cell};
    RunRecord record;
    record.run = ledger.begin(run);
    record.cell = {cell, "mips", Endian::big, "kunit", "trixie", 32};
    record.verdict = {kind, "because"};
    ledger.add(record);
    return record.run;
  }

  ProgramResult compare(const std::string& arguments) const {
    return run_gulliver("compare " + arguments, "env XDG_STATE_HOME=" + folder_.path().string() +
                                                    " XDG_CACHE_HOME=" + folder_.path().string());
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(Compare, ends_as_what_it_found) {
  run(VerdictKind::passed);
  run(VerdictKind::boot_hung);
  run(VerdictKind::broken);
  const auto worse = compare("1 2");
  EXPECT_EQ(worse.code, 1) << worse.output;
  EXPECT_THAT(worse.output, HasSubstr("1 of 1 cell got worse\n\ngot worse\n  the boot: because\n    on mips-big/kunit\n"));
  EXPECT_EQ(compare("2 1").code, 0);
  EXPECT_EQ(compare("1 3").code, 3);
  const auto json = compare("1 2 --json");
  EXPECT_EQ(nlohmann::json::parse(json.output)["cells"][0]["change"], "newly-failing");
}

TEST_F(Compare, refuses_what_has_nothing_in_common) {
  run(VerdictKind::passed);
  run(VerdictKind::passed, {"run", "m", "--test", "rust_kvec*"});
  run(VerdictKind::passed, {"run", "m"}, "arm-little/kunit");
  EXPECT_EQ(compare("1 4").code, 2);
  EXPECT_EQ(compare("1").code, 2);
  EXPECT_THAT(compare("1 2").output, HasSubstr("1 was of all tests and 2 of tests matching rust_kvec*"));
  EXPECT_EQ(compare("1 2").code, 2);
  EXPECT_THAT(compare("1 3").output, HasSubstr("have no cell in common"));
  EXPECT_EQ(compare("1 3").code, 2);
}
