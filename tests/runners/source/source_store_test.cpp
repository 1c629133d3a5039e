// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/source_store.hpp>
#include <tests/fakes/scripted_runner.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

/// Runs a command for real: for the programs that work on files and need no network.
ProcessResult really_run(const Command& command) {
  std::string line = command.cwd.empty() ? "" : "cd '" + command.cwd.string() + "' && ";
  for (const std::string& argument : command.argv) line += "'" + argument + "' ";
  return printed(command, "", std::system(line.c_str()) == 0 ? 0 : 1);
}

class SourceStoreTest : public testing::Test {
 protected:
  SourceStoreTest() {
    world_.on("dpkg-deb", really_run);
    world_.on("tar ", really_run);
    world_.on(" update", "");
    offer("7.3.4-1~bpo13+1");
    write_file_at(
        folder_ / "port/0001-x.patch",
        "Subject: x\n---\ndiff --git a/rust/lib.rs b/rust/lib.rs\n--- a/rust/lib.rs\n+++ b/rust/lib.rs\n"
        "@@ -1 +1,2 @@\n //! Nothing yet.\n+//! Ported.\n-- \n2.39.5\n");
  }

  static void write_file_at(const fs::path& file, const std::string& text) { put(file, text); }

  /// Debian has linux-source-7.3 at this version, with a small kernel in it.
  void offer(const std::string& version) {
    world_.on("apt-cache", "Package: linux-source\nVersion: " + version +
                               "\nDepends: linux-source-7.3 (= " + version + ")\n");
    world_.on(" download linux-source-7.3=" + version, [this, version](const Command& command) {
      const fs::path package = folder_ / "package";
      remove_folder(package);
      put_small_kernel(folder_ / "linux-source-7.3");
      put(folder_ / "linux-source-7.3/version", version + "\n");
      put(package / "DEBIAN/control",
          "Package: linux-source-7.3\nVersion: " + version +
              "\nArchitecture: all\nMaintainer: L <l@example.org>\nDescription: x\n");
      fs::create_directories(package / "usr/src");
      const std::string tar = "tar -C '" + folder_.path().string() + "' -cJf '" + package.string() +
                              "/usr/src/linux-source-7.3.tar.xz' linux-source-7.3";
      const std::string deb = "dpkg-deb --root-owner-group --build '" + package.string() + "' '" +
                              command.cwd.string() + "/linux-source-7.3_all.deb' >/dev/null";
      EXPECT_EQ(std::system(tar.c_str()), 0);
      EXPECT_EQ(std::system(deb.c_str()), 0);
      return printed(command, "Get:1\n");
    });
  }

  SourceStore store() { return SourceStore(folder_ / "cache", world_); }
  Revision materialise(TreeSpec spec = {}) {
    SourceStore fresh = store();
    return finish(
        fresh.materialise(std::move(spec), [this](std::string_view what) { told_.emplace_back(what); }));
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
  std::vector<std::string> told_;
};

}  // namespace

TEST_F(SourceStoreTest, puts_debians_newest_kernel_on_disk) {
  const Revision revision = materialise();
  EXPECT_EQ(revision.name, "linux-source");
  EXPECT_EQ(revision.base, "linux-source-7.3 7.3.4-1~bpo13+1");
  EXPECT_EQ(revision.version, "7.3.4");
  EXPECT_EQ(revision.folder, folder_ / "cache/worktrees/linux-source");
  EXPECT_EQ(revision.id, hex(SmallMirror(folder_ / "m.git").keep(revision.folder)));
  EXPECT_EQ(read_file(revision.folder / "version"), "7.3.4-1~bpo13+1\n");
  EXPECT_EQ(mode_of(revision.folder / "scripts/run.sh"), 0755u);
  EXPECT_EQ(fs::read_symlink(revision.folder / "scripts/link"), "run.sh");
  ASSERT_GE(told_.size(), 4u);
  EXPECT_EQ(told_[0], "asking Debian for linux-source of trixie-backports");
  EXPECT_EQ(told_[1], "downloading linux-source-7.3 7.3.4-1~bpo13+1");
  EXPECT_EQ(told_[2], "unpacking linux-source-7.3 7.3.4-1~bpo13+1");
  EXPECT_EQ(told_.back(), "importing linux-source-7.3 7.3.4-1~bpo13+1: 100 %")
      << "and nothing is written twice";
  EXPECT_FALSE(fs::exists(folder_ / "cache/debian/download"));
  EXPECT_FALSE(fs::exists(folder_ / "cache/worktrees/.import"));
}

