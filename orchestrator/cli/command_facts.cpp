// SPDX-License-Identifier: MIT
#include <orchestrator/cli/command_facts.hpp>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace gulliver {
namespace {

/// Those of "github|gitlab", as one_of() says it; a type in capitals, "DIR|URL", is no choice of words.
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  if (type.find('|') == type.npos || std::ranges::any_of(type, [](unsigned char c) { return std::isupper(c); })) return choices;
  return boost::algorithm::split(choices, type, boost::is_any_of("|"));
}

/// Whether one of "RUN|MATRIX" is it.
bool has_word(const std::string& value, const std::set<std::string>& wanted) {
  std::istringstream words(value);
  for (std::string word; std::getline(words, word, '|');)
    if (wanted.contains(word)) return true;
  return false;
}

/// CLI11 calls most values TEXT; the option's own name says more.
std::string value_name(const CLI::Option& option, const std::string& type) {
  if (option.get_positional()) return option.get_name(true);
  if (type == "INT" || type == "UINT" || type == "FLOAT") return "N";
  if (type == "TEXT" || !choices_of(type).empty()) return upper_case(option.get_lnames().front());
  return type;
}

OptionFacts::Value kind_of(const OptionFacts& option) {
  if (!option.choices.empty()) return OptionFacts::Value::choice;
  if (has_word(option.value, {"FILE", "MATRIX"})) return OptionFacts::Value::file;
  return has_word(option.value, {"DIR"}) ? OptionFacts::Value::folder : OptionFacts::Value::any;
}

OptionFacts facts_of(const CLI::Option& option) {
  OptionFacts facts;
  for (const std::string& name : option.get_snames()) facts.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) facts.names.push_back("--" + name);
  facts.about = option.get_description();
  facts.group = option.get_group();
  facts.standard = option.get_default_str();
  facts.required = option.get_required();
  facts.repeated = option.get_items_expected_max() > 1;
  if (option.get_items_expected_max() == 0) return facts;
  const std::string type = option.get_type_name();
  facts.choices = choices_of(type);
  facts.value = value_name(option, type.substr(0, type.find(':')));
  facts.kind = kind_of(facts);
  return facts;
}

CommandFacts facts_of(const CLI::App& app, const std::string& name) {
  CommandFacts facts{name, app.get_description(), app.get_footer(), {}, {}};
  for (const CLI::Option* option : app.get_options())
    if (!option->get_group().empty()) facts.options.push_back(facts_of(*option));
  for (const CLI::App* command : app.get_subcommands(std::function<bool(const CLI::App*)>()))
    if (!command->get_group().empty()) facts.commands.push_back(facts_of(*command, name + " " + command->get_name()));
  return facts;
}

void collect(const CommandFacts& command, std::vector<const CommandFacts*>& all) {
  all.push_back(&command);
  for (const CommandFacts& inner : command.commands) collect(inner, all);
}

}  // namespace

std::string CommandFacts::path() const {
  const std::size_t space = name.find(' ');
  return space == name.npos ? "" : name.substr(space + 1);
}

CommandFacts command_facts(const CLI::App& program) { return facts_of(program, program.get_name()); }

std::vector<const CommandFacts*> all_commands(const CommandFacts& program) {
  std::vector<const CommandFacts*> all;
  collect(program, all);
  return all;
}

std::string one_line(const std::string& about) {
  std::string line = about;
  std::ranges::replace(line, '\n', ' ');
  return line;
}

std::string upper_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace gulliver
