// SPDX-License-Identifier: MIT
// Real kernels, one little-endian and one big-endian, from the default tree: built and booted here,
// or taken from the cache where they are already built.
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

const std::string quickstart = SOURCE_ROOT "/matrices/quickstart.yaml";
const std::string both = " --cell x86_64-little/kunit,mips-big/kunit";

/// A state folder of its own, so that nothing is reported from an earlier boot.
class RealKernels : public testing::Test {
 protected:
  ProgramResult gulliver(const std::string& arguments) const {
    return run_gulliver(arguments, "env XDG_STATE_HOME=" + state_.path().string());
  }
  json show(const std::string& what = "") const { return json::parse(gulliver("show --json " + what).output); }

  TemporaryFolder state_;
};

}  // namespace

TEST_F(RealKernels, rust_passes_on_both_byte_orders_and_nothing_is_done_twice) {
  const auto first = gulliver("run " + quickstart + both);
  ASSERT_EQ(first.code, 0) << first.output;
  const json run = show();
  ASSERT_EQ(run["cells"].size(), 2U);
  for (const json& cell : run["cells"]) {
    EXPECT_EQ(cell["verdict"], "passed") << cell.dump(2);
    EXPECT_GE(cell["tests"]["doctests"], 310) << cell["id"];
    EXPECT_GE(cell["tests"]["unit_suites"], 7) << cell["id"];
    EXPECT_EQ(cell["tests"]["failed"], 0);
    EXPECT_FALSE(cell["boot"]["cached"]);
  }
  EXPECT_THAT(first.output, HasSubstr("2 passed"));

  const auto second = gulliver("run " + quickstart + both);
  ASSERT_EQ(second.code, 0) << second.output;
  for (const json& cell : show()["cells"]) {
    EXPECT_TRUE(cell["build"]["cached"]) << cell["id"];
    EXPECT_TRUE(cell["boot"]["cached"]) << cell["id"];
    EXPECT_EQ(cell["boot"]["from"], 1) << cell["id"];
    EXPECT_EQ(cell["verdict"], "passed");
  }
}

TEST_F(RealKernels, only_chosen_tests_run_and_nobody_takes_them_for_the_whole) {
  const std::string run = "run " + quickstart + " --cell x86_64-little/kunit --test ";
  const auto chosen = gulliver(run + "'rust_doctest_kernel_xarray*'");
  EXPECT_EQ(chosen.code, 0) << chosen.output;
  EXPECT_THAT(chosen.output, HasSubstr("1 passed (only tests matching rust_doctest_kernel_xarray*)"));
  const json cell = show()["cells"][0];
  EXPECT_GE(cell["tests"]["passed"], 1);
  EXPECT_LT(cell["tests"]["total"], 10) << cell.dump(2);
  EXPECT_THAT(std::string(cell["reason"]), HasSubstr("only tests matching *.rust_doctest_kernel_xarray* were run"));

  const auto none = gulliver(run + "'no_such_test*'");
  EXPECT_EQ(none.code, 1) << none.output;
  EXPECT_THAT(none.output, HasSubstr("no test of this kernel matches *.no_such_test*"));
}

TEST_F(RealKernels, a_script_shows_the_same_failure_without_gulliver) {
  // The fault is on the command line: no test runs, there is no root, and the kernel panics.
  const TemporaryFolder folder;
  write_file(folder / "no-root.yaml", "axes: {arch: [x86_64], config: [kunit]}\nconfigs: {kunit: [" SOURCE_ROOT
                                      "/matrices/fragments/kunit-rust.config]}\n"
                                      "guest: {cmdline: kunit.enable=0 kunit_shutdown=off}\n");
  const auto run = gulliver("run --reboots 0 " + (folder / "no-root.yaml").string());
  ASSERT_EQ(run.code, 1) << run.output;
  ASSERT_EQ(show()["cells"][0]["verdict"], "boot-panicked") << run.output;
  const std::string script = (folder / "repro.sh").string();
  ASSERT_EQ(gulliver("repro x86_64-little/kunit > " + script).code, 0);
  const auto cache = folders_from_environment().cache;
  const auto repro = run_shell("bash " + script + " --root $(ls -d " + cache.string() + "/images/debian-trixie-*/rootfs | tail -n 1) --kernel " +
                               (cache / "builds/linux-source.x86_64-little.kunit.debian-trixie/out/arch/x86/boot/bzImage").string() +
                               " --out " + (folder / "out").string());
  EXPECT_EQ(repro.code, 1) << repro.output;
  EXPECT_THAT(repro.output, HasSubstr("Gulliver saw: boot-panicked: "));
  EXPECT_THAT(repro.output, HasSubstr("seen now:     boot-panicked: Kernel panic - not syncing: VFS: Unable to mount root fs"));
}

TEST_F(RealKernels, a_kernel_that_boots_and_runs_no_test_is_not_a_pass) {
  // The same kernel, told on its command line not to run its tests: it boots, and nothing looks wrong.
  const TemporaryFolder folder;
  write_file(folder / "no-tests.yaml", "axes: {arch: [x86_64], config: [kunit]}\nconfigs: {kunit: [" SOURCE_ROOT
                                       "/matrices/fragments/kunit-rust.config]}\nguest: {cmdline: kunit.enable=0}\n");
  const auto result = gulliver("run " + (folder / "no-tests.yaml").string());
  EXPECT_EQ(result.code, 1) << result.output;
  const json cell = show()["cells"][0];
  EXPECT_EQ(cell["verdict"], "boot-failed") << cell.dump(2);
  EXPECT_TRUE(cell["build"]["cached"]) << "the image is the one of the first test";
}
