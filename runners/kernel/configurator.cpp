// SPDX-License-Identifier: MIT
#include <runners/kernel/configurator.hpp>

#include <runners/files/files.hpp>
#include <runners/kernel/build_log.hpp>
#include <runners/kernel/config_gate.hpp>
#include <runners/kernel/config_reason.hpp>
#include <runners/kernel/fragment.hpp>
#include <runners/kernel/kconfig_answer.hpp>
#include <runners/kernel/kconfig_probe.c.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr const char* base_file = "base.config";
constexpr const char* probe_name = "gulliver_probe";

/// The request compared with a .config. Whether the tree defines an optional option is for `defined` to say.
ConfigResult compare(const KernelSpec& kernel, const std::string& dot_config, const std::set<std::string>& defined) {
  return compare_config(kernel.request, parse_dot_config(dot_config), defined);
}

/// Links the probe with the objects that configuring left behind.
std::vector<std::string> compile_command() {
  const std::string sources = std::string(inside::source) + "/scripts/";
  const std::string objects = std::string(inside::build) + "/scripts/kconfig/";
  std::vector<std::string> argv{"clang", "-O1", "-std=gnu11", "-w", "-I", sources + "kconfig", "-I", sources + "include",
                                "-x", "c", "-", "-x", "none"};
  for (const char* name : {"confdata", "expr", "lexer.lex", "menu", "parser.tab", "preprocess", "symbol", "util"})
    argv.push_back(objects + name + ".o");
  argv.insert(argv.end(), {"-o", objects + probe_name});
  return argv;
}

/// `make config`, with the probe in the place of conf: so it has the environment that Kconfig's macros need.
std::vector<std::string> probe_targets(const ConfigRequest& request) {
  std::vector<std::string> targets{"GULLIVER_REQUEST=" + std::string(request_place)};
  if (!takes_request(request.base)) {
    targets.push_back("GULLIVER_BASE=" + std::string(inside::build) + "/" + base_file);
    targets.push_back("GULLIVER_MODE=default");
  } else if (request.base == "alldefconfig") {
    targets.push_back("GULLIVER_MODE=default");
  } else {
    targets.push_back(std::string("GULLIVER_MODE=") +
                      (request.base == "allyesconfig" ? "y" : request.base == "allmodconfig" ? "m" : "n"));
  }
  targets.push_back(std::string("config-prog=") + probe_name);
  targets.push_back("config");
  return targets;
}

/// Optional options that are not there as asked, and lost ones that Kconfig does not know: where are they defined?
std::string definition_lines(const KernelSpec& kernel, const ConfigResult& result, const KconfigAnswer& answer) {
  std::set<std::string> names;
  for (const ConfigOption& option : result.unknown) names.insert(option.name);
  for (const LostOption& lost : answer.lost)
    if (!lost.facts.empty() && lost.facts[0].kind == "undefined") names.insert(lost.name);
  std::string lines;
  for (const auto& [name, place] : definitions(names, kernel.source)) lines += kconfig_line("defined", name, place);
  return lines;
}

bool begins_entry(const std::string& line) {
  return line.starts_with("config ") || line.starts_with("menuconfig ") || line.starts_with("choice");
}

/// The macro that decided: the first one from the line on that Kconfig names ("init/Kconfig:71"), in the same entry.
std::string macro_at(const fs::path& tree, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  int first = 0;
  if (colon != place.npos) std::from_chars(place.data() + colon + 1, place.data() + place.size(), first);
  if (first < 1) return "";
  std::istringstream lines(read_plain_file(tree, place.substr(0, colon), longest_kconfig));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (number < first) continue;
    if (number > first && begins_entry(line)) break;
    if (const std::size_t macro = line.find("$("); macro != line.npos) return line.substr(macro);
  }
  return "";
}

std::string macro_lines(const KernelSpec& kernel, const KconfigAnswer& answer) {
  std::string lines;
  for (const LostOption& lost : answer.lost)
    for (const KconfigFact& fact : lost.facts)
      if (fact.kind == "probe") lines += kconfig_line("macro", fact.place, macro_at(kernel.source, fact.place));
  return lines;
}

