// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// An option, a flag, or an argument without a name of its own, as --help tells of it.
struct OptionFacts {
  /// What a value is, for completion.
  enum class Value { none, any, choice, file, folder };

  std::vector<std::string> names;    ///< "-n", "--most"; none: an argument
  Value kind = Value::none;          ///< none: a flag
  std::string value;                 ///< "FILE", "N"; of an argument its name: "RUN|MATRIX"
  std::vector<std::string> choices;  ///< the values that there are, of a `choice`
  std::string about;                 ///< may have line ends
  std::string group;                 ///< heading of --help
  std::string standard;              ///< the value where it is left out; may be empty
  bool required = false;
  bool repeated = false;             ///< takes several values

  bool is_argument() const { return names.empty(); }
};

/// The program, or a command of it.
struct CommandFacts {
  std::string name;    ///< "gulliver", "gulliver image", "gulliver image build"
  std::string about;
  std::string footer;
  std::vector<OptionFacts> options;    ///< --help among them
  std::vector<CommandFacts> commands;  ///< in the order of --help

  std::string word() const { return name.substr(name.rfind(' ') + 1); }  ///< "build"
  std::string path() const;  ///< "image build"; of the program ""
};

/// What a program and its commands tell of themselves; hidden ones are left out.
CommandFacts command_facts(const CLI::App& program);

/// The program and everything below it, outer before inner.
std::vector<const CommandFacts*> all_commands(const CommandFacts& program);

/// An `about` in one line.
std::string one_line(const std::string& about);

std::string upper_case(std::string text);

}  // namespace gulliver
