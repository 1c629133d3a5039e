// SPDX-License-Identifier: MIT
// Faults planted in real kernels and real guests: the farm must call each what it is, twice, and
// under one fingerprint.
#include <runners/files/files.hpp>
#include <runners/model/verdict.hpp>
#include <tests/faults/confusion.hpp>
#include <tests/faults/farm_under_test.hpp>
#include <tests/faults/planting.hpp>

#include <gmock/gmock.h>

#include <iostream>

namespace fs = std::filesystem;
using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;

namespace {

/// One boot, and one more to be sure of it; another run does the same again.
const std::string boots = " --reboots 1";

const fs::path reported = faults_folder / "reported";

/// A verdict by its name; a splat with its kind.
std::string class_of(const json& cell) {
  const std::string verdict = cell["verdict"];
  if (verdict != "splat" || cell["boot"]["splats"].empty()) return verdict;
  return verdict + "/" + std::string(cell["boot"]["splats"][0]["kind"]);
}

std::string fingerprint_of(const json& cell) {
  return cell["fingerprint"].is_string() ? cell["fingerprint"] : json("");
}

int exit_code_of(const std::string& planted) {
  return static_cast<int>(fault_of(verdict_kind(planted.substr(0, planted.find('/'))).value()));
}

std::string name_of_fault(const testing::TestParamInfo<PlantedFault>& fault) {
  return fault.param.name;
}

/// What is on record of earlier runs too: one half of the faults is often run without the other.
std::vector<Observation> observations() {
  std::vector<Observation> seen;
  for (const auto& faults : {fast_faults(), slow_faults()})
    for (const PlantedFault& fault : faults)
      if (fs::exists(reported / fault.name))
        seen.push_back({fault.planted, read_file(reported / fault.name)});
  return seen;
}

class FaultTest : public testing::TestWithParam<PlantedFault> {
 protected:
  FaultTest() {
    fs::create_directories(reported);
    fs::remove(reported / GetParam().name);
  }
  ~FaultTest() override {
    if (!HasFailure()) fs::remove_all(farm_.folder());
  }
  static void TearDownTestSuite() {
    const std::string matrix = confusion_matrix(observations());
    write_file(faults_folder / "confusion.txt", matrix);
    std::cout << matrix;
  }

  const FarmUnderTest farm_{GetParam().name};
};

}  // namespace

TEST_P(FaultTest, is_reported_as_what_it_is) {
  const PlantedFault& fault = GetParam();
  if (!fault.before.empty()) {
    const auto before = farm_.run(plant_before(fault, farm_.folder() / "before"));
    ASSERT_EQ(before.cell()["verdict"], "passed") << before.cell().dump(2);
  }
  const auto first = farm_.run(plant(fault, farm_.folder()), boots);
  write_file(reported / fault.name, class_of(first.cell()));
  EXPECT_EQ(class_of(first.cell()), fault.planted) << first.cell().dump(2);
  for (const std::string& words : fault.reason)
    EXPECT_THAT(std::string(first.cell()["reason"]), HasSubstr(words));
  EXPECT_EQ(first.code, exit_code_of(fault.planted));

  const auto second = farm_.run(plant(fault, farm_.folder()), boots + " --fresh");
  EXPECT_EQ(class_of(second.cell()), class_of(first.cell())) << second.cell().dump(2);
  EXPECT_EQ(fingerprint_of(second.cell()), fingerprint_of(first.cell())) << second.cell()["reason"];
  EXPECT_EQ(fingerprint_of(first.cell()).empty(), fault.planted == "passed") << first.cell()["reason"];
}

INSTANTIATE_TEST_SUITE_P(Fast, FaultTest, testing::ValuesIn(fast_faults()), name_of_fault);
INSTANTIATE_TEST_SUITE_P(Slow, FaultTest, testing::ValuesIn(slow_faults()), name_of_fault);
