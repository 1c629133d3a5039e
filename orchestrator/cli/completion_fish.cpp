// SPDX-License-Identifier: MIT
#include <orchestrator/cli/completion.hpp>

namespace gulliver {
namespace {

constexpr const char* head = R"(# SPDX-License-Identifier: MIT
# Completion for gulliver, made from its --help.
function __gulliver_at --description 'Whether the command line has come to this command'
    set -l at
    for word in (commandline -opc)[2..-1]
        switch "$at/$word"
)";

constexpr const char* tail = R"(        end
    end
    test "$at" = "$argv"
end

complete -c gulliver -f
)";

/// In single quotes only these two have a meaning.
std::string fish_word(const std::string& text) {
  std::string safe = "'";
  for (const char c : one_line(text)) {
    if (c == '\\' || c == '\'') safe += '\\';
    safe += c;
  }
  return safe + "'";
}

std::string steps(const CommandFacts& command) {
  std::string text;
  for (const CommandFacts& inner : command.commands)
    text += "            case " + fish_word(command.path() + "/" + inner.word()) + "\n                set at " +
            fish_word(inner.path()) + "\n";
  return text;
}

/// How a value is completed.
std::string value_words(const OptionFacts& option) {
  std::string choices;
  for (const std::string& choice : option.choices) choices += (choices.empty() ? "" : " ") + choice;
  switch (option.kind) {
    case OptionFacts::Value::choice: return " -x -a " + fish_word(choices);
    case OptionFacts::Value::file: return " -r -F";
    case OptionFacts::Value::folder: return " -x -a '(__fish_complete_directories)'";
    case OptionFacts::Value::any: return " -x";
    case OptionFacts::Value::none: break;
  }
  return "";
}

std::string name_words(const OptionFacts& option) {
  std::string text;
  for (const std::string& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return text;
}

std::string lines(const CommandFacts& command) {
  const std::string front = "complete -c gulliver -n " + fish_word("__gulliver_at " + fish_word(command.path()));
  std::string text;
  for (const CommandFacts& inner : command.commands)
    text += front + " -a " + inner.word() + " -d " + fish_word(inner.about) + "\n";
  for (const OptionFacts& option : command.options) {
    const std::string words = option.kind == OptionFacts::Value::choice ? value_words(option) : " -F";
    if (!option.is_argument())
      text += front + name_words(option) + value_words(option) + " -d " + fish_word(option.about) + "\n";
    else if (option.kind == OptionFacts::Value::choice || option.kind == OptionFacts::Value::file)
      text += front + words + "\n";
  }
  return text;
}

}  // namespace

std::string fish_completion(const CommandFacts& program) {
  std::string all_steps, all_lines;
  for (const CommandFacts* command : all_commands(program)) {
    all_steps += steps(*command);
    all_lines += lines(*command);
  }
  return head + all_steps + tail + all_lines;
}

}  // namespace gulliver
