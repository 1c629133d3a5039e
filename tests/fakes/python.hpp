// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include <unistd.h>

namespace gulliver {

/// Whether a program for Debian's python3 ends well. `input` is its standard input.
inline bool run_python(const std::string& program, const std::string& argument = "",
                       const std::string& input = "") {
  char name[] = "/tmp/gulliver-answer-XXXXXX";
  ::close(::mkstemp(name));
  const std::string script = std::string(name) + ".py";
  std::ofstream(script) << program;
  std::ofstream(name) << input;
  const std::string command =
      "/usr/bin/python3 -W ignore " + script + " '" + argument + "' <" + name + " 2>" + script + ".err";
  const bool good = std::system(command.c_str()) == 0;
  for (const std::string& file : {std::string(name), script, script + ".err"}) std::remove(file.c_str());
  return good;
}

}  // namespace gulliver