TEST_F(SourceStoreTest, goes_on_without_network_and_when_debian_moves_on) {
  const Revision first = materialise();
  const std::size_t asked = world_.commands.size();
  offer("7.3.5-1");
  EXPECT_EQ(materialise().base, first.base);
  EXPECT_EQ(world_.commands.size(), asked);
}

TEST_F(SourceStoreTest, asks_again_on_update) {
  materialise();
  offer("7.3.5-1");
  SourceStore updated = store();
  const ResolvedPackage package = finish(updated.update(DebianSource{}, nullptr));
  EXPECT_EQ(package.version, "7.3.5-1");
  EXPECT_EQ(updated.resolved(), std::vector<ResolvedPackage>{package});
  const Revision revision = materialise();
  EXPECT_EQ(revision.base, "linux-source-7.3 7.3.5-1");
  EXPECT_EQ(read_file(revision.folder / "version"), "7.3.5-1\n");
}

TEST_F(SourceStoreTest, does_not_download_again_what_it_has) {
  materialise();
  SourceStore updated = store();
  finish(updated.update(DebianSource{}, nullptr));
  EXPECT_EQ(world_.count(" update"), 2);
  EXPECT_EQ(world_.count(" download "), 1);
}

TEST_F(SourceStoreTest, asks_again_where_the_mirror_is_lost) {
  const Revision first = materialise();
  remove_folder(folder_ / "cache/mirror.git");
  EXPECT_EQ(materialise().id, first.id);
  EXPECT_EQ(world_.count(" download "), 2);
}

TEST_F(SourceStoreTest, applies_series_on_top_in_a_tree_of_its_own) {
  const Revision plain = materialise();
  const Revision ported = materialise({DebianSource{}, {folder_ / "port"}});
  EXPECT_EQ(ported.name, "linux-source+port");
  EXPECT_EQ(ported.series, std::vector<std::string>{"port"});
  EXPECT_EQ(ported.base, plain.base);
  EXPECT_NE(ported.id, plain.id);
  EXPECT_EQ(read_file(ported.folder / "rust/lib.rs"), "//! Nothing yet.\n//! Ported.\n");
  EXPECT_EQ(read_file(plain.folder / "rust/lib.rs"), "//! Nothing yet.\n");
}

TEST_F(SourceStoreTest, leaves_a_tree_alone_that_is_as_it_should_be) {
  const TreeSpec spec{DebianSource{}, {folder_ / "port"}};
  const Revision first = materialise(spec);
  const auto marker = modified(folder_ / "cache/worktrees/linux-source+port.tree");
  EXPECT_EQ(materialise(spec).id, first.id);
  EXPECT_EQ(modified(folder_ / "cache/worktrees/linux-source+port.tree"), marker);
}

TEST_F(SourceStoreTest, takes_local_and_remote_trees) {
  SmallRepository repository(folder_ / "linux");
  put_small_kernel(repository.path());
  const std::string commit = repository.commit("first");
  const Revision local = materialise({LocalTree{repository.path()}, {folder_ / "port"}});
  EXPECT_EQ(local.base, repository.path().string() + " " + commit);
  EXPECT_TRUE(local.name.starts_with("git-linux-")) << local.name;
  const Revision remote =
      materialise({RemoteTree{"file://" + repository.path().string(), commit}, {folder_ / "port"}});
  EXPECT_EQ(remote.id, local.id);
  EXPECT_NE(remote.folder, local.folder);
  EXPECT_TRUE(world_.commands.empty());
}

