// SPDX-License-Identifier: MIT
#include <runners/kernel/config_reason.hpp>
#include <runners/kernel/configurator.hpp>
#include <runners/kernel/kconfig_words.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;

namespace {

/// A kernel that asks for Rust, four harmless options, and these.
KernelSpec kernel_with(std::vector<ConfigOption> options) {
  KernelSpec kernel;
  kernel.linux_arch = "x86_64";
  kernel.request.options = {{"RUST", "y", "kunit.config", 3}, {"KUNIT", "y", "kunit.config", 4}};
  for (ConfigOption& option : options) kernel.request.options.push_back(std::move(option));
  return kernel;
}

ConfigFindings judge(const KernelSpec& kernel, const std::string& dot_config, const std::string& answer) {
  return judge_facts(kernel, "trixie", {dot_config, answer});
}

const std::string randstruct_answer =
    "make: Entering directory\n"
    "gulliver\tlost\tRUST\n"
    "gulliver\tdepends\tRUST\tHAVE_RUST [=y] && !RANDSTRUCT [=y]\n"
    "gulliver\tneed\tRUST\t!MODVERSIONS || GENDWARFKSYMS\t!MODVERSIONS [=y] || GENDWARFKSYMS [=n]\tinit/Kconfig:9\n"
    "gulliver\tneed\tRUST\t!RANDSTRUCT\t!RANDSTRUCT [=y]\tinit/Kconfig:9\n"
    "gulliver\tcause\tRANDSTRUCT_FULL\n"
    "gulliver\texcludes-rust\tRUST\n"
    "gulliver\twith\tRUST_DOCTESTS\n"
    "gulliver\tend\n";

}  // namespace

TEST(ConfigReason, names_the_option_that_excludes_rust) {
  const auto kernel = kernel_with({{"RANDSTRUCT_FULL", "y", "randstruct.config", 5}, {"RUST_DOCTESTS", "y", "kunit.config", 6}});
  const auto found = judge(kernel, "CONFIG_KUNIT=y\nCONFIG_RANDSTRUCT_FULL=y\n", randstruct_answer);
  EXPECT_EQ(found.verdict.kind, VerdictKind::unsupported);
  EXPECT_EQ(found.verdict.reason,
            "RUST needs !RANDSTRUCT and (!MODVERSIONS || GENDWARFKSYMS); RANDSTRUCT=y and MODVERSIONS=y come from "
            "RANDSTRUCT_FULL=y (randstruct.config:5) (lost with it: 1 option)");
  ASSERT_EQ(found.result.unmet.size(), 1U);
  EXPECT_EQ(found.result.unmet[0].dependency, "HAVE_RUST [=y] && !RANDSTRUCT [=y]");
  ASSERT_EQ(found.result.unmet[0].causes.size(), 1U);
  EXPECT_EQ(found.result.unmet[0].causes[0].file, "randstruct.config");
}

TEST(ConfigReason, follows_the_chain_to_a_fragment) {
  const auto kernel = kernel_with({{"EXPOLINE", "y", "expoline.config", 1}});
  const auto found = judge(kernel, "CONFIG_KUNIT=y\nCONFIG_EXPOLINE=y\n",
                           "gulliver\tlost\tRUST\n"
                           "gulliver\tdepends\tRUST\tHAVE_RUST [=n] && RUST_IS_AVAILABLE [=y]\n"
                           "gulliver\tneed\tRUST\tHAVE_RUST\tHAVE_RUST [=n]\tinit/Kconfig:9\n"
                           "gulliver\tselect\tHAVE_RUST\tS390 [=y] && !EXPOLINE [=y]\n"
                           "gulliver\tneed\tHAVE_RUST\t!EXPOLINE\t!EXPOLINE [=y]\t:0\n"
                           "gulliver\tcause\tEXPOLINE\ngulliver\texcludes-rust\tRUST\ngulliver\tend\n");
  EXPECT_EQ(found.verdict, (Verdict{VerdictKind::unsupported, "RUST needs HAVE_RUST; HAVE_RUST needs !EXPOLINE; "
                                                              "EXPOLINE=y comes from expoline.config:1"}));
  EXPECT_THAT(found.result.unmet.at(0).dependency, HasSubstr("HAVE_RUST is selected by: S390 [=y] && !EXPOLINE [=y]"));
}

TEST(ConfigReason, a_toolchain_without_rust_is_no_finding) {
  const auto found = judge(kernel_with({}), "CONFIG_KUNIT=y\n",
                           "gulliver\tlost\tRUST\n"
                           "gulliver\tneed\tRUST\tRUST_IS_AVAILABLE\tRUST_IS_AVAILABLE [=n]\tinit/Kconfig:9\n"
                           "gulliver\tprobe\tRUST_IS_AVAILABLE\tinit/Kconfig:71\ngulliver\tend\n"
                           "gulliver\trust\tRust compiler 'rustc' is too old.\n");
  EXPECT_EQ(found.verdict, (Verdict{VerdictKind::config_dropped,
                                    "RUST needs RUST_IS_AVAILABLE; toolchain trixie: Rust compiler 'rustc' is too old."}));
}

TEST(ConfigReason, a_probe_of_the_toolchain_is_told_as_kconfig_has_it) {
  const auto found = judge(kernel_with({{"CFI", "y", "cfi.config", 1}}), "CONFIG_RUST=y\nCONFIG_KUNIT=y\n",
                           "gulliver\tlost\tCFI\ngulliver\tneed\tCFI\tARCH_HAS_KCFI\tARCH_HAS_KCFI [=n]\tarch/Kconfig:5\n"
                           "gulliver\tprobe\tARCH_HAS_KCFI\tarch/Kconfig:8\ngulliver\tend\n"
                           "gulliver\tmacro\tarch/Kconfig:8\t$(cc-option,-fsanitize=kcfi)\n");
  EXPECT_EQ(found.verdict,
            (Verdict{VerdictKind::config_dropped, "CFI needs ARCH_HAS_KCFI; ARCH_HAS_KCFI is n: toolchain trixie fails "
                                                  "$(cc-option,-fsanitize=kcfi) (arch/Kconfig:8)"}));
}

