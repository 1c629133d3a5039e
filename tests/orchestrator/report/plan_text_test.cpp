// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gtest/gtest.h>

using namespace gulliver;

TEST(PlanText, shows_trees_then_builds_then_cells_and_what_is_left_out) {
  EXPECT_EQ("\n" + render_plan(sample_plan(), {}), R"(
matrix quickstart: 2 cells, 2 builds, 2 trees

tree Debian package linux-source of trixie-backports
  build x86_64-build: ARCH=x86_64, toolchain trixie, allnoconfig and 2 options
    x86_64-little/kunit  256 MiB  1 cpu  at most 5:00

tree Debian package linux-source of trixie-backports with mips-rust
  build mips-build: ARCH=mips, toolchain trixie, allnoconfig and 2 options
    mips-big/kunit  256 MiB  1 cpu  at most 5:00

excluded
  x86_64-big/kunit  x86_64 has no big-endian mode
)");
}

TEST(PlanText, says_where_source_comes_from) {
  Plan plan;
  plan.matrix = "m";
  plan.trees = {{LocalTree{"/src/linux", "v7.3", false}, {}},
                {LocalTree{"/src/linux", "HEAD", true}, {}},
                {RemoteTree{"https://example.org/linux.git", "rust-next"}, {"/ports/a", "/ports/b"}}};
  EXPECT_EQ("\n" + render_plan(plan, {}), R"(
matrix m: 0 cells, 0 builds, 3 trees

tree /src/linux at v7.3

tree /src/linux as it stands on disk

tree https://example.org/linux.git at rust-next with a, b
)");
}
