// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/kernel/user_space.hpp>
#include <runners/model/shell_word.hpp>
#include <tests/fakes/shell.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <filesystem>

using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

KernelSpec mips() {
  KernelSpec kernel;
  kernel.image = "arch/mips/boot/vmlinux";
  kernel.init = {"--target=mips-linux-gnu", "-msoft-float"};
  return kernel;
}

/// A kernel that is built, a clang that writes down what it is asked for, and a gen_init_cpio whose archive is the list.
class UserSpace : public testing::Test {
 protected:
  UserSpace() {
    std::filesystem::create_directories(folder_ / "build/arch/mips/boot");
    std::filesystem::create_directories(folder_ / "build/usr");
    program("bin/clang", "case $1 in -print-resource-dir) echo /resources && exit ;; esac\n"
                         "while [ $# -gt 0 ]; do echo \"$1\"; case $1 in -o) output=$2 ;; esac; shift; done >words\n"
                         "cat >\"$output\"");
    program("build/usr/gen_init_cpio", "echo \"$1 $2\"; cat \"$3\"");
  }

  void program(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    write_file(folder_ / name, "#!/bin/sh\n" + text + "\n");
    std::filesystem::permissions(folder_ / name, std::filesystem::perms(0755));
  }

  ShellResult make() const {
    std::vector<std::string> command = initramfs_command(mips());
    command[4] = (folder_ / "source").string();
    command[5] = (folder_ / "build").string();
    write_file(folder_ / "init.c", init_source());
    std::string line = "PATH=" + (folder_ / "bin").string() + ":$PATH";
    for (const std::string& word : command) line += " " + shell_word(word);
    return run_shell(line + " <" + (folder_ / "init.c").string());
  }

  std::string archive() const { return read_file(folder_ / "build/arch/mips/boot/vmlinux.initramfs"); }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(UserSpace, holds_init_and_every_module) {
  write_file(folder_ / "build/modules.order", "samples/rust/rust_minimal.o\ndrivers/x/rust-two.o\n");
  const ShellResult made = make();
  ASSERT_EQ(made.code, 0) << made.output;
  EXPECT_THAT(archive(), HasSubstr("-t 0\n")) << "no time of a clock is in it";
  EXPECT_THAT(archive(), HasSubstr("\nfile /init guest/init 755 0 0\n"));
  EXPECT_THAT(archive(), HasSubstr("\nnod /dev/kmsg 600 0 0 c 1 11\n"));
  EXPECT_THAT(archive(), HasSubstr("\nfile /modules/rust_minimal.ko samples/rust/rust_minimal.ko 644 0 0\n"
                                   "file /modules/rust_two.ko drivers/x/rust-two.ko 644 0 0\n"));
  EXPECT_EQ(read_file(folder_ / "build/guest/names"), "rust_minimal\nrust_two\n");
  EXPECT_EQ(read_file(folder_ / "build/guest/init"), init_source());
}

TEST_F(UserSpace, is_compiled_for_the_machine_on_the_kernels_own_library) {
  ASSERT_EQ(make().code, 0);
  const std::string words = read_file(folder_ / "build/words");
  EXPECT_TRUE(words.starts_with("--target=mips-linux-gnu\n-msoft-float\n")) << words;
  EXPECT_THAT(words, HasSubstr("\n-I\n" + (folder_ / "source/tools/include/nolibc").string() + "\n-I\nusr/include\n"));
  EXPECT_THAT(words, HasSubstr("\n-isystem\n/resources/include\n"));
}

TEST_F(UserSpace, has_no_modules_where_the_kernel_has_none) {
  ASSERT_EQ(make().code, 0);
  EXPECT_EQ(read_file(folder_ / "build/guest/names"), "");
}

TEST_F(UserSpace, is_none_where_init_does_not_compile) {
  program("bin/clang", "echo no such target >&2; exit 1");
  const ShellResult made = make();
  EXPECT_NE(made.code, 0);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "build/arch/mips/boot/vmlinux.initramfs")) << made.output;
}
