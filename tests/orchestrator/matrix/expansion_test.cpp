// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/expansion.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<Name> names(const std::vector<std::string>& texts) {
  std::vector<Name> names;
  for (const std::string& text : texts) names.push_back({text, {}});
  return names;
}

Arch arch(const std::string& name, Endian endian, const std::string& impossible = "") {
  Arch arch;
  arch.name = name;
  arch.endian = endian;
  arch.linux_arch = name;
  arch.make = {"ARCH_MAKE=1"};
  arch.fragments = {name + ".config"};
  arch.targets = {"vmlinux"};
  arch.init = {"--target=" + name};
  arch.image = "vmlinux";
  arch.guest.memory = 128;
  arch.guest.cmdline = "earlycon";
  arch.impossible = impossible;
  return arch;
}

const ArchTable table{arch("pc", Endian::little), arch("pc", Endian::big, "no such mode"),
                      arch("mips", Endian::big), arch("mips", Endian::little),
                      arch("never", Endian::big, "not yet")};

const Fragments fragments{
    {"pc.config", {{"PC", "y", "pc.config", 1, false}}},
    {"mips.config", {{"MIPS", "y", "mips.config", 1, false}}},
    {"a.config", {{"A", "y", "a.config", 1, false}, {"B", "y", "a.config", 2, false}}},
    {"b.config", {{"B", "n", "b.config", 1, false}}},
};

/// arch pc and mips, config a.
MatrixSpec matrix() {
  MatrixSpec spec;
  spec.name = "test";
  spec.axes = {names({"pc", "mips"}), {}, names({"a"}), names({"trixie"})};
  spec.configs = {{"a", "allnoconfig", {"a.config"}}, {"b", "defconfig", {"a.config", "b.config"}}};
  return spec;
}

Plan expanded(const MatrixSpec& spec, const ArchTable& archs = table) {
  Problems problems;
  const auto all = candidates(spec, archs, problems);
  problems.throw_if_any();
  return expand(spec, archs, fragments, all);
}

std::vector<std::string> ids(const Plan& plan) {
  std::vector<std::string> ids;
  for (const Build& build : plan.builds) {
    for (const PlannedCell& planned : build.cells) ids.push_back(planned.cell.id);
  }
  return ids;
}

std::vector<std::string> options(const Build& build) {
  std::vector<std::string> texts;
  for (const ConfigOption& option : build.kernel.request.options) {
    texts.push_back(option.name + "=" + option.value);
  }
  return texts;
}

Override override_for(const std::string& name) {
  Override item;
  item.when.archs = names({name});
  return item;
}

}  // namespace

TEST(Expansion, has_every_byte_order_that_an_arch_can_have) {
  const Plan plan = expanded(matrix());
  EXPECT_EQ(plan.matrix, "test");
  EXPECT_THAT(ids(plan), ElementsAre("pc-little/a", "mips-big/a", "mips-little/a"));
  EXPECT_THAT(plan.excluded, IsEmpty());
}

TEST(Expansion, says_why_a_byte_order_that_is_asked_for_cannot_be) {
  MatrixSpec spec = matrix();
  spec.axes.endians = names({"big"});
  const Plan plan = expanded(spec);
  EXPECT_THAT(ids(plan), ElementsAre("mips-big/a"));
  EXPECT_THAT(plan.excluded, ElementsAre(Excluded{"pc-big/a", "no such mode"}));
}

TEST(Expansion, says_so_of_an_arch_that_can_have_none) {
  MatrixSpec spec = matrix();
  spec.axes.archs = names({"never", "pc"});
  EXPECT_THAT(expanded(spec).excluded, ElementsAre(Excluded{"never-big/a", "not yet"}));
  spec.axes.endians = names({"little"});
  EXPECT_THAT(expanded(spec).excluded,
              ElementsAre(Excluded{"never-little/a",
                                   "the arch table does not describe never in little-endian order"}));
}

