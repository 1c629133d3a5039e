// SPDX-License-Identifier: MIT
#include "matrix_folder.hpp"

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

const std::string whole =
    "name: whole\n"
    "tree: {debian: linux-source, suite: trixie}\n"
    "overlays: [overlays/lockdep]\n"
    "axes: {arch: [x86_64, mips], endian: [little, big], config: [kunit, debug], toolchain: [host]}\n"
    "configs:\n"
    "  kunit: [fragments/kunit.config]\n"
    "  debug: &d {base: allnoconfig, fragments: [fragments/kunit.config, fragments/debug.config]}\n"
    "guest: {cmdline: \"a=\\\"b\\\"\", deadline: {silence: 1.5}}\n"
    "overrides:\n"
    "  - when: {arch: [mips]}\n"
    "    make: [A=b]\n"
    "include:\n"
    "  - {arch: s390x, endian: big, config: debug, reason: 'it''s'}\n"
    "exclude:\n"
    "  - arch: mips\n"
    "    config: debug\n"
    "    reason: >\n"
    "      folded\n";

/// Loads a text that may be anything. Only an InputError with a text may come of it, or a plan.
testing::AssertionResult is_survived(const MatrixFolder& folder, const std::string& text) {
  try {
    if (folder.plan(text).cell_count() > 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "a plan without cells";
  } catch (const InputError& error) {
    if (*error.what() != '\0') return testing::AssertionSuccess();
    return testing::AssertionFailure() << "an error without text";
  }
}

std::string repeated(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

}  // namespace

TEST(Hostile, every_truncation_is_an_error_or_a_plan) {
  const MatrixFolder folder;
  ASSERT_EQ(folder.mistakes(whole), "");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_TRUE(is_survived(folder, whole.substr(0, size))) << "after " << size << " bytes";
  }
}

TEST(Hostile, every_missing_byte_is_an_error_or_a_plan) {
  const MatrixFolder folder;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string text = whole;
    ASSERT_TRUE(is_survived(folder, text.erase(at, 1))) << "without byte " << at;
  }
}

TEST(Hostile, deep_nesting_is_refused) {
  const MatrixFolder folder;
  for (const char* opening : {"[", "{a: ", "- ", "? ", "[{"}) {
    const std::string message = folder.mistakes(repeated(opening, 20000));
    EXPECT_NE(message.find("this is no YAML: nested too deeply"), message.npos) << message;
  }
}

TEST(Hostile, aliases_may_go_round_in_circles) {
  const MatrixFolder folder;
  EXPECT_EQ(
      folder.mistakes("axes: &a {arch: *a, config: [*a]}\nconfigs: {kunit: [fragments/kunit.config]}\n"),
      "m.yaml:1:7: found a map for \"arch\"; a list would be right\n"
      "m.yaml:1:7: found a map for \"config\"; a text would be right");
}

TEST(Hostile, aliases_that_multiply_cost_nothing) {
  const MatrixFolder folder;
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i);
    text += name + ": &" + name + " [" + before + ", " + before + "]\n";
  }
  const std::string message = folder.mistakes(text + "axes: {arch: *a40, config: [kunit]}\nconfigs: *a40\n");
  EXPECT_NE(message.find("found a list for \"arch\"; a text would be right"), message.npos) << message;
}

TEST(Hostile, bytes_that_are_no_text_are_an_error) {
  const MatrixFolder folder;
  EXPECT_TRUE(is_survived(folder, std::string("\xff\xfe"
                                              "a\0:\0",
                                              6)));
  EXPECT_TRUE(is_survived(folder, std::string("\0\0\0", 3)));
  EXPECT_TRUE(is_survived(folder, "name: \xc3\x28\n" + small_matrix()));
  EXPECT_TRUE(is_survived(folder, small_matrix("overlays: [\"a\\0b\"]\n")));
  EXPECT_TRUE(is_survived(folder, small_matrix("overlays: [" + std::string(70000, 'x') + "]\n")));
}
