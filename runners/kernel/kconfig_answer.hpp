// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// One thing that Kconfig says of a lost option. What the texts are, by `kind`:
///   depends     text: what its prompt depends on, each symbol with its value
///   need        text: a part of that which is false; valued: the same with values; place: where Kconfig has it
///   select      text: what could select it (it has no prompt of its own), with values
///   selectors   text: symbols that would select it, none of which is on
///   probe       place: a macro decided it when Kconfig was read ($(success,...), $(cc-option,...))
///   unasked     it could be had, and nothing asks for it
///   promptless  it has no prompt: nothing can ask for it
///   on          text: an expression that turns it on although n was asked for; valued: with values
///   choice      text: the member that its choice took instead
///   range       text: the range that its value is outside of
///   value       text: the value that it got
///   undefined   no Kconfig file that this architecture reads defines it
struct KconfigFact {
  std::string kind, symbol, text, valued, place;
  bool operator==(const KconfigFact&) const = default;
};

/// An option that is lost for a reason of its own, and not because another is lost.
struct LostOption {
  std::string name;
  std::vector<KconfigFact> facts;
  std::vector<std::string> causes;        ///< requested options without which it is kept; a smallest set
  bool excludes_rust = false;             ///< it is kept without Rust, or is Rust and the causes are kept without it
  std::vector<std::string> consequences;  ///< other lost options that come back if this one does
};

/// What kconfig_probe.c found out, and what was looked up for it.
struct KconfigAnswer {
  std::vector<LostOption> lost;                ///< RUST first
  std::map<std::string, std::string> defined;  ///< symbol -> place in the tree, of those that were looked up
  std::map<std::string, std::string> macros;   ///< place -> the line of Kconfig there
  std::string rust_complaint;                  ///< of `make rustavailable`; empty: none, or it was not asked
  bool complete = false;                       ///< the probe came to its end
};

/// Reads lines of the form "gulliver<TAB>KIND<TAB>FIELD..."; all others are somebody else's.
KconfigAnswer parse_kconfig_answer(std::string_view text);

/// Such a line.
std::string kconfig_line(std::string_view kind, std::string_view first, std::string_view second);

}  // namespace gulliver
