// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/tree_reader.hpp>
#include <orchestrator/matrix/wording.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

std::string mistake(std::string_view text) {
  try {
    parse_tree(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST(Tree, comes_from_the_command_line_in_five_forms) {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  EXPECT_EQ(parse_tree("debian:linux-source-7.2"), TreeBase(DebianSource{"linux-source-7.2"}));
  EXPECT_EQ(parse_tree("debian:linux-source-6.12/trixie"),
            TreeBase(DebianSource{"linux-source-6.12", "trixie"}));
  EXPECT_EQ(parse_tree(path), TreeBase(LocalTree{path}));
  EXPECT_EQ(parse_tree(path + "#v7.3"), TreeBase(LocalTree{path, "v7.3"}));
  EXPECT_EQ(parse_tree(path + "#worktree"), TreeBase(LocalTree{path, "HEAD", true}));
  EXPECT_EQ(parse_tree(path + "#HEAD"), TreeBase(LocalTree{path, "HEAD"}));
  EXPECT_EQ(parse_tree("https://example.org/linux.git#v7.3"),
            TreeBase(RemoteTree{"https://example.org/linux.git", "v7.3"}));
  EXPECT_EQ(parse_tree("git@example.org:linux#main"), TreeBase(RemoteTree{"git@example.org:linux", "main"}));
}

TEST(Tree, of_a_folder_is_what_stands_in_it) {
  const TemporaryFolder folder;
  EXPECT_EQ(parse_tree(folder.path().string()), TreeBase(LocalTree{folder.path(), "HEAD", false})) << "as a bare repository";
  std::filesystem::create_directory(folder / ".git");
  EXPECT_EQ(parse_tree(folder.path().string()), TreeBase(LocalTree{folder.path(), "HEAD", true}));
  EXPECT_EQ(parse_tree(folder.path().string() + "#HEAD"), TreeBase(LocalTree{folder.path(), "HEAD", false}));
}

TEST(Tree, may_stand_in_a_folder_with_a_hash_in_its_name) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "a#b");
  EXPECT_EQ(parse_tree((folder / "a#b").string()), TreeBase(LocalTree{folder / "a#b"}));
  EXPECT_EQ(parse_tree((folder / "a#b#c").string()), TreeBase(LocalTree{folder / "a#b", "c"}));
}

TEST(Tree, in_another_form_is_a_mistake) {
  EXPECT_EQ(mistake("/nowhere#v7.3"),
            "--tree \"/nowhere#v7.3\": no such folder; debian:PACKAGE, DIR, DIR#REVISION, DIR#worktree or "
            "URL#REVISION would be right");
  EXPECT_EQ(mistake("https://example.org/linux.git"),
            "--tree \"https://example.org/linux.git\": a URL wants a revision behind it: URL#REVISION");
  EXPECT_EQ(
      mistake("debian:linux source"),
      "--tree \"debian:linux source\": a package or suite has the wrong form; lower-case letters, digits, "
      "\"+\", \"-\" and \".\" would be right");
  EXPECT_EQ(mistake("debian:linux/"),
            "--tree \"debian:linux/\": a package or suite has the wrong form; lower-case letters, digits, "
            "\"+\", \"-\" and \".\" would be right");
}

TEST(Tree, has_a_name_that_is_safe_in_a_path) {
  EXPECT_EQ(tree_name({DebianSource{}, {"ports/mips-rust", "overlays/b c"}}), "linux-source-mips-rust-b_c");
  const std::string one = tree_name({LocalTree{"/home/a/linux"}, {}});
  const std::string other = tree_name({LocalTree{"/home/b/linux"}, {}});
  EXPECT_TRUE(one.starts_with("linux-")) << one;
  EXPECT_EQ(one.size(), std::string("linux-01234567").size());
  EXPECT_NE(one, other);
  EXPECT_EQ(one, tree_name({LocalTree{"/home/a/linux", "v7.3"}, {}}));
  EXPECT_TRUE(
      tree_name({RemoteTree{"https://example.org/net-next.git", "main"}, {}}).starts_with("net-next-"));
}

TEST(Wording, suggests_the_nearest_name_that_is_near_enough) {
  const std::vector<std::string> known{"arch", "endian", "config"};
  EXPECT_EQ(suggestion("arhc", known), "; did you mean \"arch\"?");
  EXPECT_EQ(suggestion("configs", known), "; did you mean \"config\"?");
  EXPECT_EQ(suggestion("zebra", known), "");
  EXPECT_EQ(suggestion("", known), "");
  EXPECT_EQ(suggestion(std::string(100000, 'a'), known), "");
  EXPECT_EQ(in_quotes(std::string(100, 'a')), "\"" + std::string(80, 'a') + "...\"");
}
