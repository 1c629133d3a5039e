// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>
#include <orchestrator/week/sections.hpp>
#include <orchestrator/week/week_report.hpp>

namespace gulliver {
namespace {

/// Of a line beside a section, light enough for a dark page and dark enough for a light one.
std::string_view colour_of(Tone tone) {
  switch (tone) {
    case Tone::bad:
      return "#d64545";
    case Tone::warning:
      return "#c08a1e";
    case Tone::good:
      return "#3c9a56";
    case Tone::plain:
      return "#8a929c";
  }
  return "";
}

/// A sign, so that colour is never the only one.
std::string_view sign_of(Tone tone) {
  switch (tone) {
    case Tone::bad:
      return "✗ ";
    case Tone::warning:
      return "! ";
    case Tone::good:
      return "✓ ";
    case Tone::plain:
      return "";
  }
  return "";
}

std::string element(std::string_view name, std::string_view style, std::string_view inside) {
  return "<" + std::string(name) + " style=\"" + std::string(style) + "\">" + std::string(inside) + "</" + std::string(name) + ">\n";
}

bool is_link(std::string_view address) { return address.starts_with("https://") || address.starts_with("http://"); }

std::string linked(const std::string& address, const std::string& text) {
  return is_link(address) ? "<a href=\"" + escape_html(address) + "\">" + escape_html(text) + "</a>" : escape_html(text);
}

std::string item(const WeekItem& item) {
  std::string inside = linked(item.link, item.text);
  for (const std::string& detail : item.details)
    inside += "<br>\n<span style=\"opacity:.75;font-size:.9em\">" + escape_html(detail) + "</span>";
  return element("li", "margin:0 0 .45em 0;padding:0", inside);
}

std::string section(const WeekSection& section) {
  std::string items;
  for (const WeekItem& one : section.items) items += item(one);
  const std::string inside = element("h3", "font-size:1.05em;margin:0 0 .35em 0", std::string(sign_of(section.tone)) + escape_html(section.title)) +
                             element("ul", "margin:0;padding:0 0 0 1.1em", "\n" + items);
  return element("div", "border-left:4px solid " + std::string(colour_of(section.tone)) + ";padding:.1em 0 .1em .8em;margin:0 0 1.1em 0", "\n" + inside);
}

std::string week(const WeekPage& page) {
  std::string facts;
  for (const std::string& fact : page.facts) facts += (facts.empty() ? "" : "<br>\n") + escape_html(fact);
  std::string html = element("h2", "font-size:1.2em;margin:1.4em 0 .3em 0", escape_html(page.title)) + element("p", "margin:0 0 1em 0", facts);
  for (const WeekSection& one : page.sections) html += section(one);
  return html;
}

}  // namespace

std::string html_weeks(const std::vector<Week>& weeks, const WeekLinks& links) {
  const std::string title = escape_html(headline(weeks));
  std::string body = element("h1", "font-size:1.4em;line-height:1.25;margin:0", title);
  for (const WeekPage& page : pages_of(weeks, links)) body += week(page);
  if (is_link(links.site)) body += element("p", "margin:1.4em 0 0 0", linked(links.site, links.site));
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>" +
         title + "</title>\n</head>\n" +
         element("body", "margin:0;padding:1em;color-scheme:light dark",
                 "\n" + element("div", "max-width:42em;margin:0 auto;font:16px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif;overflow-wrap:anywhere",
                                "\n" + body)) +
         "</html>\n";
}

}  // namespace gulliver
