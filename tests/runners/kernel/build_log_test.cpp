// SPDX-License-Identifier: MIT
#include <runners/kernel/build_log.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(BuildLog, reads_clang) {
  const auto found = parse_build_log(
      "  CC      kernel/fork.o\n"
      "/gulliver/source/kernel/fork.c:12:5: error: use of undeclared identifier 'x'\n"
      "../include/linux/a.h:3:1: warning: unused\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (Diagnostic{"kernel/fork.c", 12, "error", "use of undeclared identifier 'x'"}));
  EXPECT_EQ(found[1], (Diagnostic{"include/linux/a.h", 3, "warning", "unused"}));
  EXPECT_EQ(build_failure_reason(found), "kernel/fork.c:12: use of undeclared identifier 'x'");
}

TEST(BuildLog, reads_rustc_with_the_place_that_follows) {
  const auto found = parse_build_log(
      "error[E0425]: cannot find function `foo` in crate `bindings`\n"
      "   --> rust/kernel/str.rs:34:9\n"
      "    |\n"
      "note: similar\n   --> /gulliver/build/rust/bindings/bindings_generated.rs:1:1\n"
      "error: aborting due to 1 previous error\n"
      "make[3]: *** [rust/Makefile:1: rust/kernel.o] Error 1\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (Diagnostic{"rust/kernel/str.rs", 34, "error",
                                  "error[E0425]: cannot find function `foo` in crate `bindings`"}));
  EXPECT_EQ(found[1].severity, "fatal");
  EXPECT_EQ(build_failure_reason(found),
            "rust/kernel/str.rs:34: error[E0425]: cannot find function `foo` in crate `bindings`");
}

TEST(BuildLog, reads_the_linker_and_modpost) {
  const auto found = parse_build_log("ld.lld: error: undefined symbol: __udivdi3\nERROR: modpost: \"x\" [y.ko] undefined!\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(build_failure_reason(found), "ld.lld: error: undefined symbol: __udivdi3");
}

TEST(BuildLog, reads_kconfig) {
  EXPECT_EQ(build_failure_reason(parse_build_log("HOSTLD  scripts/kconfig/conf\nscripts/Kconfig.include:51: Sorry, this "
                                                 "assembler is not supported.\nmake[3]: *** [allnoconfig] Error 1\n")),
            "scripts/Kconfig.include:51: Sorry, this assembler is not supported.");
}

TEST(BuildLog, falls_back_to_what_make_says) {
  EXPECT_EQ(build_failure_reason(parse_build_log("make[1]: *** No rule to make target 'x'.  Stop.\n")),
            "make[1]: *** No rule to make target 'x'.  Stop.");
  EXPECT_EQ(build_failure_reason({}), "make failed and no tool said why; see the build log");
}

TEST(BuildLog, is_bounded_whatever_the_log_holds) {
  std::string log;
  for (int i = 0; i < 5000; ++i) log += "a.c:1:1: error: " + std::string(2000, 'x') + "\n";
  const auto found = parse_build_log(log);
  EXPECT_EQ(found.size(), 200U);
  EXPECT_EQ(found[0].text.size(), 500U);
}

TEST(BuildLog, tells_the_machines_trouble_from_the_kernels) {
  EXPECT_EQ(machine_trouble("a.c:1:1: error: x\n"), "");
  EXPECT_EQ(machine_trouble("fatal error: error writing to /tmp/x: No space left on device\n"),
            "no space left on the device that holds the build folder");
  EXPECT_EQ(machine_trouble("  CC      a.o\nccache: error: failed to create temporary file\nmake: *** [a.o] Error 1\n"),
            "the compiler cache failed: ccache: error: failed to create temporary file");
  EXPECT_NE(machine_trouble("rustc: (signal: 9, SIGKILL: kill)\n"), "");
}
