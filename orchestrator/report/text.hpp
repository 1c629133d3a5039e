// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>
#include <runners/model/shell_word.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

enum class Colour { none, bold, dim, green, red, yellow, magenta, cyan };

/// Whose fault a verdict is, as a colour.
Colour colour_of(VerdictKind kind);

/// A text as it may go to a terminal: printable(), and in colour where the style has it.
std::string paint(std::string_view text, Colour colour, const TextStyle& style);

/// One field of a table, or one stretch of a line.
struct Field {
  std::string text;
  Colour colour = Colour::none;
  bool right = false;  ///< aligned to the right
};

using Row = std::vector<Field>;

/// Rows with their fields in columns, two blanks apart, no blanks at the end of a line.
std::vector<std::string> aligned(const std::vector<Row>& rows, const TextStyle& style);

/// "1,484"
std::string thousands(int number);

/// "1 cell", "1,484 cells"
std::string counted(int number, std::string_view noun);

/// "2.5 s" below a minute, "14:03" from there on.
std::string duration_text(Seconds seconds);

/// "2026-11-22 19:16:57 UTC"
std::string moment_text(Moment moment);

/// "369 passed, 2 failed"; kinds that no test has are left out.
std::string counts_text(const TestCounts& counts);

}  // namespace gulliver
