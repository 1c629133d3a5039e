// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/pack_writer.hpp>

#include <gtest/gtest.h>

#include <iterator>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

std::size_t packs_in(const fs::path& repository) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(repository / "objects/pack"), fs::directory_iterator()));
}

/// The tree that libgit2 itself makes of a folder.
std::string tree_by_libgit2(const fs::path& folder) {
  SmallRepository repository(folder);
  const git_oid commit = object_id(repository.commit("all"));
  git_commit* found = nullptr;
  git_check(git_commit_lookup(&found, repository.get(), &commit), "commit");
  const GitCommit done(found);
  return hex(*git_commit_tree_id(found));
}

}  // namespace

TEST(PackWriter, writes_objects_that_libgit2_reads) {
  const TemporaryFolder folder;
  const SmallMirror mirror(folder / "m.git");
  std::vector<std::string> texts = {"", "a", std::string(15, 'b'), std::string(16, 'c'),
                                    std::string(3000, 'd')};
  for (int i = 0; i < 300; ++i) texts.push_back("object " + std::to_string(i));
  std::string noise;
  for (unsigned i = 0, x = 1; i < 300000; ++i, x = x * 1664525u + 1013904223u)
    noise += static_cast<char>(x >> 24);
  texts.push_back(noise);

  PackWriter pack(mirror.get());
  std::vector<git_oid> ids;
  for (const std::string& text : texts) ids.push_back(pack.add(GIT_OBJECT_BLOB, text));
  pack.finish();

  const GitRepository fresh = open_repository(folder / "m.git");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(hex(ids[i]), hex(blob_id(texts[i])));
    EXPECT_EQ(blob_text(*fresh, ids[i]), texts[i]);
    EXPECT_EQ(blob_text(mirror.get(), ids[i]), texts[i]);
  }
  EXPECT_EQ(packs_in(folder / "m.git"), 2u);
}

TEST(PackWriter, adds_nothing_twice) {
  const TemporaryFolder folder;
  const SmallMirror mirror(folder / "m.git");
  for (int i = 0; i < 2; ++i) {
    PackWriter pack(mirror.get());
    pack.add(GIT_OBJECT_BLOB, "same");
    pack.add(GIT_OBJECT_BLOB, "same");
    pack.finish();
  }
  EXPECT_EQ(packs_in(folder / "m.git"), 2u);  // one pack and its index
}

TEST(PackWriter, leaves_nothing_behind_when_given_up) {
  const TemporaryFolder folder;
  const SmallMirror mirror(folder / "m.git");
  {
    PackWriter pack(mirror.get());
    pack.add(GIT_OBJECT_BLOB, "lost");
  }
  EXPECT_EQ(packs_in(folder / "m.git"), 0u);
}

TEST(FolderImport, makes_the_tree_that_git_makes) {
  const TemporaryFolder folder;
  put_small_kernel(folder / "k");
  put(folder / "k/a/x", "1");
  put(folder / "k/a.b", "2");
  put(folder / "k/a0", "3");
  fs::create_directory(folder / "k/empty");
  const SmallMirror mirror(folder / "m.git");
  const git_oid tree = mirror.keep(folder / "k");
  EXPECT_EQ(hex(tree), tree_by_libgit2(folder / "k"));
}

TEST(FolderImport, makes_the_same_commit_everywhere) {
  const TemporaryFolder folder;
  put(folder / "k/file", "text\n");
  std::string commits[2];
  for (int i = 0; i < 2; ++i) {
    const SmallMirror mirror(folder / ("m" + std::to_string(i)));
    commits[i] = hex(commit_tree(mirror.get(), mirror.keep(folder / "k"), "k 1\n", "refs/gulliver/k"));
  }
  EXPECT_EQ(commits[0], commits[1]);
}

TEST(FolderImport, tells_how_far_it_has_come_and_can_be_stopped) {
  const TemporaryFolder folder;
  for (int i = 0; i < 4; ++i) put(folder / "k" / std::to_string(i), std::to_string(i));
  const SmallMirror mirror(folder / "m.git");
  std::stop_source stop;
  std::vector<std::string> told;
  const Ticker ticker(stop.get_token(), [&](std::string what) {
    told.push_back(what);
    if (told.size() == 2) stop.request_stop();
  });
  EXPECT_THROW(import_folder(mirror.get(), folder / "k", ticker, "importing k"), Interrupted);
  EXPECT_EQ(told, (std::vector<std::string>{"importing k: 25 %", "importing k: 50 %"}));
  EXPECT_EQ(packs_in(folder / "m.git"), 0u);
}
