// SPDX-License-Identifier: MIT
#pragma once

#include <runners/kernel/kernel_make.hpp>
#include <runners/model/verdict.hpp>

#include <string>

namespace gulliver {

/// What a configuration left behind: enough to judge it again without make.
struct ConfigFacts {
  std::string dot_config;  ///< the whole file
  std::string answer;      ///< why options are lost: see kconfig_answer.hpp; empty where none is
};

/// Request, result and Kconfig's reasons, judged.
struct ConfigFindings {
  Verdict verdict;  ///< passed, unsupported or config-dropped
  ConfigResult result;
};

/// Decides on the facts and nothing else.
ConfigFindings judge_facts(const KernelSpec& kernel, const std::string& toolchain, const ConfigFacts& facts);

/// Makes a .config in the way that the request's base asks for, and finds out why options of the
/// request are not in it: by Kconfig's own library, in one further reading of the Kconfig files.
class Configurator {
 public:
  explicit Configurator(KernelMake& make) : make_(make) {}

  /// Asks make for a .config. build-failed: make failed. broken: the machine or the toolchain is at fault.
  asio::awaitable<Verdict> configure(KernelSite site);

  /// The facts about the .config as it stands. Kconfig is only asked where options are lost.
  asio::awaitable<ConfigFacts> facts(KernelSite site);

 private:
  asio::awaitable<std::string> ask_kconfig(const KernelSite& site);
  asio::awaitable<std::string> ask_rust(const KernelSite& site);

  KernelMake& make_;
};

}  // namespace gulliver
