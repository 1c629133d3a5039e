// SPDX-License-Identifier: MIT
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/wrapped.hpp>
#include <orchestrator/week/sections.hpp>
#include <orchestrator/week/week_report.hpp>

namespace gulliver {
namespace {

Colour colour_of(Tone tone) {
  switch (tone) {
    case Tone::bad:
      return Colour::red;
    case Tone::warning:
      return Colour::yellow;
    case Tone::good:
      return Colour::green;
    case Tone::plain:
      return Colour::bold;
  }
  return Colour::none;
}

void add_words(Page& page, const std::string& text, std::string_view lead, Colour colour = Colour::none) {
  for (const std::string& line : wrapped(text, page.style().width, lead)) page.line(line, colour);
}

void add_section(Page& page, const WeekSection& section) {
  page.gap();
  page.line(section.title, colour_of(section.tone));
  for (const WeekItem& item : section.items) {
    add_words(page, item.text, "* ");
    for (const std::string& detail : item.details) add_words(page, detail, "    ", Colour::dim);
    if (!item.link.empty()) add_words(page, item.link, "    ", Colour::dim);
  }
}

}  // namespace

std::string render_weeks(const std::vector<Week>& weeks, const TextStyle& style, const WeekLinks& links) {
  Page page(style);
  add_words(page, headline(weeks), "", Colour::bold);
  for (const WeekPage& week : pages_of(weeks, links)) {
    page.gap();
    add_words(page, week.title, weeks.size() > 1 ? "== " : "", Colour::bold);
    for (const std::string& fact : week.facts) add_words(page, fact, "  ");
    for (const WeekSection& section : week.sections) add_section(page, section);
  }
  return std::move(page).text();
}

}  // namespace gulliver
