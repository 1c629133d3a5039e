// SPDX-License-Identifier: MIT
#include <runners/toolchain/disk_space.hpp>
#include <runners/toolchain/toolchain_store.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/toolchain/world.hpp>

#include <gmock/gmock.h>

#include <algorithm>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

const char* const status =
    "Package: make\nStatus: install ok installed\nVersion: 4.4.1-2\n\n"
    "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n"
    "Package: libc6\nStatus: install ok installed\nVersion: 2.41-12\n";

/// Where a command makes its image.
fs::path rootfs_of(const Command& command) {
  const auto is_rootfs = [](const std::string& word) { return word.ends_with("/rootfs"); };
  return *std::find_if(command.argv.begin(), command.argv.end(), is_rootfs);
}

class Store : public testing::Test {
 protected:
  Store() {
    make_program(folder_ / "bin/mmdebstrap");
    make_program(folder_ / "bin/newuidmap");
    recipe_.name = "debian-trixie";
    recipe_.suite = "trixie";
    recipe_.packages = {"make", "gone"};
    recipe_.path = {"/usr/bin"};
    world_.on("mmdebstrap", [](const Command& command) {
      const fs::path rootfs = rootfs_of(command);
      fs::create_directories(rootfs / "var/lib/dpkg");
      write_file(rootfs / "var/lib/dpkg/status", status);
      return printed(command, "I: running apt-get update...\nW: slow\nI: success in 1.5 seconds\n");
    });
  }

  Toolchain build() { return result_of(store_.build(recipe_, progress_)); }

  TemporaryFolder folder_;
  Variable path_{"PATH", (folder_ / "bin").string()};
  ScriptedRunner world_;
  ToolchainStore store_{folder_ / "cache", world_, 0};
  ToolchainStore::Progress progress_;
  ToolchainRecipe recipe_;
};

}  // namespace

TEST_F(Store, has_nothing_at_first) {
  EXPECT_FALSE(store_.find(recipe_));
  EXPECT_THAT(store_.list({recipe_}), SizeIs(0));
}

TEST_F(Store, builds_an_image_and_finds_it_again) {
  const Toolchain built = build();
  EXPECT_EQ(built.name, "debian-trixie");
  EXPECT_EQ(built.versions, (std::map<std::string, std::string>{{"make", "4.4.1-2"}}));
  EXPECT_EQ(read_file(built.root.parent_path() / "manifest"), "libc6 2.41-12\nmake 4.4.1-2\n");
  EXPECT_THAT(read_file(built.root.parent_path() / "recipe"), HasSubstr("suite trixie\npackage make\n"));

  const auto found = store_.find(recipe_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, built.id);
  EXPECT_EQ(found->root, built.root);
  EXPECT_EQ(found->versions, built.versions);
}

TEST_F(Store, builds_an_image_once) {
  build();
  build();
  EXPECT_THAT(world_.commands, SizeIs(1));
}

TEST_F(Store, takes_another_mirror_from_the_environment) {
  const Variable mirror("GULLIVER_DEBIAN_MIRROR", "http://mirror.example/debian");
  build();
  EXPECT_THAT(joined(world_.commands.front()), EndsWith(" http://mirror.example/debian"));
}

TEST_F(Store, tells_what_mmdebstrap_is_doing) {
  std::vector<std::string> lines;
  progress_ = [&](std::string_view line) { lines.emplace_back(line); };
  build();
  EXPECT_THAT(lines, ElementsAre("running apt-get update...", "success in 1.5 seconds"));
}

TEST_F(Store, names_the_first_error_of_mmdebstrap) {
  world_.on("mmdebstrap", "I: working\nE: apt-get update failed\nE: mmdebstrap failed to run\n", 1);
  const std::string log = (folder_ / "cache/images/.building-debian-trixie/log").string();
  EXPECT_EQ(error_of([&] { build(); }),
            "the image debian-trixie could not be made: apt-get update failed (log: " + log + ")");
  EXPECT_THAT(read_file(log), HasSubstr("E: apt-get update failed"));
  EXPECT_FALSE(store_.find(recipe_));
}

TEST_F(Store, takes_no_unfinished_image_for_one_and_removes_it_at_the_next_build) {
  world_.on("mmdebstrap", [](const Command& command) -> ProcessResult {
    fs::create_directories(rootfs_of(command) / "usr");
    throw Interrupted();
  });
  EXPECT_THROW(build(), Interrupted);
  EXPECT_FALSE(store_.find(recipe_));
  EXPECT_THAT(store_.list({recipe_}), SizeIs(0));

  world_.on("mmdebstrap", "E: no\n", 1);
  error_of([&] { build(); });
  EXPECT_FALSE(fs::exists(folder_ / "cache/images/.building-debian-trixie/rootfs/usr"));
}

TEST_F(Store, says_that_mmdebstrap_is_missing) {
  fs::remove(folder_ / "bin/mmdebstrap");
  EXPECT_EQ(error_of([&] { build(); }), "mmdebstrap is not in PATH: install the Debian package mmdebstrap");
}

TEST_F(Store, says_how_much_room_an_image_takes) {
  EXPECT_EQ(error_of([] { require_space("/cache/images", 3'140'000'000, 5'000'000'000); }),
            "/cache/images: 3.1 GB are free, and making a toolchain image takes 5.0 GB");
  EXPECT_EQ(error_of([] { require_space("/cache/images", 5'000'000'000, 5'000'000'000); }), "no error");
}

TEST_F(Store, lists_images_and_knows_which_are_current) {
  build();
  const ToolchainRecipe old = recipe_;
  recipe_.packages.push_back("libc6");
  build();
  const auto images = store_.list({recipe_});
  ASSERT_THAT(images, SizeIs(2));
  for (const ToolchainImage& image : images) {
    EXPECT_EQ(image.name, "debian-trixie");
    EXPECT_THAT(image.id, SizeIs(12));
    EXPECT_GT(image.bytes, std::string_view(status).size());
    EXPECT_EQ(image.current, image.root == store_.find(recipe_)->root);
  }
  EXPECT_TRUE(store_.find(old));
}

TEST_F(Store, removes_an_image) {
  build();
  store_.remove(store_.list({}).front());
  EXPECT_FALSE(store_.find(recipe_));
  EXPECT_TRUE(fs::is_empty(folder_ / "cache/images"));
}

TEST_F(Store, shares_an_image_between_recipes_that_differ_in_variables_alone) {
  const Toolchain built = build();
  recipe_.env["LIBCLANG_PATH"] = "/usr/lib/llvm-19/lib";
  const Toolchain other = build();
  EXPECT_THAT(world_.commands, SizeIs(1));
  EXPECT_EQ(other.root, built.root);
  EXPECT_NE(other.id, built.id);
}
