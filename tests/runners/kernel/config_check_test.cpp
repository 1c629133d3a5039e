// SPDX-License-Identifier: MIT
// The configuration gate against a scripted make.
#include <runners/kernel/config_check.hpp>

#include <runners/files/files.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

class ConfigCheckTest : public testing::Test {
 protected:
  ConfigCheckTest() {
    fs::create_directories(folder_ / "tree/arch/arm64");
    write_file(folder_ / "tree/arch/arm64/Kconfig", "config OTHER\n\tbool\n");
    kernel_.id = "id";
    kernel_.linux_arch = "x86_64";
    kernel_.source = folder_ / "tree";
    kernel_.request.options = {{"RUST", "y", "a.config", 1}, {"OTHER", "y", "a.config", 2}};
    configured("CONFIG_RUST=y\nCONFIG_OTHER=y\n");
    world_.on("clang -O1", "");
    world_.on("config-prog=gulliver_probe",
              "gulliver\tlost\tOTHER\ngulliver\tundefined\tOTHER\ngulliver\tend\n");
  }

  void configured(const std::string& dot_config) {
    world_.on("allnoconfig", [this, dot_config](const Command& command) {
      write_file(folder_ / "cache/configs/id/out/.config", dot_config);
      return printed(command, "# configuration written to .config\n");
    });
  }

  ConfigCheckResult check() {
    asio::io_context loop(1);
    fs::create_directories(folder_ / "jobs");
    JobBudget budget(loop.get_executor(), folder_ / "jobs/fifo", 1);
    ConfigCheck configs(folder_ / "cache", world_, budget);
    ConfigCheckResult result;
    std::exception_ptr fault;
    asio::co_spawn(loop, configs.check(kernel_, toolchain_, nullptr), [&](std::exception_ptr error, ConfigCheckResult value) {
      fault = error;
      result = std::move(value);
    });
    loop.run();
    if (fault) std::rethrow_exception(fault);
    return result;
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
  KernelSpec kernel_;
  Toolchain toolchain_{"image", "id1", "/rootfs", {{"make", "4.4.1"}}, {"/usr/bin"}, {}};
};

}  // namespace

TEST_F(ConfigCheckTest, a_request_that_is_kept_needs_no_reasons) {
  const auto result = check();
  EXPECT_TRUE(result.verdict.passed()) << result.verdict.reason;
  EXPECT_FALSE(result.cached);
  EXPECT_EQ(world_.commands.size(), 1U);
}

TEST_F(ConfigCheckTest, the_same_inputs_are_configured_once) {
  configured("CONFIG_RUST=y\n");
  const auto first = check();
  const std::size_t commands = world_.commands.size();
  const auto second = check();
  EXPECT_TRUE(second.cached);
  EXPECT_EQ(world_.commands.size(), commands);
  EXPECT_EQ(second.verdict, first.verdict);
  EXPECT_EQ(second.config, first.config);

  kernel_.request.options[1].value = "n";
  EXPECT_FALSE(check().cached);
}

TEST_F(ConfigCheckTest, a_lost_option_is_looked_into_and_looked_up) {
  configured("CONFIG_RUST=y\n");
  EXPECT_EQ(check().verdict,
            (Verdict{VerdictKind::config_dropped,
                     "OTHER (asked for in a.config:2) is defined by no Kconfig file that ARCH=x86_64 reads, only by "
                     "arch/arm64/Kconfig:1"}));
}

TEST_F(ConfigCheckTest, a_tree_that_the_probe_does_not_fit_is_judged_without_it) {
  configured("CONFIG_RUST=y\n");
  world_.on("clang -O1", "error: unknown type name\n", 1);
  EXPECT_EQ(check().verdict,
            (Verdict{VerdictKind::config_dropped, "Kconfig dropped OTHER=y (it is n; asked for in a.config:2)"}));
}

TEST_F(ConfigCheckTest, an_optional_option_may_be_missing_where_nothing_defines_it) {
  kernel_.request.options.push_back({"NEWER_TEST", "y", "a.config", 3, true});
  const auto result = check();
  EXPECT_TRUE(result.verdict.passed()) << result.verdict.reason;
  ASSERT_EQ(result.config.unknown.size(), 1U);
  kernel_.request.options[2].name = "OTHER";
  configured("CONFIG_RUST=y\n");
  EXPECT_EQ(check().verdict.kind, VerdictKind::config_dropped);
}

TEST_F(ConfigCheckTest, a_base_that_takes_no_request_gets_it_put_on_top) {
  kernel_.request.base = "defconfig";
  world_.on("defconfig", [this](const Command& command) {
    write_file(folder_ / "cache/configs/id/out/.config", "CONFIG_SMP=y\n");
    return printed(command, "");
  });
  world_.on("olddefconfig", "");
  EXPECT_TRUE(check().verdict.passed());
  EXPECT_EQ(read_file(folder_ / "cache/configs/id/out/base.config"), "CONFIG_SMP=y\n");
  EXPECT_EQ(read_file(folder_ / "cache/configs/id/config"), "CONFIG_SMP=y\nCONFIG_RUST=y\nCONFIG_OTHER=y\n");
}

TEST_F(ConfigCheckTest, a_make_that_fails_is_no_dropped_option) {
  world_.on("allnoconfig", "scripts/Kconfig:1: syntax error\n", 2);
  EXPECT_EQ(check().verdict.kind, VerdictKind::build_failed);
  EXPECT_EQ(check().cached, false);
}
