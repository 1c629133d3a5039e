// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <runners/model/console_text.hpp>

namespace gulliver {
namespace {

TEST(ConsoleText, KeepsAPlainLineAndItsIndentation) {
  EXPECT_EQ(console_text("    ok 1 test"), "    ok 1 test");
  EXPECT_EQ(console_text(""), "");
}

TEST(ConsoleText, TakesOffCarriageReturns) {
  EXPECT_EQ(console_text("ok 1 test\r"), "ok 1 test");
  EXPECT_EQ(console_text("Detected machine type: 00000400\r\r\n"), "Detected machine type: 00000400");
  EXPECT_EQ(console_text("Booting from ROM..\x1b"
                         "c\x1b[?7l\x1b[2J\x1b[0m.\rLinux version 7.2.13"),
            "Linux version 7.2.13");
}

TEST(ConsoleText, TakesOffEscapeSequencesAtTheStart) {
  EXPECT_EQ(console_text("\x1b"
                         "c\x1b[?7l\x1b[2JLinux version 7.2.13"),
            "Linux version 7.2.13");
  EXPECT_EQ(console_text("\x1b["), "");
  EXPECT_EQ(console_text("\x1b"), "\x1b");
}

TEST(ConsoleText, TakesOffTimeAndCaller) {
  EXPECT_EQ(console_text("[    1.234567] KTAP version 1"), "KTAP version 1");
  EXPECT_EQ(console_text("[    1.234567]     ok 1 test"), "    ok 1 test");
  EXPECT_EQ(console_text("[12345.000001][    T1]     ok 1 test"), "    ok 1 test");
  EXPECT_EQ(console_text("[  1.2][ T1] ok 1 test"), "ok 1 test");
  EXPECT_EQ(console_text("[    C0] ok 1 test"), "ok 1 test");
  EXPECT_EQ(console_text("[    0.000000]"), "");
}

TEST(ConsoleText, TakesOffLogLevelsAndNoise) {
  EXPECT_EQ(console_text("<6>[    1.234567][    T1]     ok 1 test"), "    ok 1 test");
  EXPECT_EQ(console_text("<6>ok 1 test"), "ok 1 test");
  EXPECT_EQ(console_text(std::string_view("\0\0Linux version 7.3", 19)), "Linux version 7.3");
  for (const char* line : {"<x> a", "<> a", "<1234> a", "<6 a", "<"}) EXPECT_EQ(console_text(line), line);
}

TEST(ConsoleText, FindsATimestampInALine) {
  EXPECT_EQ(find_timestamp("ok 3 foo[    1.234567] random: crng init done"), 8u);
  EXPECT_EQ(find_timestamp("a [b] [    1.234567]"), 6u);
  for (const char* line : {"", "[", "a[1.5]", "a[1.23456]", "a[1.2345678]", "a[.123456]", "a[    1.234567"})
    EXPECT_EQ(find_timestamp(line), std::string_view::npos) << line;
}

TEST(ConsoleText, LeavesOtherBracketsAlone) {
  for (const char* line :
       {"[rust/kernel/x.rs:1] a = 1", "[1] x", "[ .5] x", "[1.] x", "[1.5 x", "[T] x", "[", "[T1"})
    EXPECT_EQ(console_text(line), line);
}

TEST(ReadableText, KeepsTextInAnyLanguage) {
  EXPECT_EQ(readable_text("tab\tK\xC3\xBCrbis \xE2\x82\xAC \xF0\x9F\xA6\x80", 100),
            "tab\tK\xC3\xBCrbis \xE2\x82\xAC \xF0\x9F\xA6\x80");
}

TEST(ReadableText, ReplacesControlCharactersAndBrokenBytes) {
  EXPECT_EQ(readable_text(std::string_view("a\x1b[31m\0b\x7f", 9), 100), "a?[31m?b?");
  EXPECT_EQ(readable_text("\xC2\x9B", 100), "?");
  EXPECT_EQ(readable_text("\xFFx\xC3", 100), "?x?");
  EXPECT_EQ(readable_text("\xC0\x80 \xE0\x80\x80 \xED\xA0\x80 \xF4\x90\x80\x80", 100), "?? ??? ??? ????");
}

TEST(ReadableText, CutsBetweenCharacters) {
  EXPECT_EQ(readable_text("\xE2\x82\xAC\xE2\x82\xAC", 5), "\xE2\x82\xAC");
  EXPECT_EQ(readable_text("abc", 0), "");
}

}  // namespace
}  // namespace gulliver
