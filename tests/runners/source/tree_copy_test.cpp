// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/source_store.hpp>
#include <runners/source/tree_copy.hpp>
#include <tests/fakes/scripted_runner.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

class TreeCopyTest : public testing::Test {
 protected:
  TreeCopyTest() {
    put_small_kernel(files_);
    first_ = SmallMirror(folder_ / "from.git").keep(files_);
  }

  std::size_t copy(const git_oid& tree) const {
    return copy_tree(Mirror(folder_ / "from.git"), tree, Mirror(folder_ / "to.git"), Ticker());
  }

  GitLibrary library_;
  TemporaryFolder folder_;
  fs::path files_ = folder_ / "files";
  git_oid first_{};
};

}  // namespace

TEST_F(TreeCopyTest, brings_what_is_missing_and_nothing_twice) {
  EXPECT_GT(copy(first_), 5u);
  EXPECT_EQ(copy(first_), 0u);

  put(files_ / "rust/lib.rs", "//! Changed.\n");
  const git_oid second = import_folder(Mirror(folder_ / "from.git").repository(), files_, Ticker(), "importing");
  EXPECT_EQ(copy(second), 3u) << "the file, its folder, and the top";
}

TEST_F(TreeCopyTest, what_was_stopped_leaves_nothing_that_passes_for_whole) {
  std::stop_source stop;
  stop.request_stop();
  const Mirror from(folder_ / "from.git"), to(folder_ / "to.git");
  EXPECT_THROW(copy_tree(from, first_, to, Ticker(stop.get_token(), nullptr)), Interrupted);
  EXPECT_GT(copy(first_), 5u);
}

TEST_F(TreeCopyTest, a_tree_reaches_another_machine_through_a_shared_mirror) {
  SmallRepository work(folder_ / "linux");
  put_small_kernel(folder_ / "linux");
  work.commit("Begin");
  put(folder_ / "linux/uncommitted", "here alone\n");
  TreeSpec spec;
  spec.base = LocalTree{folder_ / "linux", "HEAD", true};
  ScriptedRunner nobody;
  SourceStore here(folder_ / "here", nobody), there(folder_ / "there", nobody);

  const Revision shared = finish(here.share(spec, folder_ / "shared.git", nullptr));
  EXPECT_FALSE(fs::exists(folder_ / "here/worktrees"));
  remove_folder(folder_ / "linux");
  remove_folder(folder_ / "here");
  finish(there.bring(shared.id, folder_ / "shared.git", folder_ / "node.git"));
  remove_folder(folder_ / "shared.git");
  const Revision standing = finish(there.check_out(spec, shared, folder_ / "node.git"));

  EXPECT_EQ(standing.folder, folder_ / "there/worktrees" / shared.name);
  EXPECT_EQ(read_file(standing.folder / "uncommitted"), "here alone\n");
  EXPECT_EQ(read_file(standing.folder / "rust/lib.rs"), "//! Nothing yet.\n");
}
