// SPDX-License-Identifier: MIT
#include <orchestrator/cli/program.hpp>

namespace gulliver {
int run_program(int, char**) { return exit_input; }
}  // namespace gulliver
