// SPDX-License-Identifier: MIT
#include <orchestrator/cli/program.hpp>

int main(int argc, char** argv) { return gulliver::run_program(argc, argv); }
