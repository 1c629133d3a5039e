// SPDX-License-Identifier: MIT
#include "matrix_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

using namespace gulliver;
using testing::ElementsAre;

namespace {

const Arch& find(const ArchTable& archs, std::string_view name, Endian endian) {
  const auto found = std::ranges::find_if(
      archs, [&](const Arch& arch) { return arch.name == name && arch.endian == endian; });
  if (found == archs.end()) throw Error("no such arch");
  return *found;
}

std::vector<std::string> names(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::string> names;
  for (const auto& path : paths) names.push_back(path.filename().string());
  return names;
}

}  // namespace

TEST(Arches, have_an_entry_for_each_byte_order) {
  const ArchTable archs = load_arches(TEST_DATA "/matrix/matrices/arches.yaml");
  std::vector<std::string> orders;
  for (const Arch& arch : archs) orders.push_back(arch.name + "-" + std::string(name_of(arch.endian)));
  EXPECT_THAT(orders, ElementsAre("x86_64-little", "x86_64-big", "mips-big", "mips-little", "s390x-little",
                                  "s390x-big"));
  EXPECT_EQ(find(archs, "x86_64", Endian::big).impossible, "x86 has no big-endian mode");
  EXPECT_EQ(find(archs, "x86_64", Endian::little).impossible, "");
}

TEST(Arches, say_how_a_kernel_is_built_and_run) {
  const ArchTable archs = load_arches(TEST_DATA "/matrix/matrices/arches.yaml");
  const Arch& arch = find(archs, "x86_64", Endian::little);
  EXPECT_EQ(arch.linux_arch, "x86_64");
  EXPECT_EQ(arch.bits, 64);
  EXPECT_FALSE(arch.port);
  EXPECT_THAT(arch.make, ElementsAre());
  EXPECT_THAT(names(arch.fragments), ElementsAre("x86_64.config"));
  EXPECT_THAT(arch.targets, ElementsAre("bzImage"));
  EXPECT_EQ(arch.image, "arch/x86/boot/bzImage");
  GuestSpec guest;
  guest.qemu = {"qemu-system-x86_64", "-M", "q35"};
  guest.tcg = {"-cpu", "max"};
  guest.kvm = {"-cpu", "host"};
  guest.kvm_host = "x86_64";
  guest.console = "ttyS0";
  guest.end = "reboot: Power down";
  EXPECT_EQ(arch.guest, guest);
}

TEST(Arches, join_lists_of_a_byte_order_and_replace_the_rest) {
  const ArchTable archs = load_arches(TEST_DATA "/matrix/matrices/arches.yaml");
  const Arch& big = find(archs, "mips", Endian::big);
  EXPECT_EQ(big.bits, 32);
  EXPECT_EQ(big.since, "7.3");
  EXPECT_EQ(big.port.value().filename(), "mips-rust");
  EXPECT_THAT(big.make, ElementsAre("LLVM_IAS=0", "CROSS_COMPILE=mips-linux-gnu-"));
  EXPECT_THAT(names(big.fragments), ElementsAre("mips.config", "mips-big.config"));
  EXPECT_EQ(big.guest.qemu[0], "qemu-system-mips");
  EXPECT_EQ(big.guest.cmdline, "earlycon");
  EXPECT_EQ(big.guest.memory, 128);
  EXPECT_EQ(big.guest.cpus, 2);
  EXPECT_EQ(big.guest.total, Seconds(600));
  const Arch& little = find(archs, "mips", Endian::little);
  EXPECT_EQ(little.guest.qemu[0], "qemu-system-mipsel");
  EXPECT_EQ(little.guest.silence, Seconds(90));
  EXPECT_EQ(little.guest.total, Seconds(700.5));
}

