// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/kernel/kernel_make.hpp>
#include <runners/process/asio_process_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

/// Build folders as they are found: "seed" is whole, "own" is what a test makes of it.
class KernelMakeTest : public testing::Test {
 protected:
  KernelMakeTest() { put("seed/stamp", "inputs image\n"), put("seed/out/main.o", "seed's"); }

  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    write_file(folder_ / name, text);
  }
  std::string text(const std::string& name) const { return fs::exists(folder_ / name) ? read_file(folder_ / name) : "nothing"; }

  void begin_as_seed() {
    asio::io_context loop;
    AsioProcessRunner processes(loop.get_executor());
    JobBudget budget(loop.get_executor(), folder_ / "jobs/fifo", 1);
    KernelMake make(folder_ / "ccache", processes, budget, {});
    const KernelSite site{{}, {}, folder_ / "own/out", folder_ / "log"};
    auto done = asio::co_spawn(loop, make.begin_as(site, folder_ / "seed"), asio::use_future);
    loop.run();
    done.get();
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(KernelMakeTest, a_folder_that_is_not_there_begins_as_the_seed) {
  begin_as_seed();
  EXPECT_EQ(text("own/out/main.o"), "seed's");
}

TEST_F(KernelMakeTest, a_folder_that_was_made_goes_on_as_it_is) {
  put("own/out/main.o", "own");
  begin_as_seed();
  EXPECT_EQ(text("own/out/main.o"), "own");
}

TEST_F(KernelMakeTest, a_make_that_was_killed_begins_as_the_seed_again) {
  put("own/out/main.o", "half");
  put("own/out/half.o", "half");
  put("own/unfinished", "");
  begin_as_seed();
  EXPECT_EQ(text("own/out/main.o"), "seed's");
  EXPECT_EQ(text("own/out/half.o"), "nothing");
  EXPECT_EQ(text("own/unfinished"), "nothing");
}

TEST_F(KernelMakeTest, a_seed_that_is_not_whole_is_none) {
  put("seed/unfinished", "");
  begin_as_seed();
  EXPECT_EQ(text("own/out/main.o"), "nothing");
}
