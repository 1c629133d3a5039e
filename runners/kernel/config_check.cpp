// SPDX-License-Identifier: MIT
#include <runners/kernel/config_check.hpp>

#include <runners/files/files.hpp>
#include <runners/kernel/kconfig_probe.c.hpp>
#include <runners/kernel/make_command.hpp>

#include <chrono>
#include <optional>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string inputs_of(const KernelSite& site) {
  return sha256(build_inputs(site.kernel, site.toolchain) + std::string(kconfig_probe_c));
}

/// The facts of these very inputs, if they are kept.
std::optional<ConfigFacts> recall(const KernelSite& site, const std::string& inputs) {
  const fs::path stamp = site.beside("stamp");
  if (!fs::exists(stamp) || read_file(stamp) != inputs) return std::nullopt;
  return ConfigFacts{read_file(site.beside("config")), read_file(site.beside("answer"))};
}

/// The stamp last: without it, nothing is kept.
void keep(const KernelSite& site, const std::string& inputs, const ConfigFacts& facts) {
  write_file(site.beside("config"), facts.dot_config);
  write_file(site.beside("answer"), facts.answer);
  write_file(site.beside("stamp"), inputs);
}

void judge(ConfigCheckResult& result, const KernelSite& site, const ConfigFacts& facts) {
  ConfigFindings findings = judge_facts(site.kernel, site.toolchain.name, facts);
  result.verdict = std::move(findings.verdict);
  result.config = std::move(findings.result);
}

}  // namespace

ConfigCheck::ConfigCheck(fs::path cache, ProcessRunner& processes, JobBudget& budget)
    : cache_(std::move(cache)), budget_(budget), make_(cache_ / "ccache", processes, budget, usual_limits()), configurator_(make_) {}

asio::awaitable<ConfigCheckResult> ConfigCheck::check(KernelSpec kernel, Toolchain toolchain,
                                                      std::function<void()> configuring) {
  const fs::path home = cache_ / "configs" / kernel.id;
  const KernelSite site{std::move(kernel), std::move(toolchain), home / "out", home / "config.log"};
  const std::string inputs = inputs_of(site);
  ConfigCheckResult result;
  if (const auto kept = recall(site, inputs)) {
    judge(result, site, *kept);
    result.cached = true;
    co_return result;
  }
  const JobTokens token = co_await budget_.acquire();
  const auto start = std::chrono::steady_clock::now();
  if (configuring) configuring();
  fs::create_directories(home);
  fs::remove(site.beside("stamp"));
  make_.prepare(site);
  result.verdict = co_await configurator_.configure(site);
  if (result.verdict.passed()) {
    const ConfigFacts facts = co_await configurator_.facts(site);
    keep(site, inputs, facts);
    judge(result, site, facts);
  }
  result.took = std::chrono::steady_clock::now() - start;
  co_return result;
}

}  // namespace gulliver