TEST(Expansion, goes_through_the_axes_from_the_first_to_the_last) {
  MatrixSpec spec = matrix();
  spec.axes.endians = names({"little"});
  spec.axes.configs = names({"b", "a"});
  spec.axes.toolchains = names({"trixie", "host"});
  EXPECT_THAT(ids(expanded(spec)),
              ElementsAre("pc-little/b@trixie", "pc-little/b@host", "pc-little/a@trixie", "pc-little/a@host",
                          "mips-little/b@trixie", "mips-little/b@host", "mips-little/a@trixie",
                          "mips-little/a@host"));
}

TEST(Expansion, builds_the_targets_of_a_config_behind_those_of_the_arch) {
  MatrixSpec spec = matrix();
  spec.configs[0].targets = {"modules"};
  EXPECT_THAT(expanded(spec).builds[0].kernel.targets, ElementsAre("vmlinux", "modules"));
  spec.axes.configs = names({"b"});
  EXPECT_THAT(expanded(spec).builds[0].kernel.targets, ElementsAre("vmlinux"));
}

TEST(Expansion, gives_user_space_to_the_configs_that_want_it) {
  MatrixSpec spec = matrix();
  spec.configs[0].user_space = true;
  const Build with = expanded(spec).builds[0];
  EXPECT_THAT(with.kernel.targets, ElementsAre("vmlinux", "modules", "headers_install"));
  EXPECT_THAT(with.kernel.init, ElementsAre("--target=pc"));
  EXPECT_TRUE(with.cells[0].guest.user_space);
  spec.axes.configs = names({"b"});
  const Build without = expanded(spec).builds[0];
  EXPECT_THAT(without.kernel.init, IsEmpty());
  EXPECT_FALSE(without.cells[0].guest.user_space);
}

TEST(Expansion, joins_fragments_of_arch_config_and_overrides) {
  MatrixSpec spec = matrix();
  spec.axes.configs = names({"b"});
  spec.overrides = {override_for("pc")};
  spec.overrides[0].fragments = {"a.config"};
  spec.overrides[0].make = {"KCFLAGS=-g0"};
  const Plan plan = expanded(spec);
  EXPECT_EQ(plan.builds[0].kernel.request.base, "defconfig");
  EXPECT_THAT(options(plan.builds[0]), ElementsAre("PC=y", "A=y", "B=y", "B=n", "A=y", "B=y"));
  EXPECT_THAT(plan.builds[0].kernel.make, ElementsAre("ARCH_MAKE=1", "KCFLAGS=-g0"));
  EXPECT_THAT(options(plan.builds[1]), ElementsAre("MIPS=y", "A=y", "B=y", "B=n"));
  EXPECT_THAT(plan.builds[1].kernel.make, ElementsAre("ARCH_MAKE=1"));
}

TEST(Expansion, says_how_a_kernel_is_made) {
  const Plan plan = expanded(matrix());
  const KernelSpec& kernel = plan.builds[1].kernel;
  EXPECT_EQ(kernel.id, "linux-source.mips-big.a.trixie");
  EXPECT_EQ(kernel.linux_arch, "mips");
  EXPECT_THAT(kernel.targets, ElementsAre("vmlinux"));
  EXPECT_EQ(kernel.image, "vmlinux");
  EXPECT_EQ(plan.builds[1].toolchain, "trixie");
}

TEST(Expansion, puts_guest_settings_on_top_of_one_another) {
  MatrixSpec spec = matrix();
  spec.guest.memory = 256;
  spec.guest.cmdline = "loglevel=7";
  spec.guest.total = Seconds(600);
  spec.overrides = {override_for("mips"), override_for("mips")};
  spec.overrides[0].guest.memory = 512;
  spec.overrides[0].guest.cpus = 2;
  spec.overrides[0].guest.cmdline = "debug";
  spec.overrides[1].guest.memory = 1024;
  spec.overrides[1].guest.silence = Seconds(9);
  const Plan plan = expanded(spec);
  GuestSpec expected = table[0].guest;
  expected.memory = 256;
  expected.cmdline = "earlycon loglevel=7";
  expected.total = Seconds(600);
  EXPECT_EQ(plan.builds[0].cells[0].guest, expected);
  expected.memory = 1024;
  expected.cpus = 2;
  expected.cmdline = "earlycon loglevel=7 debug";
  expected.silence = Seconds(9);
  EXPECT_EQ(plan.builds[1].cells[0].guest, expected);
}

