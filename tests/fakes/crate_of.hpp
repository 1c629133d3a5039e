// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <algorithm>
#include <memory>
#include <string>

namespace gulliver {

/// The kernel crate as the tests on a console give it away: a module for each file that a doctest stands in, and each suite
/// in a module of its own.
inline std::shared_ptr<const Crate> crate_of(const TestReport& tests) {
  Crate crate{{"kernel", "rust/kernel/lib.rs", "", true, {}, {}, 0}};
  for (const TestNode& suite : tests.suites) {
    if (suite.name.starts_with("rust_kernel_"))
      crate.push_back({suite.name.substr(12), "rust/kernel/" + suite.name.substr(12) + ".rs", "", true, {}, {suite.name}, 0});
    for (const TestNode& test : suite.children) {
      const std::string file = test.location.substr(0, test.location.find(':'));
      if (!file.starts_with("rust/kernel/") || !file.ends_with(".rs")) continue;
      std::string name = file.substr(12, file.size() - 15);
      for (std::size_t at; (at = name.find('/')) != name.npos;) name.replace(at, 1, "::");
      const auto known = std::ranges::find(crate, name, &CrateModule::name);
      if (known == crate.end()) crate.push_back({name, file, "", true, {}, {}, 1});
      else ++known->examples;
    }
  }
  return std::make_shared<const Crate>(std::move(crate));
}

}  // namespace gulliver
