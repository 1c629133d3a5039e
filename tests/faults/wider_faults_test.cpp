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
