// SPDX-License-Identifier: MIT
#include <runners/model/tree.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(Tree, is_said_with_the_series_on_it) {
  EXPECT_EQ(with_series("linux-source-7.3 7.3.4", {}), "linux-source-7.3 7.3.4");
  EXPECT_EQ(with_series("linux-source-7.3 7.3.4", {"mips-rust", "selftests"}), "linux-source-7.3 7.3.4 with mips-rust, selftests");
}
