// SPDX-License-Identifier: MIT
#include <runners/kernel/make_command.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

namespace {

KernelSpec mips() {
  KernelSpec kernel;
  kernel.tree_id = "1234";
  kernel.linux_arch = "mips";
  kernel.make = {"LLVM_IAS=0"};
  kernel.targets = {"vmlinux"};
  kernel.image = "vmlinux";
  kernel.request.options = {{"RUST", "y", "a.config", 1}};
  return kernel;
}

Toolchain toolchain(std::map<std::string, std::string> versions) {
  Toolchain tools;
  tools.name = "debian-trixie";
  tools.id = "abc";
  tools.versions = std::move(versions);
  return tools;
}

}  // namespace

TEST(MakeCommand, pins_everything_that_would_make_two_images_differ) {
  EXPECT_THAT(make_command(mips(), toolchain({}), {"vmlinux"}),
              ElementsAre("make", "-C", "/gulliver/source", "O=/gulliver/build", "ARCH=mips", "LLVM=1",
                          "KBUILD_BUILD_USER=gulliver", "KBUILD_BUILD_HOST=gulliver", "KBUILD_BUILD_VERSION=1",
                          "KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970", "LLVM_IAS=0", "vmlinux"));
}

TEST(MakeCommand, uses_ccache_where_the_toolchain_has_it) {
  EXPECT_THAT(make_command(mips(), toolchain({{"ccache", "4.11"}}), {}), Contains("CC=ccache clang"));
  EXPECT_THAT(make_command(mips(), toolchain({{"make", "4.4"}}), {}), Not(Contains("CC=ccache clang")));
}

TEST(MakeCommand, inputs_change_with_whatever_decides_the_image) {
  const auto tools = toolchain({});
  const std::string before = build_inputs(mips(), tools);
  auto changed = [&](auto change) {
    KernelSpec kernel = mips();
    change(kernel);
    return build_inputs(kernel, tools) != before;
  };
  EXPECT_FALSE(changed([](KernelSpec&) {}));
  EXPECT_TRUE(changed([](KernelSpec& k) { k.tree_id = "5678"; }));
  EXPECT_TRUE(changed([](KernelSpec& k) { k.make = {}; }));
  EXPECT_TRUE(changed([](KernelSpec& k) { k.request.options[0].value = "n"; }));
  EXPECT_TRUE(changed([](KernelSpec& k) { k.init = {"--target=mips-linux-gnu"}; }));
  EXPECT_TRUE(changed([](KernelSpec& k) { k.request.base = "defconfig"; }));
  EXPECT_FALSE(changed([](KernelSpec& k) { k.request.options[0].line = 7; })) << "where it stands decides nothing";
  auto other = tools;
  other.id = "def";
  EXPECT_NE(build_inputs(mips(), other), before);
}

TEST(MakeCommand, knows_which_make_takes_a_fifo) {
  EXPECT_TRUE(make_takes_fifo(toolchain({{"make", "4.4.1-2"}})));
  EXPECT_TRUE(make_takes_fifo(toolchain({{"make", "5.0"}})));
  EXPECT_FALSE(make_takes_fifo(toolchain({{"make", "4.3-4.1"}})));
  EXPECT_FALSE(make_takes_fifo(toolchain({{"make", "?"}})));
  EXPECT_FALSE(make_takes_fifo(toolchain({})));
}

TEST(MakeCommand, tells_steps_from_other_output) {
  EXPECT_TRUE(is_progress_line("  CC      kernel/fork.o"));
  EXPECT_TRUE(is_progress_line("  RUSTC L rust/kernel.o"));
  EXPECT_FALSE(is_progress_line("make[1]: Entering directory"));
  EXPECT_FALSE(is_progress_line("   --> rust/kernel/str.rs:1:1"));
  EXPECT_FALSE(is_progress_line(""));
}
