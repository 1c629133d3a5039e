// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/command_facts.hpp>

#include <string>

namespace gulliver {

// Scripts that complete a program's command line: commands, options, the values of those that have a set of
// them, and files or folders where one is asked for. None of them runs the program.

/// For bash, with or without bash-completion.
std::string bash_completion(const CommandFacts& program);

/// For zsh, as a file of its $fpath.
std::string zsh_completion(const CommandFacts& program);

/// For fish.
std::string fish_completion(const CommandFacts& program);

}  // namespace gulliver
