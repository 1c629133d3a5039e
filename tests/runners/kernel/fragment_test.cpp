// SPDX-License-Identifier: MIT
#include <runners/kernel/fragment.hpp>
#include <runners/model/error.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

std::string mistakes(std::string_view text) {
  try {
    parse_fragment("a.config", text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::vector<ConfigOption> parsed(std::string_view text) {
  return parse_fragment("a.config", text);
}

}  // namespace

TEST(Fragment, holds_options_comments_and_blank_lines) {
  const auto options = parsed(
      "# A comment.\n"
      "\n"
      "CONFIG_RUST=y\n"
      "# CONFIG_MODVERSIONS is not set\n"
      "# CONFIG_OLD=y\n"
      "CONFIG_MOD=m\n"
      "CONFIG_SHIFT=-17\n"
      "CONFIG_BASE=0xFf00\n"
      "CONFIG_CMDLINE=\"a=\\\"b\\\" # c\"\n"
      "CONFIG_EMPTY=\"\"\n"
      "CONFIG_4KSTACKS=n");
  EXPECT_EQ(options, (std::vector<ConfigOption>{{"RUST", "y", "a.config", 3, false},
                                                {"MODVERSIONS", "n", "a.config", 4, false},
                                                {"MOD", "m", "a.config", 6, false},
                                                {"SHIFT", "-17", "a.config", 7, false},
                                                {"BASE", "0xFf00", "a.config", 8, false},
                                                {"CMDLINE", "\"a=\\\"b\\\" # c\"", "a.config", 9, false},
                                                {"EMPTY", "\"\"", "a.config", 10, false},
                                                {"4KSTACKS", "n", "a.config", 11, false}}));
}

TEST(Fragment, may_be_empty_and_have_carriage_returns) {
  EXPECT_TRUE(parsed("").empty());
  EXPECT_EQ(parsed("CONFIG_A=y\r\n\r\n"), (std::vector<ConfigOption>{{"A", "y", "a.config", 1, false}}));
}

TEST(Fragment, marks_options_as_optional_up_to_the_next_blank_line) {
  const auto options =
      parsed("CONFIG_A=y\n# gulliver: optional\nCONFIG_B=y\n# Why.\n# CONFIG_C is not set\n\nCONFIG_D=y\n");
  EXPECT_EQ(options, (std::vector<ConfigOption>{{"A", "y", "a.config", 1, false},
                                                {"B", "y", "a.config", 3, true},
                                                {"C", "n", "a.config", 5, true},
                                                {"D", "y", "a.config", 7, false}}));
}

TEST(Fragment, reports_every_mistake_with_its_line) {
  EXPECT_EQ(
      mistakes("RUST=y\n"
               "CONFIG_RUST\n"
               "CONFIG_RUST =y\n"
               "CONFIG_=y\n"
               "CONFIG_OK=y\n"
               "CONFIG_RUST=\n"
               "CONFIG_RUST=y # why\n"
               "CONFIG_NAME=\"open\n"
               "CONFIG_NAME=\"half\\\"\n"
               "CONFIG_BASE=0x\n"
               "# gulliver: optionl\n"),
      "a.config:1: found \"RUST=y\"; a line is CONFIG_NAME=VALUE, \"# CONFIG_NAME is not set\", a "
      "comment or blank\n"
      "a.config:2: found \"CONFIG_RUST\"; an option is CONFIG_NAME=VALUE\n"
      "a.config:3: found \"CONFIG_RUST =y\"; an option is CONFIG_NAME=VALUE\n"
      "a.config:4: found \"CONFIG_=y\"; an option is CONFIG_NAME=VALUE\n"
      "a.config:6: CONFIG_RUST has the value ''; a value is y, m, n, a number, or text in double quotes\n"
      "a.config:7: CONFIG_RUST has the value 'y # why'; a value is y, m, n, a number, or text in double "
      "quotes\n"
      "a.config:8: CONFIG_NAME has the value '\"open'; a value is y, m, n, a number, or text in double "
      "quotes\n"
      "a.config:9: CONFIG_NAME has the value '\"half\\\"'; a value is y, m, n, a number, or text in "
      "double quotes\n"
      "a.config:10: CONFIG_BASE has the value '0x'; a value is y, m, n, a number, or text in double "
      "quotes\n"
      "a.config:11: unknown directive \"optionl\"; \"# gulliver: optional\" is the only one");
}

TEST(Fragment, shows_no_more_than_a_terminal_can_bear) {
  const std::string line = std::string("\0\x1b[2J", 5) + std::string(100, 'x');
  EXPECT_EQ(mistakes(line), "a.config:1: found \"??[2J" + std::string(55, 'x') +
                                "...\"; a line is CONFIG_NAME=VALUE, \"# CONFIG_NAME is not set\", a comment "
                                "or blank");
}

TEST(Request, renders_the_last_line_for_each_option) {
  const ConfigRequest request{
      "allnoconfig",
      parsed("CONFIG_A=y\nCONFIG_B=\"x\"\n# CONFIG_C is not set\nCONFIG_A=n\nCONFIG_B=\"z\"\n")};
  EXPECT_EQ(render_request(request), "# CONFIG_C is not set\n# CONFIG_A is not set\nCONFIG_B=\"z\"\n");
  EXPECT_EQ(render_request({}), "");
}
