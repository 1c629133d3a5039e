// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/kernel_tree.hpp>

#include <gtest/gtest.h>

#include <regex>

namespace fs = std::filesystem;
using namespace gulliver;

TEST(KernelTree, reads_the_version_of_a_makefile) {
  EXPECT_EQ(makefile_version("# c\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\nEXTRAVERSION =\n"), "7.3.4");
  EXPECT_EQ(makefile_version("VERSION = 7\nPATCHLEVEL = 4\nSUBLEVEL = 0\nEXTRAVERSION = -rc1\n"),
            "7.4.0-rc1");
  EXPECT_EQ(makefile_version("VERSION=7\r\nPATCHLEVEL=3\r\n"), "7.3");
  EXPECT_EQ(makefile_version("all:\n\techo = PATCHLEVEL\nVERSION = 7\n"), "");
  EXPECT_EQ(makefile_version(""), "");
  EXPECT_EQ(makefile_version("====\n = \nVERSION"), "");
}

TEST(KernelTree, knows_a_kernel) {
  const TemporaryFolder folder;
  const SmallMirror mirror(folder / "m.git");
  const auto refusal = [&](const std::string& gone) {
    put_small_kernel(folder / "k");
    if (gone == "VERSION")
      write_file(folder / "k/Makefile", "all:\n");
    else
      remove_folder(folder / "k" / gone);
    const git_oid tree = mirror.keep(folder / "k");
    return complaint_of<InputError>([&] { kernel_version(mirror.get(), tree, "/home/me/linux 0123"); });
  };
  put_small_kernel(folder / "k");
  EXPECT_EQ(kernel_version(mirror.get(), mirror.keep(folder / "k"), "k"), "7.3.4");
  EXPECT_EQ(refusal("Kconfig"), "/home/me/linux 0123: not a kernel: it has no Kconfig");
  EXPECT_EQ(refusal("scripts"), "/home/me/linux 0123: not a kernel: it has no scripts");
  EXPECT_EQ(refusal("Makefile"), "/home/me/linux 0123: not a kernel: it has no Makefile");
  EXPECT_EQ(refusal("VERSION"),
            "/home/me/linux 0123: not a kernel: its Makefile gives no VERSION and PATCHLEVEL");
}

TEST(WorkTreeName, is_the_spec_in_short) {
  EXPECT_EQ(work_tree_name({DebianSource{}, {}}), "linux-source");
  EXPECT_EQ(work_tree_name({DebianSource{"linux-source-7.2"}, {"ports/mips-rust", "/x/overlay/"}}),
            "linux-source-7.2+mips-rust+overlay");
  EXPECT_EQ(work_tree_name({DebianSource{"linux-source-6.12", "trixie"}, {}}), "linux-source-6.12-trixie");
}

TEST(WorkTreeName, tells_git_trees_apart) {
  const std::string head = work_tree_name({LocalTree{"/home/me/linux"}, {}});
  EXPECT_TRUE(std::regex_match(head, std::regex("git-linux-[0-9a-f]{8}"))) << head;
  EXPECT_EQ(head, work_tree_name({LocalTree{"/home/me/linux/"}, {}}));
  EXPECT_EQ(head, work_tree_name({LocalTree{"/home/me/x/../linux"}, {}}));
  EXPECT_NE(head, work_tree_name({LocalTree{"/home/you/linux"}, {}}));
  EXPECT_NE(head, work_tree_name({LocalTree{"/home/me/linux", "v7.3"}, {}}));
  EXPECT_NE(head, work_tree_name({LocalTree{"/home/me/linux", "HEAD", true}, {}}));
  const std::string remote = work_tree_name({RemoteTree{"https://example.org/pub/linux.git", "v7.3"}, {}});
  EXPECT_TRUE(std::regex_match(remote, std::regex("git-linux-[0-9a-f]{8}"))) << remote;
  EXPECT_NE(remote, work_tree_name({RemoteTree{"https://example.org/pub/linux.git", "v7.4"}, {}}));
}

TEST(WorkTreeName, is_safe_as_a_file_name) {
  EXPECT_EQ(work_tree_name({DebianSource{"../../etc", "x y"}, {"/"}}), "-.-..-etc-x-y+");
}
