// SPDX-License-Identifier: MIT
#include "matrix_folder.hpp"

#include <gmock/gmock.h>

#include <set>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// The first yaml block of matrices/README.md behind a heading.
std::string readme_example(const std::string& heading) {
  const std::string readme = read_file(SOURCE_ROOT "/matrices/README.md");
  const std::string fence = "```yaml\n";
  const std::size_t begin = readme.find(fence, readme.find(heading));
  if (begin == readme.npos) return "";
  return readme.substr(begin + fence.size(), readme.find("```\n", begin + 1) - begin - fence.size());
}

}  // namespace

TEST(Readme, has_an_example_that_loads) {
  MatrixFolder folder;
  folder.root = SOURCE_ROOT;
  fs::create_directories(folder.folder / "overlays/xarray-v2");
  fs::create_directories(folder.folder / "fragments");
  write_file(folder.folder / "fragments/small-lockdep.config", "CONFIG_LOCKDEP_BITS=14\n");
  write_file(folder.folder / "accepted.yaml", readme_example("## Accepted findings"));
  const Plan plan = folder.plan(readme_example("## A complete example"));
  EXPECT_EQ(plan.matrix, "nightly");
  EXPECT_THAT(cell_ids(plan), ElementsAre("x86_64-little/kunit", "x86_64-little/lockdep", "arm-little/kunit",
                                          "mips-little/kunit", "mips-little/lockdep", "mips-big/kunit",
                                          "mips-big/lockdep", "s390x-big/kunit"));
  EXPECT_EQ(plan.excluded.size(), 5u);
  EXPECT_THAT(plan.configs, ElementsAre(PlannedConfig{"kunit", ""},
                                        PlannedConfig{"lockdep", "whoever writes or reviews an abstraction over locks"}));
  EXPECT_EQ(plan.accepted.size(), 1u);
}

TEST(Production, says_who_needs_each_of_its_configs_and_begins_with_the_wishes_of_2023) {
  const Plan plan = load_plan(SOURCE_ROOT "/matrices/production.yaml", SOURCE_ROOT, {});
  ASSERT_GE(plan.configs.size(), 4u);
  std::vector<std::string> first;
  for (const PlannedConfig& config : plan.configs) {
    EXPECT_FALSE(config.about.empty()) << config.name;
    if (first.size() < 4) first.push_back(config.name);
  }
  EXPECT_THAT(first, ElementsAre("modversions", "randstruct", "ibt", "rethunk"));
  EXPECT_EQ(plan.cell_count() + plan.excluded.size(), plan.configs.size() * 10);
}

TEST(Selftests, have_user_space_on_every_architecture) {
  const Plan plan = load_plan(SOURCE_ROOT "/matrices/selftests.yaml", SOURCE_ROOT, {});
  EXPECT_EQ(plan.builds.size(), 10u);
  for (const Build& build : plan.builds) {
    EXPECT_TRUE(build.cells[0].guest.user_space) << build.kernel.id;
    ASSERT_FALSE(build.kernel.init.empty()) << build.kernel.id;
    EXPECT_TRUE(build.kernel.init[0].starts_with("--target=")) << build.kernel.id;
  }
}

TEST(Quickstart, has_four_cells) {
  const Plan plan = load_plan(SOURCE_ROOT "/matrices/quickstart.yaml", SOURCE_ROOT, {});
  EXPECT_EQ(plan.matrix, "quickstart");
  EXPECT_FALSE(plan.accepted.empty());
  EXPECT_THAT(cell_ids(plan), ElementsAre("x86_64-little/kunit", "arm64-little/kunit", "riscv64-little/kunit",
                                          "mips-big/kunit"));
  EXPECT_TRUE(plan.excluded.empty());
  EXPECT_EQ(plan.trees.size(), 2u);
  ASSERT_EQ(plan.recipes.size(), 1u);
  EXPECT_EQ(plan.recipes[0].name, "debian-trixie");
}

TEST(All, has_every_byte_order_of_every_arch) {
  const Plan plan = load_plan(SOURCE_ROOT "/matrices/all.yaml", SOURCE_ROOT, {});
  std::set<std::string> planned;
  for (const std::string& id : cell_ids(plan)) planned.insert(id);
  std::set<std::string> excluded;
  for (const Excluded& item : plan.excluded) excluded.insert(item.cell);
  for (const Arch& arch : load_arches(SOURCE_ROOT "/matrices/arches.yaml")) {
    const std::string id = arch.name + "-" + std::string(name_of(arch.endian)) + "/kunit";
    EXPECT_TRUE((arch.impossible.empty() ? planned : excluded).contains(id)) << id;
  }
}

TEST(Plan, prefers_files_beside_the_matrix) {
  const MatrixFolder folder;
  fs::create_directories(folder.folder / "fragments");
  write_file(folder.folder / "fragments/kunit.config", "CONFIG_MINE=y\n");
  const Plan plan = folder.plan(small_matrix());
  const ConfigOption& option = plan.builds.at(0).kernel.request.options.back();
  EXPECT_EQ(option.name, "MINE");
  EXPECT_EQ(option.file, (folder.folder / "fragments/kunit.config").string());
  write_file(folder.folder / "arches.yaml",
             "arches: {mine: {linux: um, bits: 64, targets: [linux], image: linux, qemu: [q], console: c, "
             "endian: {little: {}}}}\n");
  EXPECT_THAT(folder.mistakes(small_matrix()), HasSubstr("unknown arch \"mips\" (known: mine)"));
}

