// SPDX-License-Identifier: MIT
#pragma once

#include <tests/fakes/shell.hpp>

#include <string>

namespace gulliver {

using ProgramResult = ShellResult;

/// Runs the program through a shell, with `environment` ("XDG_CACHE_HOME=/x ...") before it. The
/// log of progress goes to standard error; `arguments` may send it away.
inline ProgramResult run_gulliver(const std::string& arguments, const std::string& environment) {
  return run_shell(environment + " " BINARY_ROOT "/gulliver " + arguments);
}

}  // namespace gulliver
