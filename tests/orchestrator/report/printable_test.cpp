// SPDX-License-Identifier: MIT
#include <orchestrator/report/report.hpp>
#include <orchestrator/report/utf8.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(Printable, leaves_text_of_every_language_alone) {
  for (const char* text : {"", "ok 1 - rust_kernel_str\tx", "größer ≠ größte", "漢字 🦀", "\\x1b"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, shows_what_would_steer_a_terminal) {
  EXPECT_EQ(printable("\x1b[2J\x1b]0;title\x07"), "\\x1b[2J\\x1b]0;title\\x07");
  EXPECT_EQ(printable("one\r\ntwo\b\x7f"), "one\\r\\ntwo\\x08\\x7f");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "\\u{9b}31m");
}

TEST(Printable, shows_what_would_reorder_or_hide_text) {
  EXPECT_EQ(printable("\u202Eevil\u2066\u200B\uFEFF\u2028"),
            "\\u{202e}evil\\u{2066}\\u{200b}\\u{feff}\\u{2028}");
  EXPECT_EQ(printable("\U000E0041"), "\\u{e0041}");
}

TEST(Printable, shows_bytes_that_are_not_utf8) {
  EXPECT_EQ(printable("\xff\xfe"), "\\xff\\xfe");
  EXPECT_EQ(printable("cut \xe2\x82"), "cut \\xe2\\x82");            // a character cut short
  EXPECT_EQ(printable("\xc0\xaf"), "\\xc0\\xaf");                    // an overlong slash
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // beyond Unicode
}

TEST(Printable, keeps_the_lines_of_a_whole_console) {
  EXPECT_EQ(printable_lines("one\r\n\ntwo\rthree\n"), "one\n\ntwo\\rthree\n");
  EXPECT_EQ(printable_lines("no end \x1b"), "no end \\x1b");
  EXPECT_EQ(printable_lines(""), "");
}

TEST(Utf8, counts_columns_and_not_bytes) {
  EXPECT_EQ(display_width("mips·big"), 8);
  EXPECT_EQ(display_width("漢字"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("\xff"), 1);
}

TEST(Utf8, cuts_between_characters) {
  EXPECT_EQ(cut("mips·big", 8), "mips·big");
  EXPECT_EQ(cut("mips·big", 6), "mips·…");
  EXPECT_EQ(cut("漢字", 3), "漢…");
  EXPECT_EQ(cut("漢字", 2), "…");
  EXPECT_EQ(cut("x", 0), "");
}
