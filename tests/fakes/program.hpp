// SPDX-License-Identifier: MIT
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace gulliver {

/// What the program printed, both outputs together, and its exit code.
struct ProgramResult {
  std::string output;
  int code = -1;
};

/// Runs the program through a shell, with `environment` ("XDG_CACHE_HOME=/x ...") before it. The
/// log of progress goes to standard error; `arguments` may send it away.
inline ProgramResult run_gulliver(const std::string& arguments, const std::string& environment) {
  const std::string line = environment + " " BINARY_ROOT "/gulliver " + arguments;
  FILE* pipe = ::popen(("{ " + line + " ; } 2>&1").c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + line);
  ProgramResult result;
  std::array<char, 4096> block{};
  for (std::size_t size; (size = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    result.output.append(block.data(), size);
  const int status = ::pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace gulliver
