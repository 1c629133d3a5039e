// SPDX-License-Identifier: MIT
#include <runners/kernel/kconfig_words.hpp>

#include <algorithm>
#include <iterator>
#include <regex>
#include <sstream>

namespace gulliver {
namespace {

std::string setting(const ConfigOption& option) { return option.name + "=" + option.value; }

std::string place(const ConfigOption& option) {
  return option.file.empty() ? "no fragment (every cell needs it)" : option.file + ":" + std::to_string(option.line);
}

void join(std::string& text, const std::string& more, const char* between) {
  if (more.empty()) return;
  text += (text.empty() ? "" : between) + more;
}

/// "A, B or C" of " A B C"; of a long list the beginning.
std::string alternatives(const std::string& listed) {
  constexpr std::size_t most = 5;
  std::istringstream stream(listed);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return words.size() > most ? text + " and others" : text;
}

/// Facts of kind `need` on the same symbol that stand together, the shortest first:
/// "RUST needs !RANDSTRUCT and (!MODVERSIONS || GENDWARFKSYMS)".
std::string needs(std::vector<KconfigFact>::const_iterator from, std::vector<KconfigFact>::const_iterator to) {
  std::vector<std::string> clauses;
  for (auto fact = from; fact != to; ++fact)
    clauses.push_back(to - from > 1 && fact->text.find("||") != std::string::npos ? "(" + fact->text + ")" : fact->text);
  std::ranges::stable_sort(clauses, {}, [](const std::string& clause) { return clause.size(); });
  std::string text;
  for (const std::string& clause : clauses) join(text, clause, " and ");
  return from->symbol + " needs " + text;
}

/// "rustc is 1.85.0" where a version is compared.
std::string versions(const std::string& valued) {
  static const std::regex comparison(R"((\w+)_VERSION \[=(\d+)\] ?([<>]=?) ?(\d+))");
  std::smatch found;
  if (!std::regex_search(valued, found, comparison)) return "";
  const std::string symbol = found[1].str() + "_VERSION";
  std::string tool = found[1];
  std::ranges::transform(tool, tool.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (found[2] == "0") return "the toolchain has no " + tool;
  return tool + " is " + version_text(symbol, std::stol(found[2])) + ", not " + found[3].str() + " " +
         version_text(symbol, std::stol(found[4]));
}

/// Symbols that an unmet dependency wants to be off, and that are on.
std::vector<std::string> in_the_way(const LostOption& lost) {
  static const std::regex hindrance(R"(!(\w+) \[=([ym])\])");
  std::vector<std::string> symbols;
  for (const KconfigFact& fact : lost.facts) {
    if (fact.kind != "need") continue;
    for (std::sregex_iterator it(fact.valued.begin(), fact.valued.end(), hindrance), end; it != end; ++it)
      if (std::ranges::find(symbols, (*it)[1].str()) == symbols.end()) symbols.push_back((*it)[1]);
  }
  std::ranges::stable_sort(symbols, {}, [&](const std::string& symbol) { return symbol.size(); });
  return symbols;
}

bool names(const std::vector<ConfigOption>& options, const std::string& symbol) {
  return std::ranges::find(options, symbol, &ConfigOption::name) != options.end();
}

/// "RANDSTRUCT=y comes from RANDSTRUCT_FULL=y (a.config:1)", or "RANDSTRUCT=y comes from a.config:1".
std::string origin(const LostOption& lost, const std::vector<ConfigOption>& causes) {
  std::string derived;
  std::string text;
  for (const std::string& symbol : in_the_way(lost))
    if (!names(causes, symbol)) join(derived, symbol + "=y", " and ");
  for (const ConfigOption& cause : causes) {
    const bool named = std::ranges::any_of(lost.facts, [&](const KconfigFact& fact) {
      return std::regex_search(fact.text, std::regex("\\b" + cause.name + "\\b"));
    });
    if (!named && !derived.empty())
      join(text, derived + (derived.find(" and ") == derived.npos ? " comes from " : " come from ") + setting(cause) +
                     " (" + place(cause) + ")", "; ");
    else
      join(text, setting(cause) + (named ? " comes from " + place(cause) : " (" + place(cause) + ") stands in its way"),
           "; ");
  }
  return text;
}

/// Facts that are an end in themselves: no requested option need be looked for behind them.
bool speaks_for_itself(const KconfigFact& fact) {
  static const std::vector<std::string> kinds{"probe", "unasked", "selectors", "promptless", "undefined", "range"};
  return std::ranges::find(kinds, fact.kind) != kinds.end() || !versions(fact.valued).empty();
}

}  // namespace

std::string KconfigWords::chain(const LostOption& lost, const ConfigOption& self,
                                const std::vector<ConfigOption>& causes) const {
  std::string text;
  for (auto fact = lost.facts.begin(); fact != lost.facts.end();) {
    auto next = fact + 1;
    if (fact->kind == "need") {
      while (next != lost.facts.end() && next->kind == "need" && next->symbol == fact->symbol) ++next;
      join(text, needs(fact, next), "; ");
      for (; fact != next; ++fact) join(text, versions(fact->valued), "; ");
    } else {
      join(text, words_of(*fact, self), "; ");
    }
    fact = next;
  }
  if (text.empty()) text = setting(self) + " is lost";
  join(text, origin(lost, causes), "; ");
  if (causes.empty() && std::ranges::none_of(lost.facts, speaks_for_itself))
    text += "; nothing that was requested stands in its way";
  return text;
}

std::string KconfigWords::words_of(const KconfigFact& fact, const ConfigOption& self) const {
  if (fact.kind == "undefined") return undefined(self);
  if (fact.kind == "probe") return probe(fact);
  if (fact.kind == "unasked") return "nothing asks for " + fact.symbol;
  if (fact.kind == "promptless") return fact.symbol + " has no prompt, so that nothing can ask for it";
  if (fact.kind == "on") return setting(self) + " was asked for, but " + fact.text + " turns it on";
  if (fact.kind == "choice") return fact.symbol + " and " + fact.text + " are members of one choice, which took " + fact.text;
  if (fact.kind == "range") return setting(self) + " is outside of its range " + fact.text;
  if (fact.kind == "value") return setting(self) + " was asked for, and it came out as " + fact.text;
  if (fact.kind == "selectors")
    return fact.symbol + " comes with " + alternatives(fact.text) + ", and nothing turns that on";
  return "";
}

std::string KconfigWords::undefined(const ConfigOption& option) const {
  const std::string asked = option.name + " (asked for in " + place(option) + ")";
  const auto place = answer.defined.find(option.name);
  if (place == answer.defined.end()) return asked + " is defined by no Kconfig file of this tree";
  return asked + " is defined by no Kconfig file that ARCH=" + linux_arch + " reads, only by " + place->second;
}

std::string KconfigWords::probe(const KconfigFact& fact) const {
  const std::string blame = "toolchain " + toolchain;
  if (fact.symbol == "RUST_IS_AVAILABLE" && !answer.rust_complaint.empty())
    return blame + ": " + answer.rust_complaint;
  const auto macro = answer.macros.find(fact.place);
  if (macro == answer.macros.end() || macro->second.find("$(") == std::string::npos)
    return fact.symbol + " is n (" + fact.place + ")";
  return fact.symbol + " is n: " + blame + " fails " + macro->second + " (" + fact.place + ")";
}

std::string version_text(const std::string& symbol, long number) {
  if (symbol == "PAHOLE_VERSION") return std::to_string(number / 100) + "." + std::to_string(number % 100);
  const long unit = symbol == "RUSTC_VERSION" || symbol == "BINDGEN_VERSION" ? 100000 : 10000;
  if (number < 10000) return std::to_string(number);
  return std::to_string(number / unit) + "." + std::to_string(number % unit / 100) + "." + std::to_string(number % 100);
}

}  // namespace gulliver