TEST(Arches, tell_every_mistake) {
  const MatrixFolder folder;
  EXPECT_EQ(
      folder.arch_mistakes("arches:\n"
                           "  mips:\n"
                           "    linxu: mips\n"
                           "    bits: 33\n"
                           "    port: ports/none\n"
                           "    config: [none.config]\n"
                           "    targets: []\n"
                           "    image: vmlinux\n"
                           "    qemu: [qemu-system-mips, -m: 5]\n"
                           "    kvm: {host: mips}\n"
                           "    cpus: 0\n"
                           "    deadline: {silnce: 5}\n"
                           "    endian:\n"
                           "      big: {console: ttyS0}\n"
                           "      midle: {}\n"
                           "      little: {impossible: ''}\n"
                           "  \"a/b\": {}\n"
                           "  arm: {}\n"
                           "archs: {}\n"),
      "arches.yaml:3:5: unknown key \"linxu\"; did you mean \"linux\"? (known: linux, bits, since, port, "
      "make, init, config, targets, image, qemu, kvm, tcg, console, cmdline, memory, cpus, end, deadline, "
      "endian)\n"
      "arches.yaml:4:11: found \"33\" for \"bits\"; 32 or 64 would be right\n"
      "arches.yaml:5:11: no folder \"ports/none\" in HERE\n"
      "arches.yaml:6:14: no file \"none.config\" in HERE\n"
      "arches.yaml:7:14: \"targets\" is empty; at least one would be right\n"
      "arches.yaml:9:30: found a map for \"qemu\"; a text would be right\n"
      "arches.yaml:10:10: missing key \"args\"\n"
      "arches.yaml:11:11: found \"0\" for \"cpus\"; a positive whole number would be right\n"
      "arches.yaml:12:16: unknown key \"silnce\"; did you mean \"silence\"? (known: silence, total)\n"
      "arches.yaml:14:7: missing key \"linux\"\n"
      "arches.yaml:15:7: unknown key \"midle\" (known: little, big)\n"
      "arches.yaml:16:28: found \"\" for \"impossible\"; a text would be right\n"
      "arches.yaml:17:3: found \"a/b\" as a name; at most 64 letters, digits, \"-\" and \"_\" would be "
      "right\n"
      "arches.yaml:18:8: missing key \"endian\"\n"
      "arches.yaml:19:1: unknown key \"archs\"; did you mean \"arches\"? (known: arches)");
}

TEST(Arches, that_ship_can_be_loaded) {
  const ArchTable archs = load_arches(SOURCE_ROOT "/matrices/arches.yaml");
  std::set<std::string> big;
  for (const Arch& arch : archs) {
    if (arch.endian == Endian::big && arch.impossible.empty()) big.insert(arch.name);
  }
  EXPECT_TRUE(big.contains("mips"));
  EXPECT_GE(big.size(), 3u) << "three big-endian architectures";
}

TEST(Recipes, say_what_an_image_is_made_of) {
  const ToolchainRecipe expected{"debian-trixie",
                                 "trixie",
                                 {"make", "rustc-web"},
                                 {"/usr/lib/llvm-19/bin", "/usr/bin"},
                                 {{"LIBCLANG_PATH", "/usr/lib/llvm-19/lib"}, {"EMPTY", ""}}};
  EXPECT_EQ(load_recipe(TEST_DATA "/matrix/images/toolchain/debian-trixie.yaml"), expected);
  const auto all = load_recipes(TEST_DATA "/matrix/images/toolchain");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "debian-sid");
  EXPECT_EQ(all[1], expected);
  EXPECT_TRUE(load_recipes("/nowhere").empty());
}

TEST(Recipes, that_ship_can_be_loaded) {
  EXPECT_EQ(load_recipe(SOURCE_ROOT "/images/toolchain/debian-trixie.yaml").suite, "trixie");
}

TEST(Recipes, tell_every_mistake) {
  const MatrixFolder folder;
  EXPECT_EQ(folder.recipe_mistakes("suit: trixie\n"
                                   "packages: make\n"
                                   "path: [/usr/bin, '']\n"
                                   "env: {A: [b]}\n"),
            "r.yaml:1:1: unknown key \"suit\"; did you mean \"suite\"? (known: suite, packages, path, env)\n"
            "r.yaml:1:1: missing key \"suite\"\n"
            "r.yaml:2:11: found \"make\" for \"packages\"; a list would be right\n"
            "r.yaml:3:18: found \"\" for \"path\"; a text would be right\n"
            "r.yaml:4:10: found a list for \"A\"; a text would be right");
}
