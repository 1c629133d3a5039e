// SPDX-License-Identifier: MIT
#include "small_kernel.hpp"

#include <runners/model/error.hpp>
#include <runners/source/remote_tree.hpp>

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

class RemoteTreeTest : public testing::Test {
 protected:
  RemoteTreeTest() {
    put_small_kernel(repository_.path());
    first_ = repository_.commit("first");
    repository_.reference("refs/tags/v1", first_);
    put(repository_.path() / "Makefile", "VERSION = 8\n");
    second_ = repository_.commit("second");
    repository_.reference("refs/heads/next", second_);
  }

  std::string url() const { return "file://" + repository_.path().string(); }
  Base base(const std::string& revision) {
    told_.clear();
    const Ticker ticker({}, [this](std::string what) { told_.push_back(what); });
    return remote_base(mirror_, RemoteTree{url(), revision}, ticker);
  }
  std::string makefile(const Base& base) {
    git_tree_entry* found = nullptr;
    git_check(git_tree_entry_bypath(&found, tree_of(mirror_.repository(), base.tree).get(), "Makefile"),
              "Makefile");
    const GitTreeEntry entry(found);
    return blob_text(mirror_.repository(), *git_tree_entry_id(found));
  }

  TemporaryFolder folder_;
  SmallRepository repository_{folder_ / "linux"};
  Mirror mirror_{folder_ / "mirror.git"};
  std::string first_, second_;
  std::vector<std::string> told_;
};

}  // namespace

TEST_F(RemoteTreeTest, fetches_a_branch_each_time_for_it_may_move) {
  const Base before = base("next");
  EXPECT_EQ(before.name, url() + " next " + second_);
  EXPECT_EQ(makefile(before), "VERSION = 8\n");
  ASSERT_FALSE(told_.empty());
  EXPECT_EQ(told_.front(), "fetching next of " + url());
  put(repository_.path() / "Makefile", "VERSION = 9\n");
  repository_.reference("refs/heads/next", repository_.commit("third"));
  EXPECT_EQ(makefile(base("next")), "VERSION = 9\n");
}

TEST_F(RemoteTreeTest, fetches_a_tag_once) {
  const Base tagged = base("v1");
  EXPECT_EQ(tagged.name, url() + " v1 " + first_);
  fs::rename(repository_.path(), folder_ / "gone");
  EXPECT_EQ(hex(base("v1").tree), hex(tagged.tree));
  EXPECT_TRUE(told_.empty());
}

TEST_F(RemoteTreeTest, fetches_a_commit_once) {
  const Base commit = base(second_);
  EXPECT_EQ(commit.name, url() + " " + second_);
  fs::rename(repository_.path(), folder_ / "gone");
  EXPECT_EQ(hex(base(second_).tree), hex(commit.tree));
  EXPECT_TRUE(told_.empty());
}

TEST_F(RemoteTreeTest, peels_an_annotated_tag) {
  const git_oid id = object_id(first_);
  git_object* found = nullptr;
  git_check(git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_COMMIT), "commit");
  const GitObject commit(found);
  git_signature* made = nullptr;
  git_check(git_signature_new(&made, "Lemuel", "lemuel@example.org", 1000000000, 0), "signature");
  const GitSignature signature(made);
  git_oid tag;
  git_check(git_tag_create(&tag, repository_.get(), "v2", found, made, "two\n", 0), "tag");
  EXPECT_EQ(hex(base("v2").tree), hex(base("v1").tree));
}

TEST_F(RemoteTreeTest, says_what_the_repository_does_not_have) {
  EXPECT_EQ(complaint_of<InputError>([&] { base("v9"); }),
            url() + ": has no branch or tag 'v9', and a commit is named by all its 40 digits");
}

TEST_F(RemoteTreeTest, says_what_cannot_be_reached) {
  fs::rename(repository_.path(), folder_ / "gone");
  const std::string complaint = complaint_of<Error>([&] { base("next"); });
  EXPECT_EQ(complaint.substr(0, complaint.find(": failed")), "cannot fetch from " + url());
}

TEST_F(RemoteTreeTest, can_be_stopped) {
  std::stop_source stop;
  stop.request_stop();
  const Ticker ticker(stop.get_token(), nullptr);
  EXPECT_THROW(remote_base(mirror_, RemoteTree{url(), "next"}, ticker), Interrupted);
}
