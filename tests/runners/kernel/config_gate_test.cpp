// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/kernel/config_gate.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

ConfigRequest request(std::vector<ConfigOption> options) { return {"allnoconfig", std::move(options)}; }

ConfigResult compare(const ConfigRequest& wanted, std::string_view dot_config) {
  return compare_config(wanted, parse_dot_config(dot_config), {});
}

}  // namespace

TEST(ConfigGate, passes_what_is_there_as_asked) {
  const auto wanted = request({{"RUST", "y", "a", 1},
                               {"MODULES", "n", "a", 2},
                               {"CMDLINE", "\"a=b c\"", "a", 3},
                               {"NR_CPUS", "4", "a", 4}});
  const auto result = compare(wanted, "# CONFIG_MODULES is not set\nCONFIG_RUST=y\nCONFIG_CMDLINE=\"a=b c\"\nCONFIG_NR_CPUS=4\n");
  EXPECT_EQ(result, ConfigResult{});
}

TEST(ConfigGate, finds_every_kind_of_loss) {
  const auto wanted = request({{"RUST", "y", "a", 1}, {"MODULES", "n", "a", 2}, {"DRM", "y", "a", 3}, {"NR_CPUS", "4", "a", 4}});
  const auto result = compare(wanted, "CONFIG_MODULES=y\nCONFIG_DRM=m\nCONFIG_NR_CPUS=2\nCONFIG_RUSTY=y\n");
  ASSERT_EQ(result.dropped.size(), 4U);
  EXPECT_EQ(result.dropped[0].found, "n");
  EXPECT_EQ(result.dropped[1].found, "y");
  EXPECT_EQ(result.dropped[2].found, "m");
  EXPECT_EQ(result.dropped[3].found, "2");
}

TEST(ConfigGate, a_hexadecimal_number_may_be_spelled_otherwise) {
  EXPECT_TRUE(same_value("0x0F00", "0xf00"));
  EXPECT_TRUE(same_value("f00", "0xf00"));
  EXPECT_FALSE(same_value("0xf0", "0xf00"));
  EXPECT_FALSE(same_value("10", "16")) << "an int is not a hex";
  EXPECT_FALSE(same_value("\"A\"", "\"a\""));
}

TEST(ConfigGate, a_later_line_wins) {
  const auto wanted = request({{"RUST", "y", "a", 1}, {"SMP", "y", "a", 2}, {"SMP", "n", "b", 1}});
  EXPECT_TRUE(compare(wanted, "CONFIG_RUST=y\n").dropped.empty());
  EXPECT_EQ(compare(wanted, "CONFIG_RUST=y\nCONFIG_SMP=y\n").dropped.at(0).wanted.file, "b");
}

TEST(ConfigGate, needs_rust_though_no_fragment_asks_for_it) {
  const auto result = compare(request({{"KUNIT", "y", "a", 1}}), "CONFIG_KUNIT=y\n");
  ASSERT_EQ(result.dropped.size(), 1U);
  EXPECT_EQ(dropped_reason(result, ""),
            "Kconfig dropped RUST=y (it is n; every cell needs it, and no fragment asks for it)");
}

TEST(ConfigGate, forgives_an_optional_option_only_where_the_tree_does_not_define_it) {
  const auto wanted = request({{"RUST", "y", "a", 1}, {"NEW_TEST", "y", "a", 2, true}});
  const auto dot_config = parse_dot_config("CONFIG_RUST=y\n");
  const auto older = compare_config(wanted, dot_config, {});
  EXPECT_TRUE(older.dropped.empty());
  EXPECT_EQ(older.unknown.at(0).name, "NEW_TEST");
  EXPECT_EQ(compare_config(wanted, dot_config, {"NEW_TEST"}).dropped.size(), 1U);
}

TEST(ConfigGate, finds_definitions_in_every_kconfig_of_the_tree) {
  const TemporaryFolder tree;
  std::filesystem::create_directories(tree / "lib");
  write_file(tree / "Kconfig", "source lib/Kconfig.debug\n");
  write_file(tree / "lib/Kconfig.debug", "menuconfig A\n\tbool\nconfig B\n  bool\n#config C\n");
  write_file(tree / "lib/other", "config D\n");
  const auto wanted = request({{"A", "y", "a", 1, true}, {"B", "y", "a", 2, true}, {"C", "y", "a", 3, true}, {"D", "y", "a", 4, true}});
  EXPECT_EQ(defined_optionals(wanted, tree.path()), (std::set<std::string>{"A", "B"}));
}

TEST(ConfigGate, reason_names_rust_first_and_why_it_is_not_available) {
  ConfigResult result;
  result.dropped = {{{"KUNIT", "y", "a.config", 2}, "n"}, {{"RUST", "y", "a.config", 3}, "n"}};
  EXPECT_EQ(dropped_reason(result, "toolchain host: rustc is too old"),
            "Kconfig dropped RUST=y (it is n; asked for in a.config:3) and 1 more: KUNIT=y; "
            "toolchain host: rustc is too old");
}

TEST(ConfigGate, reads_what_make_rustavailable_complains_of) {
  EXPECT_EQ(rust_complaint("make[1]: x\n***\n*** Rust compiler 'rustc' is too old.\n***   Your version:    1.85.1\n"
                           "***   Minimum version: 1.96.0\n***\n***\n*** Please see Documentation/rust/quick-start.rst for details\n"
                           "*** on setting up the Rust support.\n***\nmake: *** [x] Error 1\n"),
            "Rust compiler 'rustc' is too old. Your version:    1.85.1 Minimum version: 1.96.0");
  EXPECT_EQ(rust_complaint("Rust is available!\n"), "");
}