TEST(Plan, knows_every_config_of_the_matrix_whatever_is_filtered_out) {
  const MatrixFolder folder;
  const std::string text =
      "axes: {arch: [x86_64], endian: [little], config: [debug, kunit]}\n"
      "configs:\n"
      "  kunit: [fragments/kunit.config]\n"
      "  debug: {about: 'kernel hackers: they make mistakes', fragments: [fragments/debug.config]}\n"
      "  unused: {about: nobody, fragments: [fragments/debug.config]}\n"
      "exclude: [{config: debug, reason: too slow}]\n";
  EXPECT_THAT(folder.plan(text, {.configs = {"kunit"}}).configs,
              ElementsAre(PlannedConfig{"debug", "kernel hackers: they make mistakes"}, PlannedConfig{"kunit", ""}));
}

TEST(Plan, has_the_recipes_in_use) {
  const MatrixFolder folder;
  const std::string text =
      "axes: {arch: [mips], endian: [big], config: [kunit], toolchain: [host, debian-sid]}\n"
      "configs: {kunit: [fragments/kunit.config]}\n";
  const Plan plan = folder.plan(text);
  EXPECT_THAT(cell_ids(plan), ElementsAre("mips-big/kunit@host", "mips-big/kunit@debian-sid"));
  ASSERT_EQ(plan.recipes.size(), 1u);
  EXPECT_EQ(plan.recipes[0].suite, "sid");
  EXPECT_TRUE(folder.plan(text, {.cells = {"*@host"}}).recipes.empty());
}

TEST(Plan, takes_another_tree_from_the_command_line) {
  const MatrixFolder folder;
  const std::string matrix = small_matrix("tree: {git: nowhere}\n");
  const Plan plan = folder.plan(matrix, {.tree = "debian:linux-source-7.2"});
  ASSERT_EQ(plan.trees.size(), 2u);
  const TreeSpec expected{DebianSource{"linux-source-7.2", "trixie-backports"}, {}};
  EXPECT_EQ(plan.trees[0], expected);
  EXPECT_EQ(folder.mistakes(matrix, {.tree = "debain:linux"}),
            "--tree \"debain:linux\": no such folder; debian:PACKAGE, DIR, DIR#REVISION, DIR#worktree or "
            "URL#REVISION would be right");
}

TEST(Filters, leave_the_cells_that_pass_all_of_them) {
  const MatrixFolder folder;
  const std::string matrix =
      "axes: {arch: [x86_64, mips], endian: [little, big], config: [kunit, debug]}\n"
      "configs: {kunit: [fragments/kunit.config], debug: [fragments/debug.config]}\n";
  const Plan all = folder.plan(matrix);
  EXPECT_EQ(all.cell_count(), 6u);
  EXPECT_EQ(all.excluded.size(), 2u);
  EXPECT_EQ(all.trees.size(), 2u);

  const Plan mips = folder.plan(matrix, {.archs = {"mi*"}, .configs = {"kunit"}});
  EXPECT_THAT(cell_ids(mips), ElementsAre("mips-little/kunit", "mips-big/kunit"));
  EXPECT_TRUE(mips.excluded.empty());
  ASSERT_EQ(mips.trees.size(), 1u);
  EXPECT_EQ(mips.trees[0].series.size(), 1u);
  EXPECT_EQ(mips.builds[0].tree, 0u);
  EXPECT_EQ(mips.builds[0].kernel.id, all.builds[2].kernel.id);

  EXPECT_THAT(cell_ids(folder.plan(matrix, {.cells = {"*-big/debug", "x86_64-little/kunit"}})),
              ElementsAre("x86_64-little/kunit", "mips-big/debug"));
  EXPECT_THAT(cell_ids(folder.plan(matrix, {.endians = {"big"}})),
              ElementsAre("mips-big/kunit", "mips-big/debug"));
}

TEST(Filters, that_match_nothing_are_mistakes) {
  const MatrixFolder folder;
  EXPECT_EQ(folder.mistakes(small_matrix(), {.archs = {"mpis", "x86*"}, .endians = {"middle"}}),
            "--arch \"mpis\" matches nothing in this matrix; did you mean \"mips\"? (known: x86_64, mips)\n"
            "--endian \"middle\" matches nothing in this matrix (known: little, big)");
  EXPECT_EQ(folder.mistakes(small_matrix(), {.archs = {"x86_64"}, .endians = {"big"}}),
            "the filters leave no cell of \"m\"");
}

TEST(Filters, that_leave_what_is_excluded_say_why) {
  const MatrixFolder folder;
  const std::string matrix =
      "axes: {arch: [x86_64, mips], endian: [big], config: [kunit]}\n"
      "configs: {kunit: [fragments/kunit.config]}\n";
  EXPECT_EQ(folder.mistakes(matrix, {.archs = {"x86_64"}}),
            "x86_64-big/kunit is excluded: x86 has no big-endian mode");
}
