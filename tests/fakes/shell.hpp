// SPDX-License-Identifier: MIT
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace gulliver {

/// What a command printed, both outputs together, and its exit code.
struct ShellResult {
  std::string output;
  int code = -1;
};

/// Runs a line of shell.
inline ShellResult run_shell(const std::string& line) {
  FILE* pipe = ::popen(("{ " + line + " ; } 2>&1").c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + line);
  ShellResult result;
  std::array<char, 4096> block{};
  for (std::size_t size; (size = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    result.output.append(block.data(), size);
  const int status = ::pclose(pipe);
  result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace gulliver
