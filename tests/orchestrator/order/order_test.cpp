// SPDX-License-Identifier: MIT
#include <orchestrator/order/order.hpp>
#include <orchestrator/order/walk.hpp>
#include <runners/model/error.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

GuestSpec guest() {
  GuestSpec guest;
  guest.qemu = {"qemu-system-mips", "-M", "malta"};
  guest.tcg = {"-accel", "tcg"};
  guest.kvm = {"-accel", "kvm"};
  guest.kvm_host = "mips";
  guest.console = "ttyS0";
  guest.cmdline = "a \"b\"";
  guest.test_filter = "rust_*";
  guest.memory = 512;
  guest.cpus = 2;
  guest.user_space = true;
  guest.end = "Power down";
  guest.silence = Seconds(0.1);
  guest.total = Seconds(1e6);
  guest.console_limit = 1ull << 40;
  return guest;
}

/// Every member of it has a value that it does not have from the start.
Plan full_plan() {
  Plan plan;
  plan.matrix = "all";
  plan.trees.push_back({DebianSource{"linux-source-7.3", "sid"}, {"/ports/mips-rust"}, ""});
  plan.trees.push_back({LocalTree{"/home/l/linux", "v7.3", true}, {}, "place"});
  plan.trees.push_back({RemoteTree{"https://example.org/linux", "topic"}, {}, ""});
  plan.recipes.push_back({"trixie", "trixie", {"clang-19"}, {"/usr/bin"}, {{"LLVM", "1"}}});
  Build build;
  build.kernel = {"id", "/source", "tree", "mips", {"LLVM=1"}, {"vmlinux"}, "vmlinux", {}, {"--target=mips-linux-gnu"}, "seed"};
  build.kernel.request = {"tinyconfig", {{"RUST", "y", "a.config", 7, true}}};
  build.toolchain = "trixie";
  build.tree = 2;
  build.cells.push_back({{"mips-big/kunit", "mips", Endian::big, "kunit", "trixie", 32}, guest()});
  plan.builds.push_back(build);
  plan.excluded.push_back({"arm-big/kunit", "no"});
  plan.configs.push_back({"kunit", "all"});
  plan.accepted.push_back({Accepted::Kind::failing, "a.b", {"mips-*"}, "why", "https://example.org", "2027-01-01", "a.yaml:3"});
  return plan;
}

Order full_order() {
  Order order;
  order.run = 7;
  order.plan = full_plan();
  order.plan.trees = {order.plan.trees[0]};
  order.plan.builds[0].tree = 0;
  order.tree = {"linux", std::string(40, 'a'), "linux 7.3", "7.3.4", {"mips-rust"}, "", std::string(40, 'b'), true};
  order.toolchain = {"trixie", "0123456789ab", "", {{"clang", "19"}}, {"/usr/bin"}, {{"LLVM", "1"}}};
  order.fresh = order.isolate = true;
  order.reboots = 3;
  order.jobs = 8;
  order.mirror = "/shared/mirror.git";
  order.images = "/shared/images";
  order.cache = "/var/cache/gulliver";
  return order;
}

template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

Walk walk_of(const Plan& plan) {
  Walk walk;
  walk.plan = plan;
  walk.trees.resize(plan.trees.size());
  return walk;
}

}  // namespace

TEST(StoredWalk, has_its_plan_whole) {
  const Plan plan = full_plan(), read = read_walk(stored_walk(walk_of(plan))).plan;
  EXPECT_EQ(read.matrix, plan.matrix);
  EXPECT_EQ(read.trees, plan.trees);
  EXPECT_EQ(read.recipes, plan.recipes);
  EXPECT_EQ(read.excluded, plan.excluded);
  EXPECT_EQ(read.configs, plan.configs);
  EXPECT_EQ(read.accepted, plan.accepted);
  ASSERT_EQ(read.builds.size(), 1u);
  const Build &before = plan.builds[0], &after = read.builds[0];
  EXPECT_EQ(after.toolchain, "trixie");
  EXPECT_EQ(after.tree, 2u);
  EXPECT_EQ(after.kernel.id, "id");
  EXPECT_EQ(after.kernel.source, "/source");
  EXPECT_EQ(after.kernel.tree_id, "tree");
  EXPECT_EQ(after.kernel.linux_arch, "mips");
  EXPECT_EQ(after.kernel.make, before.kernel.make);
  EXPECT_EQ(after.kernel.targets, before.kernel.targets);
  EXPECT_EQ(after.kernel.image, "vmlinux");
  EXPECT_THAT(after.kernel.init, ElementsAre("--target=mips-linux-gnu"));
  EXPECT_EQ(after.kernel.request, before.kernel.request);
  EXPECT_EQ(after.kernel.seed, "seed");
  ASSERT_EQ(after.cells.size(), 1u);
  EXPECT_EQ(after.cells[0].cell, before.cells[0].cell);
  EXPECT_EQ(after.cells[0].guest, before.cells[0].guest);
}

