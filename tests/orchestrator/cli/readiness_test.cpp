// SPDX-License-Identifier: MIT
#include <orchestrator/cli/readiness.hpp>

#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

Plan plan_of(std::initializer_list<const char*> builds, std::size_t trees) {
  Plan plan;
  for (const char* id : builds) {
    plan.builds.emplace_back();
    plan.builds.back().kernel.id = id;
  }
  plan.trees.resize(trees);
  return plan;
}

}  // namespace

TEST(Space, says_what_is_there_and_what_is_needed) {
  try {
    require_space("/cache", 1'200'000'000, 9'000'000'000);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "/cache: 1.2 GB free, and this run may need 9.0 GB; `gulliver cache` shows what can go");
  }
}

TEST(Space, enough_is_enough) { EXPECT_NO_THROW(require_space("/cache", 9'000'000'000, 9'000'000'000)); }

TEST(Space, is_needed_for_what_is_not_there_yet) {
  const TemporaryFolder cache;
  const Folders folders{cache.path(), cache / "state"};
  EXPECT_EQ(space_needed(plan_of({"a", "b"}, 2), folders), 7'000'000'000U);
  fs::create_directories(cache / "builds/a");
  fs::create_directories(cache / "worktrees/linux");
  EXPECT_EQ(space_needed(plan_of({"a", "b"}, 2), folders), 3'500'000'000U);
  fs::create_directories(cache / "builds/b");
  fs::create_directories(cache / "worktrees/linux+mips");
  EXPECT_EQ(space_needed(plan_of({"a", "b"}, 2), folders), 0U);
}

TEST(Toolchains, an_image_that_is_not_built_is_one_sentence) {
  const TemporaryFolder cache;
  Plan plan = plan_of({"a"}, 1);
  plan.builds[0].toolchain = "debian-trixie";
  plan.recipes.emplace_back();
  plan.recipes[0].name = "debian-trixie";
  World world;
  try {
    ready_toolchains(world, {cache.path(), cache / "state"}, plan);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "toolchain image debian-trixie is not built; `gulliver image build debian-trixie` makes it "
                 "(about 2 minutes)");
  }
}

TEST(Kvm, what_a_run_found_out_is_known_to_the_next) {
  const TemporaryFolder cache;
  const Folders folders{cache.path(), cache / "state"};
  const Toolchain toolchain{"image", "id1", "/rootfs", {}, {}, {}};
  World world;
  keep_kvm(folders, toolchain, {false, "a kernel said nothing under KVM"});
  const KvmState mute = known_kvm(world, folders, toolchain);
  EXPECT_FALSE(mute.works);
  EXPECT_EQ(mute.reason, "a kernel said nothing under KVM");
  keep_kvm(folders, toolchain, {true, ""});
  EXPECT_TRUE(known_kvm(world, folders, toolchain).works);
}
