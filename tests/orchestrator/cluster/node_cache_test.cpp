// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/node_cache.hpp>

#include <runners/files/files.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <optional>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

/// Runs work for two jobs of a node at once.
void run_both(asio::awaitable<Toolchain> first, asio::awaitable<Toolchain> second) {
  asio::io_context loop(1);
  std::exception_ptr fault;
  const auto ended = [&](std::exception_ptr error, Toolchain) { fault = error ? error : fault; };
  asio::co_spawn(loop, std::move(first), ended);
  asio::co_spawn(loop, std::move(second), ended);
  loop.run();
  if (fault) std::rethrow_exception(fault);
}

}  // namespace

TEST(NodeCache, jobs_that_run_at_once_have_slots_of_their_own) {
  const TemporaryFolder folder;
  std::optional<NodeCache> first(folder.path()), second(folder.path());
  EXPECT_EQ(first->slot(), folder / "slots/1");
  EXPECT_EQ(second->slot(), folder / "slots/2");
  EXPECT_EQ(first->kernel_folders().ccache, second->kernel_folders().ccache);
  EXPECT_NE(first->kernel_folders().builds, second->kernel_folders().builds);
  first.reset();
  EXPECT_EQ(NodeCache(folder.path()).slot(), folder / "slots/1");
}

TEST(NodeCache, an_image_comes_once_whoever_asks) {
  const TemporaryFolder folder;
  const Toolchain image{"trixie", "id1", "", {}, {}, {}};
  fs::create_directories(folder / "shared");
  write_file(folder / "shared/trixie-id1.tar.zst", "an archive");
  ScriptedRunner world;
  world.on("tar ", [](const Command& command) {
    fs::create_directories(fs::path(command.argv.back()) / "rootfs");
    return printed(command, "");
  });
  NodeCache first(folder / "node"), second(folder / "node");
  run_both(first.image(world, image, folder / "shared"), second.image(world, image, folder / "shared"));
  EXPECT_EQ(world.count("tar "), 1);
  EXPECT_TRUE(fs::exists(folder / "node/images/trixie-id1/rootfs"));
}
