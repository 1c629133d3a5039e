// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/week/week_report.hpp>

#include <string>
#include <vector>

namespace gulliver {

enum class Tone { bad, warning, good, plain };

/// A line, and what belongs to it. Texts are as they came: each rendering makes them harmless.
struct WeekItem {
  std::string text;
  std::vector<std::string> details = {};
  std::string link = {};  ///< address of the test, or of the first of the cells; may be empty
  bool operator==(const WeekItem&) const = default;
};

struct WeekSection {
  Tone tone = Tone::plain;
  std::string title;
  std::vector<WeekItem> items;  ///< at least one
};

/// What both the text and the HTML of a week are made of.
struct WeekPage {
  std::string title;               ///< "all.yaml, 2026-11-19 to 2026-11-26"
  std::vector<std::string> facts;  ///< cells and tests in numbers, trees
  std::vector<WeekSection> sections;
};

/// A page for each. Tools that the first has listed are not listed again.
std::vector<WeekPage> pages_of(const std::vector<Week>& weeks, const WeekLinks& links = {});

/// "2026-11-26"
std::string day_text(Moment moment);

/// "all.yaml"
std::string matrix_name(const Week& week);

}  // namespace gulliver
