// SPDX-License-Identifier: MIT
#pragma once

#include <tests/fakes/program.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace gulliver {

/// Where what failed is kept, and what was reported.
inline const std::filesystem::path faults_folder = BINARY_ROOT "/faults";

/// The program in the cache of whoever runs it, with a memory of its own: nothing is reported from
/// boots of before.
class FarmUnderTest {
 public:
  explicit FarmUnderTest(const std::string& name) : folder_(faults_folder / name) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }

  const std::filesystem::path& folder() const { return folder_; }

  struct Outcome {
    nlohmann::json run;  ///< as `show --json` has it
    int code = -1;
    const nlohmann::json& cell() const { return run["cells"][0]; }
  };

  Outcome run(const std::filesystem::path& matrix, const std::string& options = "") const {
    const ProgramResult result = gulliver("run " + matrix.string() + options);
    const auto shown = nlohmann::json::parse(gulliver("show --json 2>/dev/null").output, nullptr, false);
    if (!shown.is_object() || shown["cells"].empty())
      throw std::runtime_error("no run came of it: " + result.output);
    return {shown, result.code};
  }

  ProgramResult gulliver(const std::string& arguments) const {
    return run_gulliver(arguments, "env XDG_STATE_HOME=" + (folder_ / "state").string());
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace gulliver