TEST_F(SourceStoreTest, refuses_a_tree_that_is_no_kernel) {
  SmallRepository repository(folder_ / "notes");
  put(repository.path() / "Makefile", "all:\n");
  const std::string commit = repository.commit("first");
  EXPECT_EQ(complaint_of<InputError>([&] {
              materialise({LocalTree{repository.path()}, {}});
            }),
            repository.path().string() + " " + commit + ": not a kernel: it has no Kconfig");
}

TEST_F(SourceStoreTest, passes_on_that_a_patch_does_not_apply) {
  put(folder_ / "port/0002-y.patch",
      "---\ndiff --git a/Kconfig b/Kconfig\n--- a/Kconfig\n+++ b/Kconfig\n@@ -1 +1 @@\n-mainmenu "
      "\"Lilliput\"\n+x\n");
  EXPECT_EQ(complaint_of<PatchError>([&] {
              materialise({DebianSource{}, {folder_ / "port"}});
            }),
            (folder_ / "port/0002-y.patch").string() +
                ": does not apply to linux-source-7.3 7.3.4-1~bpo13+1: Kconfig, hunk 1 (line 1): line 1 of "
                "the tree "
                "has \"mainmenu \"Linux\"\" where the patch expects \"mainmenu \"Lilliput\"\"");
}

TEST_F(SourceStoreTest, refuses_two_trees_of_one_name) {
  put(folder_ / "other/port/0001-x.patch", read_file(folder_ / "port/0001-x.patch"));
  SourceStore one = store();
  finish(one.materialise({DebianSource{}, {folder_ / "port"}}, nullptr));
  EXPECT_EQ(complaint_of<InputError>([&] {
              finish(one.materialise({DebianSource{}, {folder_ / "other/port"}}, nullptr));
            }),
            "two trees differ and would both be called 'linux-source+port': "
            "give their series folders of different names");
}

TEST_F(SourceStoreTest, serves_one_caller_after_the_other) {
  SourceStore one = store();
  asio::io_context context;
  TreeSpec plain, ported{DebianSource{}, {folder_ / "port"}};
  auto a = asio::co_spawn(context, one.materialise(plain, nullptr), asio::use_future);
  auto b = asio::co_spawn(context, one.materialise(ported, nullptr), asio::use_future);
  context.run();
  EXPECT_EQ(a.get().base, b.get().base);
  EXPECT_EQ(world_.count(" download "), 1);
}

TEST_F(SourceStoreTest, stops_when_told_and_can_go_on_later) {
  {
    SourceStore one = store();
    const SourceStore::Progress press_ctrl_c = [&one](std::string_view what) {
      if (what.starts_with("unpacking")) one.stop();
    };
    EXPECT_THROW(finish(one.materialise({}, press_ctrl_c)), Interrupted);
    EXPECT_THROW(finish(one.update({}, nullptr)), Interrupted);
  }
  EXPECT_EQ(materialise().version, "7.3.4");
}

TEST_F(SourceStoreTest, says_when_there_is_no_network_and_nothing_was_resolved) {
  world_.on(" update", "E: Failed to fetch http://deb.debian.org\n", 100);
  EXPECT_EQ(complaint_of<Error>([&] { materialise(); }),
            "cannot read Debian's list of packages: apt-get exited with status 100: "
            "E: Failed to fetch http://deb.debian.org");
}

TEST_F(SourceStoreTest, resolves_without_putting_anything_on_disk_and_tells_what_differs) {
  materialise();
  TreeSpec with_port;
  with_port.series = {folder_ / "port"};
  SourceStore sources = store();
  const Revision revision = finish(sources.resolve(with_port, nullptr));
  EXPECT_EQ(revision.series, std::vector<std::string>{"port"});
  EXPECT_EQ(revision.folder, "");
  EXPECT_FALSE(fs::exists(folder_ / "cache/worktrees/linux-source+port"));
  const TreeChanges expected{{"rust/lib.rs", "rust/lib.rs", {{1, 2, {}, {"//! Ported."}}}}};
  EXPECT_EQ(finish(sources.compare(TreeSpec{}, with_port)), expected);
  EXPECT_EQ(finish(sources.materialise(with_port, nullptr)).id, revision.id);
}
