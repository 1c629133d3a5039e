// SPDX-License-Identifier: MIT
#include <orchestrator/cli/completion.hpp>

#include <runners/model/shell_word.hpp>

#include <boost/algorithm/string/join.hpp>

namespace gulliver {
namespace {

constexpr const char* head = R"(# SPDX-License-Identifier: MIT
# Completion for gulliver, made from its --help.
_gulliver()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} at= i
    COMPREPLY=()
    if [[ $cur == "=" ]]; then
        cur=
    elif [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$at/${COMP_WORDS[i]}" in
)";

constexpr const char* middle = R"(        esac
    done
    case "$at $prev" in
)";

constexpr const char* tail = R"(}
complete -F _gulliver gulliver
)";

std::string reply(const std::string& words) {
  return "mapfile -t COMPREPLY < <(compgen -W " + shell_word(words) + " -- \"$cur\")";
}

/// Completes the value of an option or an argument; empty where any value will do.
std::string reply(const OptionFacts& option) {
  const std::string names = "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen ";
  switch (option.kind) {
    case OptionFacts::Value::choice: return reply(boost::algorithm::join(option.choices, " "));
    case OptionFacts::Value::file: return names + "-f -- \"$cur\")";
    case OptionFacts::Value::folder: return names + "-d -- \"$cur\")";
    case OptionFacts::Value::any:
    case OptionFacts::Value::none: break;
  }
  return "";
}

/// "        '/image') at=image ;;": how a word leads from one command to the next.
std::string steps(const CommandFacts& command) {
  std::string text;
  for (const CommandFacts& inner : command.commands)
    text += "            " + shell_word(command.path() + "/" + inner.word()) + ") at=" + shell_word(inner.path()) +
            " ;;\n";
  return text;
}

std::string values(const CommandFacts& command) {
  std::string text;
  for (const OptionFacts& option : command.options) {
    if (option.kind == OptionFacts::Value::none || option.is_argument()) continue;
    std::string cases;
    for (const std::string& name : option.names)
      cases += (cases.empty() ? "" : "|") + shell_word(command.path() + " " + name);
    const std::string action = reply(option);
    text += "        " + cases + ") " + (action.empty() ? "" : action + "; ") + "return ;;\n";
  }
  return text;
}

std::string words(const CommandFacts& command) {
  std::string options, inner, arguments;
  for (const OptionFacts& option : command.options) {
    if (!option.is_argument()) options += (options.empty() ? "" : " ") + boost::algorithm::join(option.names, " ");
    if (option.is_argument() && arguments.empty()) arguments = reply(option);
  }
  for (const CommandFacts& one : command.commands) inner += (inner.empty() ? "" : " ") + one.word();
  if (!inner.empty()) arguments = reply(inner);
  return "        " + shell_word(command.path()) + "/-*) " + reply(options) + " ;;\n" +
         (arguments.empty() ? "" : "        " + shell_word(command.path()) + "/*) " + arguments + " ;;\n");
}

}  // namespace

std::string bash_completion(const CommandFacts& program) {
  std::string all_steps, all_values, all_words;
  for (const CommandFacts* command : all_commands(program)) {
    all_steps += steps(*command);
    all_values += values(*command);
    all_words += words(*command);
  }
  return head + all_steps + middle + all_values + "    esac\n    case \"$at/$cur\" in\n" + all_words + "    esac\n" + tail;
}

}  // namespace gulliver