TEST(Expansion, builds_once_for_cells_that_differ_in_the_guest_alone) {
  MatrixSpec spec = matrix();
  spec.configs.push_back({"smp", "allnoconfig", {"a.config"}});
  spec.axes = {names({"pc"}), {}, names({"a", "b", "smp"}), names({"trixie"})};
  Override smp;
  smp.when.configs = names({"smp"});
  smp.guest.cpus = 4;
  spec.overrides = {smp};
  const Plan plan = expanded(spec);
  ASSERT_EQ(plan.builds.size(), 2u);
  EXPECT_THAT(ids(plan), ElementsAre("pc-little/a", "pc-little/smp", "pc-little/b"));
  EXPECT_EQ(plan.builds[0].kernel.id, "linux-source.pc-little.a.trixie");
  EXPECT_EQ(plan.builds[0].cells[0].guest.cpus, 1);
  EXPECT_EQ(plan.builds[0].cells[1].guest.cpus, 4);
}

TEST(Expansion, builds_apart_for_each_byte_order) {
  MatrixSpec spec = matrix();
  spec.axes.archs = names({"mips"});
  const Plan plan = expanded(spec);  // the table says the same of both
  ASSERT_EQ(plan.builds.size(), 2u);
  EXPECT_EQ(plan.builds[1].kernel.id, "linux-source.mips-little.a.trixie");
}

TEST(Expansion, builds_apart_for_each_toolchain) {
  MatrixSpec spec = matrix();
  spec.axes = {names({"pc"}), {}, names({"a"}), names({"trixie", "host"})};
  EXPECT_EQ(expanded(spec).builds.size(), 2u);
}

TEST(Expansion, has_a_tree_for_upstream_and_one_for_each_port) {
  ArchTable archs = table;
  archs[2].port = archs[3].port = "ports/mips-rust";
  MatrixSpec spec = matrix();
  spec.tree.series = {"overlays/x"};
  const Plan plan = expanded(spec, archs);
  ASSERT_EQ(plan.trees.size(), 2u);
  ASSERT_EQ(plan.builds.size(), 3u);
  EXPECT_THAT(plan.trees[0].series, ElementsAre("overlays/x"));
  EXPECT_THAT(plan.trees[1].series, ElementsAre("ports/mips-rust", "overlays/x"));
  EXPECT_EQ(plan.builds[0].tree, 0u);
  EXPECT_EQ(plan.builds[1].tree, 1u);
  EXPECT_EQ(plan.builds[2].tree, 1u);
  EXPECT_EQ(plan.builds[1].kernel.id, "linux-source-mips-rust-x.mips-big.a.trixie");
}

TEST(Expansion, excludes_and_includes) {
  MatrixSpec spec = matrix();
  spec.axes.configs = names({"a", "b"});
  spec.excludes = {{{names({"mips"}), {}, names({"b"}), {}}, {}, "too slow"},
                   {{{}, names({"little"}), names({"b"}), {}}, {}, "once is enough"}};
  spec.includes = {{{names({"mips"}), names({"big"}), names({"b"}), names({"host"})}, {}}};
  const Plan plan = expanded(spec);
  EXPECT_THAT(ids(plan), ElementsAre("pc-little/a@trixie", "mips-big/a@trixie", "mips-little/a@trixie",
                                     "mips-big/b@host"));
  EXPECT_THAT(plan.excluded, ElementsAre(Excluded{"pc-little/b@trixie", "once is enough"},
                                         Excluded{"mips-big/b@trixie", "too slow"},
                                         Excluded{"mips-little/b@trixie", "too slow"}));
}
