// SPDX-License-Identifier: MIT
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace gulliver {

/// A real console in tests/data/console, and what a person counted in it.
struct Console {
  const char* name;
  int suites;
  int doctests;
  int tests;  ///< doctests and unit tests; one of them is skipped
};

inline constexpr Console consoles[] = {
    {"arm64-7.2", 8, 322, 359}, {"hard-7.2", 8, 316, 353},   {"mips-7.2", 8, 318, 355},
    {"mips-7.3", 10, 354, 393}, {"ppc32-7.3", 10, 356, 395}, {"riscv-7.2", 8, 318, 355},
    {"s390-7.2", 8, 314, 351},  {"x86-7.2", 8, 316, 353},
};

inline std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(TEST_DATA "/" + name + ".log");
  if (!file) throw std::runtime_error("no console " + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

inline std::vector<std::string> lines_of(const Console& console) {
  return lines_of(std::string("console/") + console.name);
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace gulliver
