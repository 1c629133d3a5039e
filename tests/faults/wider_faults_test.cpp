// SPDX-License-Identifier: MIT
// What a planted fault must not take with it, and what shows only across cells.
#include <runners/files/files.hpp>
#include <tests/faults/farm_under_test.hpp>
#include <tests/faults/planting.hpp>

#include <gmock/gmock.h>

#include <algorithm>

using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;

namespace {

PlantedFault slow_fault(const std::string& name) {
  const std::vector<PlantedFault> faults = slow_faults();
  return *std::ranges::find(faults, name, &PlantedFault::name);
}

/// Status of a suite, "" where the run knows no such suite.
std::string status_of(const json& cell, const std::string& suite) {
  for (const json& found : cell["suites"])
    if (found["name"] == suite) return found["status"];
  return "";
}

}  // namespace

TEST(WiderFault, what_ran_before_a_crash_is_kept_and_the_rest_runs_apart) {
  const FarmUnderTest farm("crash_and_the_rest");
  const auto matrix = plant(slow_fault("panic_in_test"), farm.folder());

  const json alone = farm.run(matrix).cell();
  EXPECT_EQ(alone["verdict"], "test-crashed");
  EXPECT_EQ(status_of(alone, "rust_kvec"), "passed") << alone["suites"];
  EXPECT_NE(status_of(alone, "rust_doctests_kernel"), "passed") << "it stands behind the crash";

  const json isolated = farm.run(matrix, " --isolate --fresh").cell();
  EXPECT_EQ(isolated["verdict"], "test-crashed") << isolated["reason"];
  EXPECT_EQ(status_of(isolated, "rust_kvec"), "passed");
  EXPECT_EQ(status_of(isolated, "rust_doctests_kernel"), "passed") << isolated["suites"];
  EXPECT_GE(isolated["tests"]["doctests"], 310);
}

TEST(WiderFault, an_example_for_little_endian_is_a_suspected_endianness_defect) {
  const FarmUnderTest farm("little_endian_example");
  plant_patches({"switch", "little-endian-example"}, farm.folder() / "fault");
  write_file(farm.folder() / "both.yaml",
             "axes: {arch: [x86_64, mips, s390x], config: [kunit]}\n"
             "configs: {kunit: [fragments/kunit-rust.config]}\noverlays: [fault]\n");

  const auto run = farm.run(farm.folder() / "both.yaml");
  EXPECT_EQ(run.code, 1);
  for (const json& cell : run.run["cells"])
    EXPECT_EQ(cell["verdict"], cell["endian"] == "big" ? "tests-failed" : "passed")
        << cell["id"] << cell["reason"];
  const std::string text = farm.gulliver("show").output;
  EXPECT_THAT(text, HasSubstr("suspected endianness defect"));
  EXPECT_THAT(text, HasSubstr("rust/kernel/transmute.rs:"));
}

/// A change that only one byte order shows, that the kernel's own tests pass, and that one of
/// overlays/selftests sees.
struct ByteOrderDefect {
  std::string name;
  std::string patch;  ///< of kernel/, without ".patch"
  std::string suite;
  std::string test;
};

std::ostream& operator<<(std::ostream& out, const ByteOrderDefect& defect) {
  return out << defect.name;
}

class OwnSuites : public testing::TestWithParam<ByteOrderDefect> {};

TEST_P(OwnSuites, see_what_the_kernels_own_tests_do_not) {
  const ByteOrderDefect& defect = GetParam();
  const FarmUnderTest farm(defect.name);
  plant_patches({defect.patch}, farm.folder() / "fault");
  write_file(farm.folder() / "both.yaml",
             "axes: {arch: [mips], config: [selftests]}\n"
             "configs: {selftests: [fragments/kunit-rust.config, fragments/selftests.config]}\n"
             "overlays: [overlays/selftests, fault]\n");

  const auto run = farm.run(farm.folder() / "both.yaml");
  ASSERT_EQ(run.run["cells"].size(), 2U);
  for (const json& cell : run.run["cells"]) {
    const bool big = cell["endian"] == "big";
    EXPECT_EQ(cell["verdict"], big ? "tests-failed" : "passed") << cell["id"] << cell["reason"];
    EXPECT_EQ(cell["tests"]["failed"], big ? 1 : 0) << cell["id"];
    EXPECT_EQ(status_of(cell, defect.suite), big ? "failed" : "passed") << cell["id"];
    EXPECT_EQ(status_of(cell, "rust_doctests_kernel"), "passed") << cell["id"];
  }
  const std::string text = farm.gulliver("show").output;
  EXPECT_THAT(text, HasSubstr("suspected endianness defect in"));
  EXPECT_THAT(text, HasSubstr(defect.suite + "." + defect.test));
  EXPECT_THAT(text, HasSubstr("fails on mips-big/selftests, passes on mips-little/selftests"));
}

INSTANTIATE_TEST_SUITE_P(Slow, OwnSuites,
                         testing::Values(ByteOrderDefect{"words_in_host_order", "words-in-host-order",
                                                         "gulliver_memory", "user_space"},
                                         ByteOrderDefect{"swapped_getter", "swapped-getter",
                                                         "gulliver_memory", "registers_of_a_device"},
                                         ByteOrderDefect{"bit_field_from_the_other_end",
                                                         "bit-field-from-the-other-end", "gulliver_layout",
                                                         "bit_fields_have_the_bits_of_c"}),
                         [](const auto& instance) { return instance.param.name; });
