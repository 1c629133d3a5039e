// SPDX-License-Identifier: MIT
#include <tests/faults/confusion.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace gulliver {
namespace {

constexpr int name_width = 18;

void add_class(std::vector<std::string>& classes, const std::string& name) {
  if (std::ranges::find(classes, name) == classes.end()) classes.push_back(name);
}

std::string totals(const std::vector<Observation>& observations) {
  const auto right =
      std::ranges::count_if(observations, [](const auto& o) { return o.planted == o.reported; });
  const auto false_passes = std::ranges::count_if(
      observations, [](const auto& o) { return o.reported == "passed" && o.planted != "passed"; });
  std::ostringstream text;
  text << observations.size() << " planted, " << right << " reported as what they are, " << false_passes
       << " passed that should not have\n";
  return text.str();
}

}  // namespace

std::string confusion_matrix(const std::vector<Observation>& observations) {
  std::vector<std::string> rows;
  for (const Observation& observation : observations) add_class(rows, observation.planted);
  std::vector<std::string> columns = rows;
  for (const Observation& observation : observations) add_class(columns, observation.reported);

  std::ostringstream text;
  text << std::left << std::setw(name_width + 4) << "planted \\ reported" << std::right;
  for (std::size_t i = 1; i <= columns.size(); ++i) text << std::setw(3) << i;
  text << "\n";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    text << std::setw(2) << i + 1 << "  " << std::left << std::setw(name_width) << columns[i] << std::right;
    if (i < rows.size())
      for (const std::string& column : columns) {
        const auto count = std::ranges::count_if(
            observations, [&](const auto& o) { return o.planted == rows[i] && o.reported == column; });
        text << std::setw(3) << (count ? std::to_string(count) : ".");
      }
    text << "\n";
  }
  return text.str() + totals(observations);
}

}  // namespace gulliver