TEST(ConfigReason, an_old_compiler_is_named_with_both_versions) {
  const auto found = judge(kernel_with({}), "CONFIG_KUNIT=y\n",
                           "gulliver\tlost\tRUST\ngulliver\tneed\tRUST\tRUSTC_VERSION>=109600\t"
                           "RUSTC_VERSION [=108501]>=109600\tinit/Kconfig:9\ngulliver\tend\n");
  EXPECT_EQ(found.verdict.reason, "RUST needs RUSTC_VERSION>=109600; rustc is 1.85.1, not >= 1.96.0");
}

TEST(ConfigReason, a_tool_that_is_not_there_has_no_version) {
  const auto found = judge(kernel_with({{"DEBUG_INFO_BTF", "y", "btf.config", 1}}), "CONFIG_RUST=y\nCONFIG_KUNIT=y\n",
                           "gulliver\tlost\tDEBUG_INFO_BTF\ngulliver\tneed\tDEBUG_INFO_BTF\tPAHOLE_VERSION>=122\t"
                           "PAHOLE_VERSION [=0]>=122\tlib/Kconfig.debug:9\ngulliver\tend\n");
  EXPECT_EQ(found.verdict,
            (Verdict{VerdictKind::config_dropped, "DEBUG_INFO_BTF needs PAHOLE_VERSION>=122; the toolchain has no pahole"}));
}

TEST(ConfigReason, what_nothing_asks_for_is_said) {
  const auto found = judge(kernel_with({{"GENDWARFKSYMS", "y", "mod.config", 2}}), "CONFIG_RUST=y\nCONFIG_KUNIT=y\n",
                           "gulliver\tlost\tGENDWARFKSYMS\ngulliver\tneed\tGENDWARFKSYMS\tDEBUG_INFO\tDEBUG_INFO [=n]\tm:1\n"
                           "gulliver\tselectors\tDEBUG_INFO\t DEBUG_INFO_DWARF4 DEBUG_INFO_DWARF5\ngulliver\tend\n");
  EXPECT_EQ(found.verdict,
            (Verdict{VerdictKind::config_dropped, "GENDWARFKSYMS needs DEBUG_INFO; DEBUG_INFO comes with "
                                                  "DEBUG_INFO_DWARF4 or DEBUG_INFO_DWARF5, and nothing turns that on"}));
}

TEST(ConfigReason, a_symbol_of_another_architecture_is_told_from_a_typing_error) {
  const auto kernel = kernel_with({{"ARM64_64K_PAGES", "y", "pages.config", 2}, {"KUNTI", "y", "pages.config", 3}});
  const auto found = judge(kernel, "CONFIG_RUST=y\nCONFIG_KUNIT=y\n",
                           "gulliver\tlost\tARM64_64K_PAGES\ngulliver\tundefined\tARM64_64K_PAGES\n"
                           "gulliver\tlost\tKUNTI\ngulliver\tundefined\tKUNTI\ngulliver\tend\n"
                           "gulliver\tdefined\tARM64_64K_PAGES\tarch/arm64/Kconfig:1299\n");
  EXPECT_EQ(found.verdict,
            (Verdict{VerdictKind::config_dropped,
                     "ARM64_64K_PAGES (asked for in pages.config:2) is defined by no Kconfig file that ARCH=x86_64 reads, "
                     "only by arch/arm64/Kconfig:1299; and KUNTI (asked for in pages.config:3) is defined by no Kconfig "
                     "file of this tree"}));
}

TEST(ConfigReason, one_other_loss_outweighs_a_finding) {
  auto kernel = kernel_with({{"RANDSTRUCT_FULL", "y", "randstruct.config", 5}, {"KUNTI", "y", "a.config", 3}});
  const auto found = judge(kernel, "CONFIG_KUNIT=y\nCONFIG_RANDSTRUCT_FULL=y\n",
                           "gulliver\tlost\tKUNTI\ngulliver\tundefined\tKUNTI\n" + randstruct_answer);
  EXPECT_EQ(found.verdict.kind, VerdictKind::config_dropped);
}

TEST(ConfigReason, an_answer_that_was_cut_short_is_not_believed) {
  const auto kernel = kernel_with({{"RANDSTRUCT_FULL", "y", "randstruct.config", 5}});
  const std::string half = randstruct_answer.substr(0, randstruct_answer.find("gulliver\tend"));
  const auto found = judge(kernel, "CONFIG_KUNIT=y\nCONFIG_RANDSTRUCT_FULL=y\n", half);
  EXPECT_EQ(found.verdict,
            (Verdict{VerdictKind::config_dropped, "Kconfig dropped RUST=y (it is n; asked for in kunit.config:3)"}));
}

TEST(ConfigReason, an_answer_cannot_lose_what_the_result_has) {
  const auto found = judge(kernel_with({}), "CONFIG_RUST=y\nCONFIG_KUNIT=y\n", randstruct_answer);
  EXPECT_TRUE(found.verdict.passed());
  EXPECT_TRUE(found.result.unmet.empty());
}

TEST(ConfigReason, versions_are_written_as_their_tools_print_them) {
  EXPECT_EQ(version_text("RUSTC_VERSION", 109600), "1.96.0");
  EXPECT_EQ(version_text("CLANG_VERSION", 190107), "19.1.7");
  EXPECT_EQ(version_text("PAHOLE_VERSION", 129), "1.29");
}