TEST(StoredWalk, has_trees_toolchains_and_settings) {
  Walk walk = walk_of(full_plan());
  walk.trees[1].id = "1234";
  walk.toolchains = {{"trixie", "id1"}};
  walk.settings = {Executor::slurm, true, true, 5, 16, 4};
  const Walk read = read_walk(stored_walk(walk));
  EXPECT_EQ(read.trees[0].id, "");
  EXPECT_EQ(read.trees[1].id, "1234");
  EXPECT_EQ(read.toolchains, walk.toolchains);
  EXPECT_EQ(read.settings.executor, Executor::slurm);
  EXPECT_TRUE(read.settings.fresh);
  EXPECT_TRUE(read.settings.isolate);
  EXPECT_EQ(read.settings.reboots, 5);
  EXPECT_EQ(read.settings.jobs, 16);
  EXPECT_EQ(read.settings.lanes, 4);
  walk.settings.executor.reset();
  EXPECT_FALSE(read_walk(stored_walk(walk)).settings.executor);
}

TEST(StoredWalk, is_read_with_care) {
  EXPECT_THAT(error_of([] { read_walk("{}"); }), HasSubstr("this is no stored run: "));
  EXPECT_THAT(error_of([] { read_walk("[["); }), HasSubstr("this is no stored run: "));
  std::string text = stored_walk(walk_of(full_plan()));
  text.replace(text.find("\"tree\":2"), 8, "\"tree\":3");
  EXPECT_EQ(error_of([&] { read_walk(text); }), "a stored plan has a build of a tree that it does not have");
  text.replace(text.find("\"big\""), 5, "\"odd\"");
  EXPECT_EQ(error_of([&] { read_walk(text); }),
            "a stored plan has the word 'odd', which this Gulliver does not know");
  Walk walk;
  walk.plan.matrix = "\xff";
  EXPECT_EQ(error_of([&] { stored_walk(walk); }), "a text in the plan is not UTF-8, and cannot be stored");
  walk = walk_of(full_plan());
  walk.trees.pop_back();
  EXPECT_EQ(error_of([&] { read_walk(stored_walk(walk)); }), "a stored run has other trees than its plan");
}

TEST(StoredWalk, of_another_version_is_not_taken) {
  std::string text = stored_walk(walk_of(full_plan()));
  text.replace(text.find(GULLIVER_VERSION), std::string_view(GULLIVER_VERSION).size(), "9.9.9");
  EXPECT_EQ(error_of([&] { read_walk(text); }),
            "the run is of Gulliver 9.9.9, and this is " GULLIVER_VERSION ", which would judge otherwise");
}

TEST(StoredWalk, cells_that_are_there_are_left_out) {
  Plan plan = full_plan();
  const std::string cell = plan.builds[0].cells[0].cell.id;
  leave_out({"another"}, plan);
  EXPECT_EQ(plan.cell_count(), 1u);
  leave_out({cell}, plan);
  EXPECT_TRUE(plan.builds.empty());
  EXPECT_EQ(plan.trees, full_plan().trees);
}

TEST(OrderTest, comes_back_whole) {
  const Order order = full_order(), read = read_order(stored_order(order));
  EXPECT_EQ(read.run, 7);
  EXPECT_EQ(stored_walk(walk_of(read.plan)), stored_walk(walk_of(order.plan)));
  EXPECT_EQ(read.tree.name, order.tree.name);
  EXPECT_EQ(read.tree.id, order.tree.id);
  EXPECT_EQ(read.tree.base, order.tree.base);
  EXPECT_EQ(read.tree.version, order.tree.version);
  EXPECT_EQ(read.tree.series, order.tree.series);
  EXPECT_EQ(read.tree.commit, order.tree.commit);
  EXPECT_TRUE(read.tree.uncommitted);
  EXPECT_EQ(read.toolchain.name, "trixie");
  EXPECT_EQ(read.toolchain.id, order.toolchain.id);
  EXPECT_EQ(read.toolchain.versions, order.toolchain.versions);
  EXPECT_EQ(read.toolchain.path, order.toolchain.path);
  EXPECT_EQ(read.toolchain.env, order.toolchain.env);
  EXPECT_TRUE(read.fresh);
  EXPECT_TRUE(read.isolate);
  EXPECT_EQ(read.reboots, 3);
  EXPECT_EQ(read.jobs, 8);
  EXPECT_EQ(read.mirror, order.mirror);
  EXPECT_EQ(read.images, order.images);
  EXPECT_EQ(read.cache, order.cache);
}

TEST(OrderTest, what_is_of_one_machine_stays_there) {
  Order order = full_order();
  order.tree.folder = "/only/here";
  order.toolchain.root = "/only/here";
  EXPECT_EQ(stored_order(order).find("/only/here"), std::string::npos);
}

TEST(OrderTest, another_version_is_refused) {
  std::string text = stored_order(full_order());
  const std::string version = "\"gulliver\":\"" GULLIVER_VERSION "\"";
  text.replace(text.find(version), version.size(), "\"gulliver\":\"0.0.0\"");
  EXPECT_EQ(error_of([&] { read_order(text); }),
            "the order is of Gulliver 0.0.0, and this is " GULLIVER_VERSION ", which would judge otherwise");
  EXPECT_THAT(error_of([] { read_order("half an ord"); }), HasSubstr("this is no order: "));
}

TEST(CellStatusTest, comes_back_or_is_none) {
  const std::vector<CellStatus> status{{"mips-big/kunit", "building", 120, 0}, {"mips-big/net", "booting", 1200, 7}};
  EXPECT_EQ(read_status(stored_status(status)), status);
  EXPECT_TRUE(read_status("[{\"cell\": 3}]").empty());
  EXPECT_TRUE(read_status("").empty());
}
