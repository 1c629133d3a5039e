// SPDX-License-Identifier: MIT
#include <orchestrator/cli/completion.hpp>

#include <runners/model/shell_word.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// A text inside of a specification of _arguments or _describe.
std::string spec_text(const std::string& text) {
  std::string safe;
  for (const char c : one_line(text)) {
    if (c == '\\' || c == ':' || c == '[' || c == ']') safe += '\\';
    safe += c;
  }
  return safe;
}

/// "_gulliver_image_build"
std::string function_name(const CommandFacts& command) {
  std::string name = "_" + command.name;
  std::ranges::replace_if(name, [](char c) { return c == ' ' || c == '-'; }, '_');
  return name;
}

/// ":FORMAT:(text html)": a value's name, and how it is completed.
std::string value_spec(const OptionFacts& option) {
  std::string spec = ":" + spec_text(option.value) + ":";
  switch (option.kind) {
    case OptionFacts::Value::choice:
      spec += "(";
      for (const std::string& choice : option.choices) spec += (spec.ends_with('(') ? "" : " ") + choice;
      return spec + ")";
    case OptionFacts::Value::file: return spec + "_files";
    case OptionFacts::Value::folder: return spec + "_files -/";
    case OptionFacts::Value::any:
    case OptionFacts::Value::none: break;
  }
  return spec;
}

std::string argument_spec(const OptionFacts& option) {
  if (option.repeated) return "*" + value_spec(option);
  return (option.required ? "" : ":") + value_spec(option);
}

/// One for each of its names.
std::string option_specs(const OptionFacts& option) {
  std::string text, others;
  for (const std::string& name : option.names) others += (others.empty() ? "" : " ") + name;
  for (const std::string& name : option.names) {
    std::string spec = option.repeated ? "*" : option.names.size() > 1 ? "(" + others + ")" : "";
    const bool has_value = option.kind != OptionFacts::Value::none;
    spec += name + (!has_value ? "" : name.starts_with("--") ? "=" : "+") + "[" + spec_text(option.about) + "]";
    text += " \\\n        " + shell_word(spec + (has_value ? value_spec(option) : ""));
  }
  return text;
}

std::string specs(const CommandFacts& command) {
  std::string text;
  for (const OptionFacts& option : command.options)
    text += option.is_argument() ? " \\\n        " + shell_word(argument_spec(option)) : option_specs(option);
  return text;
}

/// Of a command with others below it: which there are, and who completes the rest of the line.
std::string inner_commands(const CommandFacts& command) {
  std::string names, cases;
  for (const CommandFacts& inner : command.commands) {
    names += "                " + shell_word(inner.word() + ":" + spec_text(inner.about)) + "\n";
    cases += "                " + inner.word() + ") " + function_name(inner) + " ;;\n";
  }
  return "    case $state in\n        command)\n            commands=(\n" + names +
         "            )\n            _describe -t commands command commands ;;\n        rest)\n"
         "            case $words[1] in\n" + cases + "            esac ;;\n    esac\n";
}

std::string function(const CommandFacts& command) {
  std::string text = function_name(command) + "() {\n    local curcontext=\"$curcontext\" state line\n"
                     "    local -a commands\n    typeset -A opt_args\n    _arguments -C" + specs(command);
  if (!command.commands.empty()) text += " \\\n        '1: :->command' \\\n        '*:: :->rest'";
  return text + "\n" + (command.commands.empty() ? "" : inner_commands(command)) + "}\n";
}

}  // namespace

std::string zsh_completion(const CommandFacts& program) {
  std::string text =
      "#compdef gulliver\n# SPDX-License-Identifier: MIT\n# Completion for gulliver, made from its --help.\n";
  for (const CommandFacts* command : all_commands(program)) text += "\n" + function(*command);
  return text + "\n_gulliver \"$@\"\n";
}

}  // namespace gulliver
