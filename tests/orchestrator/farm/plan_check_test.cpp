// SPDX-License-Identifier: MIT
// A plan's walk to the configuration gate, against a scripted make.
#include <orchestrator/farm/plan_check.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;

namespace {

class PlanCheckTest : public testing::Test {
 protected:
  PlanCheckTest() {
    fs::create_directories(folder_ / "tree");
    tree_.id = "1234";
    tree_.folder = folder_ / "tree";
    for (const char* arch : {"mips", "riscv", "s390"}) {
      Build& build = plan_.builds.emplace_back();
      build.kernel.id = arch;
      build.kernel.linux_arch = arch;
      build.kernel.request.options = {{"RUST", "y", "a.config", 1}};
      build.toolchain = "image";
      build.cells.resize(1);
      build.cells[0].cell.id = std::string(arch) + "/kunit";
      configures(arch, "CONFIG_RUST=y\n");
    }
    plan_.trees.resize(1);
    world_.on("clang -O1", "no such file\n", 1);
    world_.on("rustavailable", "Rust is available!\n");
  }

  void configures(const std::string& arch, const std::string& dot_config) {
    world_.on("ARCH=" + arch + " ", [this, arch, dot_config](const Command& command) {
      const fs::path out = folder_ / "cache/configs" / arch / "out";
      if (joined(command).find("allnoconfig") != std::string::npos) write_file(out / ".config", dot_config);
      return printed(command, "");
    });
  }

  std::vector<CheckedCell> check(std::vector<PreparedTree> trees) {
    asio::io_context loop(1);
    fs::create_directories(folder_ / "jobs");
    JobBudget budget(loop.get_executor(), folder_ / "jobs/fifo", 2);
    ConfigCheck configs(folder_ / "cache", world_, budget);
    CheckWatcher watcher;
    watcher.configuring = [this](const Cell& cell) { began_.push_back(cell.id); };
    watcher.finished = [this](const CheckedCell& checked) { ended_.push_back(checked.cell.id); };
    PlanCheck walk(plan_, std::move(trees), {{"image", toolchain_}}, configs, watcher);
    std::vector<CheckedCell> cells;
    std::exception_ptr fault;
    asio::co_spawn(loop, walk.work(2), [&](std::exception_ptr error, std::vector<CheckedCell> result) {
      fault = error;
      cells = std::move(result);
    });
    loop.run();
    if (fault) std::rethrow_exception(fault);
    return cells;
  }

  static std::vector<std::string> outcomes(const std::vector<CheckedCell>& cells) {
    std::vector<std::string> texts;
    for (const CheckedCell& checked : cells) texts.push_back(checked.cell.id + " " + std::string(outcome_of(checked.verdict)));
    return texts;
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
  Plan plan_;
  Revision tree_;
  Toolchain toolchain_{"image", "id1", "/rootfs", {{"make", "4.4.1"}}, {"/usr/bin"}, {}};
  std::vector<std::string> began_, ended_;
};

}  // namespace

TEST_F(PlanCheckTest, every_cell_has_an_outcome_in_the_order_of_the_plan) {
  configures("riscv", "CONFIG_SMP=y\n");
  EXPECT_THAT(outcomes(check({tree_})), ElementsAre("mips/kunit buildable", "riscv/kunit dropped", "s390/kunit buildable"));
  EXPECT_EQ(began_.size(), 3U);
  EXPECT_EQ(ended_.size(), 3U);
}

TEST_F(PlanCheckTest, nothing_is_compiled_and_no_build_folder_is_touched) {
  check({tree_});
  EXPECT_EQ(world_.count("vmlinux"), 0);
  EXPECT_FALSE(fs::exists(folder_ / "cache/builds"));
}

TEST_F(PlanCheckTest, what_is_known_is_not_configured_again) {
  check({tree_});
  began_.clear();
  const auto cells = check({tree_});
  EXPECT_TRUE(began_.empty());
  EXPECT_EQ(ended_.size(), 6U);
  EXPECT_TRUE(cells[0].cached);
}

TEST_F(PlanCheckTest, a_tree_that_could_not_be_prepared_decides_its_cells) {
  const auto cells = check({Verdict{VerdictKind::patch_failed, "0001.patch does not apply"}});
  EXPECT_EQ(cells.at(0).verdict.reason, "0001.patch does not apply");
  EXPECT_TRUE(world_.commands.empty());
}

TEST_F(PlanCheckTest, a_fault_of_the_farm_stays_with_its_cells) {
  world_.on("ARCH=mips ", [](const Command&) -> ProcessResult { throw Error("no space left"); });
  EXPECT_THAT(outcomes(check({tree_})), ElementsAre("mips/kunit broken", "riscv/kunit buildable", "s390/kunit buildable"));
}

TEST_F(PlanCheckTest, an_interruption_ends_every_lane) {
  world_.on("ARCH=mips ", [](const Command&) -> ProcessResult { throw Interrupted(); });
  EXPECT_THROW(check({tree_}), Interrupted);
  EXPECT_EQ(world_.count("ARCH=s390"), 0);
}
