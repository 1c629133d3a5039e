// SPDX-License-Identifier: MIT
// The configuration gate on the default tree: real Kconfig, real toolchain, nothing compiled.
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;

namespace {

/// A matrix of one configuration: what kunit-rust.config asks for, and these lines.
class RealConfig : public testing::Test {
 protected:
  std::string matrix(const std::string& archs, const std::string& lines) const {
    write_file(folder_ / "wish.config", lines);
    write_file(folder_ / "matrix.yaml", "axes: {arch: [" + archs + "], config: [wish]}\n"
                                        "configs: {wish: [fragments/kunit-rust.config, wish.config]}\n");
    return (folder_ / "matrix.yaml").string();
  }

  /// The document that a command prints; `code` is its exit code.
  json checked(const std::string& arguments, int code) const {
    const ProgramResult result = run_gulliver(arguments + " --json 2>/dev/null", "env");
    EXPECT_EQ(result.code, code) << result.output;
    return json::parse(result.output);
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(RealConfig, randstruct_is_named_as_what_excludes_rust) {
  const std::string file = matrix("x86_64", "CONFIG_HZ_1000=y\nCONFIG_NET=y\nCONFIG_RANDSTRUCT_FULL=y\nCONFIG_FUTEX=y\n"
                                            "CONFIG_EPOLL=y\nCONFIG_TMPFS=y\nCONFIG_SHMEM=y\n");
  const json cell = checked("explain " + file, 0)["cells"][0];
  EXPECT_EQ(cell["outcome"], "unsupported") << cell.dump(2);
  EXPECT_THAT(cell["reason"], HasSubstr("RUST needs !RANDSTRUCT"));
  EXPECT_THAT(cell["reason"], HasSubstr("RANDSTRUCT_FULL=y (" + (folder_ / "wish.config").string() + ":3)"));
  const json& unmet = cell["unmet_options"];
  ASSERT_EQ(unmet.size(), 1U) << cell.dump(2);
  EXPECT_EQ(unmet[0]["name"], "RUST");
  EXPECT_THAT(unmet[0]["dependency"], HasSubstr("!RANDSTRUCT [=y]"));
  ASSERT_EQ(unmet[0]["causes"].size(), 1U);
  EXPECT_EQ(unmet[0]["causes"][0]["name"], "RANDSTRUCT_FULL");
}

TEST_F(RealConfig, what_is_lost_for_want_of_something_else_is_dropped) {
  const json cell = checked("explain " + matrix("x86_64", "CONFIG_MODVERSIONS=y\nCONFIG_GENDWARFKSYMS=y\n"), 1)["cells"][0];
  EXPECT_EQ(cell["outcome"], "dropped") << cell.dump(2);
  EXPECT_THAT(cell["reason"], HasSubstr("GENDWARFKSYMS needs DEBUG_INFO"));
}

TEST_F(RealConfig, a_matrix_is_checked_in_one_go_and_remembered) {
  const std::string file = matrix("s390x, arm", "CONFIG_EXPOLINE=y\n");
  const json cells = checked("plan --check " + file, 1)["cells"];
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0]["outcome"], "dropped") << cells[0].dump(2);
  EXPECT_THAT(cells[0]["reason"], HasSubstr("toolchain debian-trixie fails $(cc-option,-mindirect-branch=thunk)"));
  EXPECT_EQ(cells[1]["outcome"], "dropped") << cells[1].dump(2);
  EXPECT_THAT(cells[1]["reason"], HasSubstr("no Kconfig file that ARCH=arm reads, only by arch/s390/Kconfig:"));
  const json again = checked("plan --check " + file, 1)["cells"];
  for (const json& cell : again) EXPECT_TRUE(cell["cached"]) << cell["id"];
}
