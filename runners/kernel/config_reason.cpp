// SPDX-License-Identifier: MIT
#include <runners/kernel/config_reason.hpp>

#include <runners/kernel/config_gate.hpp>
#include <runners/kernel/kconfig_words.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr std::size_t told_at_most = 3;  ///< lost options that a reason goes into

bool is_dropped(const ConfigResult& result, const std::string& name) {
  return std::ranges::any_of(result.dropped, [&](const DroppedOption& d) { return d.wanted.name == name; });
}

/// Those that the comparison finds lost too: an optional option that nothing defines is not.
std::vector<LostOption> lost_options(const ConfigCase& found) {
  std::vector<LostOption> lost = found.answer.lost;
  std::erase_if(lost, [&](const LostOption& option) { return !is_dropped(found.result, option.name); });
  return lost;
}

std::vector<ConfigOption> options_named(const ConfigRequest& request, const std::vector<std::string>& names) {
  std::vector<ConfigOption> options;
  for (const ConfigOption& option : effective_options(request))
    if (std::ranges::find(names, option.name) != names.end()) options.push_back(option);
  return options;
}

std::string reason_of(const ConfigCase& found, const std::vector<LostOption>& lost) {
  std::string reason;
  for (std::size_t i = 0; i < std::min(lost.size(), told_at_most); ++i) {
    const auto causes = options_named(found.kernel.request, lost[i].causes);
    const auto self = options_named(found.kernel.request, {lost[i].name});
    const KconfigWords words{found.answer, found.toolchain, found.kernel.linux_arch};
    reason += (i == 0 ? "" : "; and ") + words.chain(lost[i], self.at(0), causes);
  }
  if (lost.size() > told_at_most)
    reason += "; and " + std::to_string(lost.size() - told_at_most) + " more are lost for other reasons";
  const std::size_t rest = found.result.dropped.size() - lost.size();
  if (rest > 0) reason += " (lost with it: " + std::to_string(rest) + (rest == 1 ? " option)" : " options)");
  return reason;
}

}  // namespace

Verdict judge_config(const ConfigCase& found) {
  if (found.result.dropped.empty()) return {VerdictKind::passed, ""};
  const std::vector<LostOption> lost = lost_options(found);
  if (!found.answer.complete || lost.empty()) {
    const std::string& complaint = found.answer.rust_complaint;
    const std::string rust = complaint.empty() ? "" : "toolchain " + found.toolchain + ": " + complaint;
    return {VerdictKind::config_dropped, dropped_reason(found.result, rust)};
  }
  const bool finding = std::ranges::all_of(lost, &LostOption::excludes_rust);
  return {finding ? VerdictKind::unsupported : VerdictKind::config_dropped, reason_of(found, lost)};
}

std::vector<UnmetOption> unmet_options(const ConfigCase& found) {
  std::vector<UnmetOption> unmet;
  for (const LostOption& lost : lost_options(found)) {
    UnmetOption& option = unmet.emplace_back();
    option.option = lost.name;
    for (const KconfigFact& fact : lost.facts) {
      if (fact.kind == "depends") option.dependency = fact.text;
      if (fact.kind == "select")
        option.dependency += (option.dependency.empty() ? "" : "; ") + fact.symbol + " is selected by: " + fact.text;
    }
    option.causes = options_named(found.kernel.request, lost.causes);
  }
  return unmet;
}

}  // namespace gulliver
