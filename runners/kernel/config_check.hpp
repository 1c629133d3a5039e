// SPDX-License-Identifier: MIT
#pragma once

#include <runners/kernel/configurator.hpp>

#include <filesystem>
#include <functional>

namespace gulliver {

/// What came of configuring a kernel without building it.
struct ConfigCheckResult {
  Verdict verdict;  ///< passed (it could be built), unsupported, config-dropped, build-failed or broken
  ConfigResult config;
  Seconds took{};
  bool cached = false;  ///< nothing was configured: tree, request and toolchain are as before
};

/// The configuration gate alone. Each spec has a folder of its own below `cache`/configs, apart from the one
/// that it is built in; there is kept what is needed to judge the same request again at once.
class ConfigCheck {
 public:
  ConfigCheck(std::filesystem::path cache, ProcessRunner& processes, JobBudget& budget);

  /// Holds one job of the budget while it configures; `configuring` is called when it begins to.
  /// \throws Error  the farm is at fault (sandbox, disk)
  asio::awaitable<ConfigCheckResult> check(KernelSpec kernel, Toolchain toolchain, std::function<void()> configuring);

 private:
  std::filesystem::path cache_;
  JobBudget& budget_;
  KernelMake make_;
  Configurator configurator_;
};

}  // namespace gulliver
