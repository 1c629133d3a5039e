// SPDX-License-Identifier: MIT
#include <orchestrator/report/progress.hpp>
#include <orchestrator/report/text.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

namespace gulliver {
namespace {

std::string_view code_of(Colour colour) {
  constexpr std::array<std::string_view, 8> codes{"", "1", "2", "32", "31", "33", "35", "36"};
  return codes[static_cast<std::size_t>(colour)];
}

std::vector<int> column_widths(const std::vector<Row>& rows) {
  std::vector<int> widths;
  for (const Row& row : rows) {
    if (row.size() > widths.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_width(printable(row[i].text)));
  }
  return widths;
}

/// Blanks stay outside of the colour, so that they can be dropped at the end of a line.
std::string aligned_row(const Row& row, const std::vector<int>& widths, const TextStyle& style) {
  std::string line;
  std::string pending;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int lack = widths[i] - display_width(printable(row[i].text));
    const std::string blanks(static_cast<std::size_t>(lack), ' ');
    if (row[i].right) pending += blanks;
    if (!row[i].text.empty()) line += std::exchange(pending, {}) + paint(row[i].text, row[i].colour, style);
    if (!row[i].right) pending += blanks;
    pending += "  ";
  }
  return line;
}

}  // namespace

Colour colour_of(VerdictKind kind) {
  switch (fault_of(kind)) {
    case Fault::none:
      return Colour::green;
    case Fault::kernel:
      return Colour::red;
    case Fault::input:
      return Colour::yellow;
    case Fault::farm:
      return Colour::magenta;
  }
  return Colour::none;
}

std::string paint(std::string_view text, Colour colour, const TextStyle& style) {
  std::string safe = printable(text);
  if (!style.colour || colour == Colour::none || safe.empty()) return safe;
  return "\x1b[" + std::string(code_of(colour)) + "m" + safe + "\x1b[0m";
}

std::vector<std::string> aligned(const std::vector<Row>& rows, const TextStyle& style) {
  const std::vector<int> widths = column_widths(rows);
  std::vector<std::string> lines;
  for (const Row& row : rows) lines.push_back(aligned_row(row, widths, style));
  return lines;
}

std::string thousands(int number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits[0] == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string counted(int number, std::string_view noun) {
  return thousands(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string duration_text(Seconds seconds) {
  if (seconds.count() >= 59.95) return clock_text(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", std::max(0.0, seconds.count()));
  return text;
}

std::string moment_text(Moment moment) {
  const std::time_t time = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[64];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
  return std::string(text, size);
}

std::string counts_text(const TestCounts& counts) {
  std::string text;
  const auto add = [&](int number, std::string_view name) {
    if (number > 0) text += (text.empty() ? "" : ", ") + thousands(number) + " " + std::string(name);
  };
  add(counts.passed, "passed");
  add(counts.failed, "failed");
  add(counts.skipped, "skipped");
  add(counts.missing, "missing");
  return text;
}

}  // namespace gulliver
