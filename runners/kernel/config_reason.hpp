// SPDX-License-Identifier: MIT
#pragma once

#include <runners/kernel/kconfig_answer.hpp>
#include <runners/model/kernel.hpp>
#include <runners/model/verdict.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What a request, its result and Kconfig's own words are judged by.
struct ConfigCase {
  const KernelSpec& kernel;
  const std::string& toolchain;  ///< its name, for what it is to blame for
  const ConfigResult& result;
  const KconfigAnswer& answer;
};

/// passed: every option is there. unsupported: what is lost, is lost because it and Rust exclude each other.
/// config_dropped: something else was lost. The reason is a chain that a person can act on:
/// "RUST needs !RANDSTRUCT; RANDSTRUCT=y comes from fragments/randstruct.config:1".
Verdict judge_config(const ConfigCase& found);

/// What is kept of Kconfig's words: an entry for each option that is lost for a reason of its own.
std::vector<UnmetOption> unmet_options(const ConfigCase& found);

}  // namespace gulliver
