// SPDX-License-Identifier: MIT
#include <runners/kernel/crate_modules.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

class CrateModules : public testing::Test {
 protected:
  void source(const std::string& name, const std::string& text) const {
    const fs::path file = folder_ / "rust/kernel" / name;
    fs::create_directories(file.parent_path());
    write_file(file, text);
  }
  std::vector<CrateModule> modules(const std::map<std::string, std::string>& config = {}) const {
    return crate_modules(folder_.path(), config);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const CrateModule& module : modules()) found.push_back(module.name);
    return found;
  }

  TemporaryFolder folder_;
};

const std::map<std::string, std::string> net_and_drm{{"NET", "y"}, {"DRM", "m"}, {"HZ", "250"}};

std::optional<bool> holds(const std::string& predicate) { return evaluate_cfg(predicate, net_and_drm).holds; }
std::vector<std::string> missing(const std::string& predicate) { return evaluate_cfg(predicate, net_and_drm).missing; }

}  // namespace

TEST(Cfg, is_true_or_false_by_options_of_kconfig) {
  EXPECT_EQ(holds("CONFIG_NET"), true);
  EXPECT_EQ(holds("CONFIG_DRM"), true) << "a module counts";
  EXPECT_EQ(holds("CONFIG_DRM = \"y\""), false);
  EXPECT_EQ(holds("CONFIG_DRM=\"m\""), true);
  EXPECT_EQ(holds("CONFIG_USB"), false);
  EXPECT_EQ(holds("not(CONFIG_USB)"), true);
  EXPECT_EQ(holds("all(CONFIG_NET, CONFIG_USB)"), false);
  EXPECT_EQ(holds("any(CONFIG_USB, all(CONFIG_NET, not(CONFIG_USB)),)"), true);
}

TEST(Cfg, does_not_guess) {
  EXPECT_EQ(holds("target_arch = \"mips\""), std::nullopt);
  EXPECT_EQ(holds("all(CONFIG_NET, target_arch = \"mips\")"), std::nullopt);
  EXPECT_EQ(holds("all(target_arch = \"mips\", CONFIG_USB)"), false);
  EXPECT_EQ(holds("any(test, CONFIG_NET)"), true);
  EXPECT_EQ(holds("not(test)"), std::nullopt);
}

TEST(Cfg, names_what_is_missing) {
  EXPECT_THAT(missing("all(CONFIG_NET, CONFIG_USB, CONFIG_PCI)"), ElementsAre("USB", "PCI"));
  EXPECT_THAT(missing("any(CONFIG_NET, CONFIG_USB)"), IsEmpty());
  EXPECT_THAT(missing("CONFIG_DRM = \"y\""), ElementsAre("DRM"));
}

TEST(Cfg, comes_to_an_end_whatever_it_is_given) {
  for (const char* text : {"", "(", ")", "all(", "all(,,,", "not(((((", "CONFIG_X = ", "CONFIG_X = \"", "all(CONFIG_NET CONFIG_USB)", "\"", "=,"})
    evaluate_cfg(text, net_and_drm);
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += "all(";
  EXPECT_NE(evaluate_cfg(deep, net_and_drm).holds, true);
}

TEST_F(CrateModules, are_found_from_the_top_down) {
  source("lib.rs", "pub mod a;\nmod b;\npub(crate) mod c;\n\nmod inline {\n    mod not_this;\n}\n// mod nor_this;\n");
  source("a.rs", "pub mod deep;\n");
  source("a/deep.rs", "//\n");
  source("b/mod.rs", "pub mod in_folder;\n");
  source("b/in_folder.rs", "//\n");
  source("not_this.rs", "//\n");
  source("forgotten.rs", "//\n");
  EXPECT_THAT(names(), ElementsAre("kernel", "a", "a::deep", "b", "b::in_folder"));
  EXPECT_EQ(modules()[4].file, "rust/kernel/b/in_folder.rs");
}

TEST_F(CrateModules, need_what_stands_before_them_and_before_those_that_hold_them) {
  source("lib.rs", "#[cfg(CONFIG_NET)]\n/// Words.\n#[doc(hidden)]\npub mod net;\npub mod always;\n#[cfg(all(\n    CONFIG_USB,\n    CONFIG_PCI\n))]\nmod usb;\n");
  source("net.rs", "#[cfg(CONFIG_PHY)]\npub mod phy;\n");
  source("net/phy.rs", "//\n");
  source("always.rs", "//\n");
  source("usb.rs", "//\n");
  const auto found = modules({{"NET", "y"}});
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[1].condition, "CONFIG_NET");
  EXPECT_EQ(found[1].compiled, true);
  EXPECT_EQ(found[2].condition, "CONFIG_NET, CONFIG_PHY");
  EXPECT_EQ(found[2].compiled, false);
  EXPECT_THAT(found[2].missing, ElementsAre("PHY"));
  EXPECT_EQ(found[3].condition, "");
  EXPECT_EQ(found[3].compiled, true);
  EXPECT_THAT(found[4].missing, ElementsAre("USB", "PCI"));
}

TEST_F(CrateModules, tell_their_suites_and_examples) {
  source("lib.rs", "//! # Examples\n//!\n//! ```\n//! let a = 1;\n//! ```\n//!\n//! ```text\n//! no code\n//! ```\n"
                   "/// ```ignore\n/// ```\n/// ```rust,no_run\n/// ```\nfn f() {}\n\n#[macros::kunit_tests(rust_kernel_f)]\nmod tests {\n}\n");
  const auto found = modules();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].suites, ElementsAre("rust_kernel_f"));
  EXPECT_EQ(found[0].examples, 2);
}

TEST_F(CrateModules, of_a_tree_without_rust_are_none) { EXPECT_THAT(modules(), IsEmpty()); }

TEST_F(CrateModules, are_not_followed_through_links_or_in_a_ring) {
  source("lib.rs", "mod link;\nmod ring;\n");
  source("secret", "//\n");
  fs::create_symlink(folder_ / "rust/kernel/secret", folder_ / "rust/kernel/link.rs");
  source("ring.rs", "mod ring;\n");
  fs::create_directories(folder_ / "rust/kernel/ring");
  fs::create_directory_symlink("..", folder_ / "rust/kernel/ring/ring");
  EXPECT_THAT(names(), ElementsAre("kernel", "ring"));
}
