// SPDX-License-Identifier: MIT
#include <runners/toolchain/image_recipe.hpp>

#include <gmock/gmock.h>

#include <algorithm>

using namespace gulliver;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

namespace {

ToolchainRecipe recipe() {
  ToolchainRecipe recipe;
  recipe.name = "debian-trixie";
  recipe.suite = "trixie";
  recipe.packages = {"make", "clang-19"};
  return recipe;
}

}  // namespace

TEST(ImageRecipe, folder_follows_what_is_installed) {
  EXPECT_THAT(image_folder(recipe()), MatchesRegex("debian-trixie-[0-9a-f]{12}"));
  ToolchainRecipe other = recipe();
  other.packages.push_back("bc");
  EXPECT_NE(image_folder(other), image_folder(recipe()));
  other = recipe();
  other.suite = "forky";
  EXPECT_NE(image_folder(other), image_folder(recipe()));
  other = recipe();
  other.env["A"] = "b";
  EXPECT_EQ(image_folder(other), image_folder(recipe()));
}

TEST(ImageRecipe, id_follows_versions_path_and_variables_too) {
  const std::string id = image_id(recipe(), {{"make", "1"}});
  ToolchainRecipe other = recipe();
  other.path = {"/usr/bin"};
  EXPECT_NE(image_id(other, {{"make", "1"}}), id);
  EXPECT_NE(image_id(recipe(), {{"make", "2"}}), id);
  EXPECT_EQ(image_id(recipe(), {{"make", "1"}}), id);
}

TEST(ImageRecipe, becomes_a_folder_of_roots_or_an_archive_that_anybody_can_unpack) {
  const auto as_root = mmdebstrap_command(recipe(), "/image", "http://mirror.example", Caller::root);
  const auto as_user = mmdebstrap_command(recipe(), "/image", "http://mirror.example", Caller::ordinary_user);
  EXPECT_EQ(as_root.front(), "mmdebstrap");
  EXPECT_THAT(as_root, Contains("--variant=apt"));
  EXPECT_THAT(as_root, Contains("--dpkgopt=path-exclude=/usr/share/man/*"));
  const auto without_src = std::ranges::find(as_root, "--dpkgopt=path-exclude=/usr/src/rustc-*/src/*");
  EXPECT_THAT(std::vector(without_src, as_root.end()), Contains("--dpkgopt=path-include=/usr/src/rustc-*/library/*"))
      << "dpkg's * matches library/core/src too; the later pattern wins";
  EXPECT_THAT(std::vector(as_root.end() - 4, as_root.end()),
              ElementsAre("--include=make,clang-19", "trixie", "/image", "http://mirror.example"));

  ASSERT_THAT(as_user, SizeIs(as_root.size() + 5));
  EXPECT_THAT(as_user[2], HasSubstr("--no-same-owner --no-same-permissions"));
  EXPECT_EQ(as_user[4], "/image");
  EXPECT_EQ(as_user[as_user.size() - 2], "-");
}

TEST(ImageRecipe, without_packages_asks_for_the_base_system) {
  ToolchainRecipe bare = recipe();
  bare.packages.clear();
  for (const std::string& argument : mmdebstrap_command(bare, "/image", "", Caller::root))
    EXPECT_FALSE(argument.starts_with("--include"));
}

TEST(ImageRecipe, reads_what_dpkg_has_installed) {
  const Manifest expected = {{"a", "1:2-3"}, {"b", "4"}};
  EXPECT_EQ(
      read_dpkg_status("Package: a\nStatus: install ok installed\nConffiles:\n /etc/a 12\nVersion: 1:2-3\n"
                       "Description: about\n Version: 9\n\n\n"
                       "Package: half\nStatus: install ok unpacked\nVersion: 5\n\n"
                       "Version: 6\n\n"
                       "Package: b\nStatus: install ok installed\nVersion: 4"),
      expected);
}

TEST(ImageRecipe, reads_nonsense_as_nothing_installed) {
  EXPECT_THAT(read_dpkg_status(""), IsEmpty());
  EXPECT_THAT(read_dpkg_status("\n\n\n"), IsEmpty());
  EXPECT_THAT(read_dpkg_status(std::string(100000, 'x')), IsEmpty());
  EXPECT_THAT(read_dpkg_status(std::string("\0\1Package\n: \n", 13)), IsEmpty());
}

TEST(ImageRecipe, manifest_survives_its_file) {
  const Manifest manifest = {{"clang-19", "1:19.1.7-3+b1"}, {"make", "4.4.1-2"}};
  EXPECT_EQ(render_manifest(manifest), "clang-19 1:19.1.7-3+b1\nmake 4.4.1-2\n");
  EXPECT_EQ(parse_manifest(render_manifest(manifest)), manifest);
  EXPECT_THAT(parse_manifest("nonsense\n\n"), IsEmpty());
}
