// SPDX-License-Identifier: MIT
#pragma once

namespace gulliver {

/// Exit codes of every command.
enum ExitCode {
  exit_ok = 0,      ///< all as expected
  exit_kernel = 1,  ///< the kernel is at fault
  exit_input = 2,   ///< bad usage or input
  exit_farm = 3,    ///< the farm is at fault
  exit_interrupted = 130,  ///< ended by Ctrl-C; what was measured until then is kept
};

/// The whole program but for main(): parses the arguments, runs the subcommand, and turns what
/// was thrown into one sentence on standard error and an exit code.
int run_program(int argc, char** argv);

}  // namespace gulliver