/// Whether the tree's own script has to say what is wrong with the toolchain.
bool rust_in_doubt(const ConfigResult& result, const KconfigAnswer& answer) {
  const auto is_rust = [](const DroppedOption& dropped) { return dropped.wanted.name == "RUST"; };
  if (!answer.complete) return std::ranges::any_of(result.dropped, is_rust);
  for (const LostOption& lost : answer.lost)
    for (const KconfigFact& fact : lost.facts)
      if (fact.kind == "probe" && fact.symbol == "RUST_IS_AVAILABLE") return true;
  return false;
}

}  // namespace

ConfigFindings judge_facts(const KernelSpec& kernel, const std::string& toolchain, const ConfigFacts& facts) {
  const KconfigAnswer answer = parse_kconfig_answer(facts.answer);
  std::set<std::string> defined;
  for (const auto& [name, place] : answer.defined) defined.insert(name);
  ConfigFindings findings{{}, compare(kernel, facts.dot_config, defined)};
  const ConfigCase found{kernel, toolchain, findings.result, answer};
  findings.verdict = judge_config(found);
  findings.result.unmet = unmet_options(found);
  return findings;
}

asio::awaitable<Verdict> Configurator::configure(KernelSite site) {
  const ConfigRequest& request = site.kernel.request;
  const bool whole = takes_request(request.base);
  std::vector<std::string> targets = whole ? configure_targets(request) : std::vector<std::string>{request.base};
  ProcessResult result = co_await make_.make(site, std::move(targets));
  if (result.ok() && !whole) {
    const std::string base = site.read_dot_config();
    write_file(site.folder / base_file, base);
    write_file(site.dot_config(), base + render_request(request));
    std::vector<std::string> settle{"olddefconfig"};
    result = co_await make_.make(site, std::move(settle));
  }
  if (result.ok()) co_return Verdict{VerdictKind::passed, ""};
  const std::string complaint = rust_complaint(result.tail);
  if (!complaint.empty()) co_return Verdict{VerdictKind::broken, "toolchain " + site.toolchain.name + ": " + complaint};
  const std::string log = read_file(site.log);
  if (const std::string trouble = machine_trouble(log); !trouble.empty())
    co_return Verdict{VerdictKind::broken, trouble};
  co_return Verdict{VerdictKind::build_failed, "configuration failed: " + build_failure(parse_build_log(log)).reason};
}

asio::awaitable<ConfigFacts> Configurator::facts(KernelSite site) {
  ConfigFacts facts{site.read_dot_config(), ""};
  ConfigResult result = compare(site.kernel, facts.dot_config, {});
  facts.answer = definition_lines(site.kernel, result, {});
  std::set<std::string> defined;
  for (const auto& [name, place] : parse_kconfig_answer(facts.answer).defined) defined.insert(name);
  result = compare(site.kernel, facts.dot_config, defined);
  if (result.dropped.empty()) co_return facts;
  facts.answer += co_await ask_kconfig(site);
  const KconfigAnswer answer = parse_kconfig_answer(facts.answer);
  facts.answer += definition_lines(site.kernel, {}, answer) + macro_lines(site.kernel, answer);
  if (rust_in_doubt(result, answer)) facts.answer += co_await ask_rust(site);
  co_return facts;
}

/// A tree whose library the probe cannot be linked with leaves the answer empty, and the verdict with less to say.
asio::awaitable<std::string> Configurator::ask_kconfig(const KernelSite& site) {
  std::string source(kconfig_probe_c);
  const ProcessResult compiled = co_await make_.run(site, compile_command(), std::move(source));
  if (!compiled.ok()) co_return "";
  std::string answer;
  const auto on_line = [&answer](std::string_view line) {
    if (line.starts_with("gulliver\t")) answer.append(line).append("\n");
    return Reading::go_on;
  };
  std::vector<std::string> targets = probe_targets(site.kernel.request);
  co_await make_.make(site, std::move(targets), on_line);
  co_return answer;
}

/// The tree's own script says which tool is missing or too old (`make rustavailable`).
asio::awaitable<std::string> Configurator::ask_rust(const KernelSite& site) {
  std::vector<std::string> targets{"rustavailable"};
  const ProcessResult result = co_await make_.make(site, std::move(targets));
  co_return result.ok() ? "" : kconfig_line("rust", rust_complaint(result.tail), "");
}

}  // namespace gulliver
