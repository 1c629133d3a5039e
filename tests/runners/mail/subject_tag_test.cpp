// SPDX-License-Identifier: MIT
#include <runners/mail/subject_tag.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

/// "reply? vVERSION NUMBER/COUNT title"
std::string read(const std::string& subject) {
  const SubjectTag tag = parse_subject(subject);
  return (tag.reply ? "re v" : "v") + std::to_string(tag.version) + ' ' + std::to_string(tag.number) + '/' +
         std::to_string(tag.count) + ' ' + tag.title;
}

}  // namespace

TEST(SubjectTag, reads_version_and_number) {
  EXPECT_EQ(read("[PATCH v3 net-next 2/5] xarray: store"), "v3 2/5 xarray: store");
  EXPECT_EQ(read("[PATCH net-next v12 00/10] cover"), "v12 0/10 cover");
  EXPECT_EQ(read("[RFC PATCH] idea"), "v1 0/0 idea");
  EXPECT_EQ(read("[PATCH RESEND 1/2] again"), "v1 1/2 again");
  EXPECT_EQ(read("[PATCHv2 1/3] joined"), "v2 1/3 joined");
  EXPECT_EQ(read("[RFC-v4 3/3] joined"), "v4 3/3 joined");
  EXPECT_EQ(read("[v2,1/3] patchwork"), "v2 1/3 patchwork");
  EXPECT_EQ(read("[rust-for-linux] [PATCH V2 1/3] list"), "v2 1/3 list");
  EXPECT_EQ(read("no tag: at all"), "v1 0/0 no tag: at all");
}

TEST(SubjectTag, knows_replies) {
  EXPECT_EQ(read("Re: [PATCH v3 2/5] x"), "re v3 2/5 x");
  EXPECT_EQ(read("[list] RE: AW: Re[2]: [PATCH] x"), "re v1 0/0 x");
  EXPECT_EQ(read("Fwd: [PATCH] x"), "re v1 0/0 x");
  EXPECT_EQ(read("[PATCH] re: the title begins so"), "v1 0/0 re: the title begins so");
  EXPECT_EQ(read("rework: not a reply"), "v1 0/0 rework: not a reply");
}

TEST(SubjectTag, takes_only_numbers_for_numbers) {
  EXPECT_EQ(read("[PATCH 1/0] x"), "v1 0/0 x");
  EXPECT_EQ(read("[PATCH 1/99999] x"), "v1 0/0 x");
  EXPECT_EQ(read("[PATCH -1/2] x"), "v1 0/0 x");
  EXPECT_EQ(read("[PATCH v 6.1/y vfs v2x] x"), "v1 0/0 x");
  EXPECT_EQ(read("[PATCH 1/2 2/2] x"), "v1 1/2 x");
}

TEST(SubjectTag, survives_broken_brackets) {
  EXPECT_EQ(read("[PATCH 1/2 x"), "v1 0/0 [PATCH 1/2 x");
  EXPECT_EQ(read("[]"), "v1 0/0 ");
  EXPECT_EQ(read("[[PATCH]] x"), "v1 0/0 ] x");
  EXPECT_EQ(read(""), "v1 0/0 ");
}
