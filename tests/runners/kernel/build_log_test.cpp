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
  EXPECT_EQ(build_failure(found),
            (Verdict{VerdictKind::build_failed, "C: kernel/fork.c:12: use of undeclared identifier 'x'"}));
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
  EXPECT_EQ(build_failure(found),
            (Verdict{VerdictKind::build_failed,
                     "abstraction str: rust/kernel/str.rs:34: error[E0425]: cannot find function `foo` in crate `bindings`"}));
}

TEST(BuildLog, names_the_symbol_that_a_link_lacks_and_who_refers_to_it) {
  const auto found = parse_build_log(
      "  LD      vmlinux.o\n"
      "ld.lld: error: undefined symbol: __udivdi3\n"
      ">>> referenced by time.rs:12 (/gulliver/source/rust/kernel/time.rs:12)\n"
      ">>>               rust/kernel.o:(<kernel::time::Delta>::as_millis) in archive vmlinux.a\n"
      ">>> referenced by time.rs:80 (/gulliver/source/rust/kernel/time.rs:80)\n"
      ">>>               rust/doctests_kernel_generated.o:(main) in archive vmlinux.a\n"
      ">>> referenced 3 more times\n"
      "\n"
      "ld.lld: error: undefined symbol: f\n"
      ">>> referenced by drivers/x.o:(g)\n"
      "make[2]: *** [../scripts/Makefile.vmlinux:72: vmlinux.unstripped] Error 1\n");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(build_failure(found),
            (Verdict{VerdictKind::link_failed, "ld.lld: error: undefined symbol: __udivdi3, referenced by "
                                               "rust/kernel.o:(<kernel::time::Delta>::as_millis)"}));
  EXPECT_EQ(found[1].text, "ld.lld: error: undefined symbol: f, referenced by drivers/x.o:(g)");
}

TEST(BuildLog, survives_a_link_message_that_names_no_object) {
  for (const char* rest : {">>> \n", ">>>     \n", ">>> referenced by \n>>>     \n", ">>> referenced by x\n>>>  "})
    EXPECT_EQ(build_failure(parse_build_log(std::string("ld.lld: error: f\n") + rest)).kind, VerdictKind::link_failed);
}

TEST(BuildLog, knows_every_tool_that_links) {
  for (const char* line : {"ERROR: modpost: \"x\" [samples/rust/y.ko] undefined!",
                           "ld.lld: error: duplicate symbol: f",
                           "mips-linux-gnu-ld: rust/kernel.o: in function `f': (.text+0x12): undefined reference to `g'",
                           "FAILED: load BTF from vmlinux: No such file or directory"})
    EXPECT_EQ(build_failure(parse_build_log(line)), (Verdict{VerdictKind::link_failed, line}));
  const char* made = "make[2]: *** [../scripts/Makefile.modpost:148: Module.symvers] Error 1";
  EXPECT_EQ(build_failure(parse_build_log(made)).kind, VerdictKind::link_failed);
}

TEST(BuildLog, goes_by_what_failed_first) {
  EXPECT_EQ(build_failure(parse_build_log("a.c:1:1: error: x\nld.lld: error: undefined symbol: f\n")).kind,
            VerdictKind::build_failed);
  EXPECT_EQ(build_failure(parse_build_log("ld.lld: warning: x\nld.lld: error: undefined symbol: f\na.c:1:1: error: x\n")).kind,
            VerdictKind::link_failed);
}

TEST(BuildLog, reads_kconfig) {
  EXPECT_EQ(build_failure(parse_build_log("HOSTLD  scripts/kconfig/conf\nscripts/Kconfig.include:51: Sorry, this "
                                                 "assembler is not supported.\nmake[3]: *** [allnoconfig] Error 1\n")).reason,
            "scripts/Kconfig.include:51: Sorry, this assembler is not supported.");
}

TEST(BuildLog, reads_what_a_makefile_gives_up_with) {
  EXPECT_EQ(build_failure(parse_build_log("/gulliver/source/arch/x86/Makefile:4: *** pahole is too old.  Stop.\n"
                                          "make[1]: *** [/gulliver/source/Makefile:260: __sub-make] Error 2\n")).reason,
            "arch/x86/Makefile:4: pahole is too old");
}

TEST(BuildLog, falls_back_to_what_make_says) {
  EXPECT_EQ(build_failure(parse_build_log("make[1]: *** No rule to make target 'x'.  Stop.\n")).reason,
            "make[1]: *** No rule to make target 'x'.  Stop.");
  EXPECT_EQ(build_failure({}).reason, "make failed and no tool said why; see the build log");
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
  EXPECT_EQ(machine_trouble("make[5]: *** [/gulliver/source/scripts/Makefile.build:295: drivers/pci/pci.o] Interrupt\n"),
            "a signal from outside ended the build (\"Interrupt\" in the build log)");
  EXPECT_EQ(machine_trouble("  CC      a.o\nccache: error: failed to create temporary file\nmake: *** [a.o] Error 1\n"),
            "the compiler cache failed: ccache: error: failed to create temporary file");
  EXPECT_NE(machine_trouble("rustc: (signal: 9, SIGKILL: kill)\n"), "");
}
