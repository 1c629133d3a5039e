// SPDX-License-Identifier: MIT
#include <orchestrator/site/document.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// Nothing but the site's own style and script, whether it comes from a server or from a disk ("file:"), whatever a
/// console or a patch may have brought into a page.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// A field, "<td class=\"wide\"></td>", that has nothing in it.
bool is_empty(std::string_view field) {
  const std::size_t end = field.find('>');
  return end != field.npos && field.substr(end + 1).starts_with("</t");
}

bool is_number(std::string_view field) { return field.starts_with("<td class=\"number\""); }

}  // namespace

Document::Document(std::string path, std::string title) : path_(std::move(path)), title_(std::move(title)) {}

void Document::heading(std::string_view text, std::string_view id) {
  add(id.empty() ? "<h2>" : "<h2 id=\"" + std::string(id) + "\">");
  add(escape_html(text) + "</h2>\n");
}

std::string Document::link(std::string_view path, std::string_view text, std::string_view fragment) const {
  std::string address = to(path);
  if (!fragment.empty()) address += "#" + std::string(fragment);
  return "<a href=\"" + address + "\">" + escape_html(text) + "</a>";
}

std::string Document::html() && {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + std::string(policy) + "\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<title>" + escape_html(title_) + (path_ == front_path ? "" : " · Gulliver") + "</title>\n";
  html += "<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"" + to("gulliver.css") + "\">\n";
  html += "<script src=\"" + to("gulliver.js") + "\" defer></script>\n</head>\n<body>\n";
  html += "<a class=\"skip\" href=\"#main\">To the content</a>\n<nav aria-label=\"Site\">" + link(front_path, "Gulliver") + " " +
          link(front_path, "Abstractions", "map") + " " + link(runs_path, "Runs") + "</nav>\n";
  html += std::string("<main id=\"main\"") + (live_ ? " data-live" : "") + ">\n<h1>" + escape_html(title_) + "</h1>\n";
  return html + body_ + "</main>\n</body>\n</html>\n";
}

void Entries::add(std::string_view label, const std::string& html) {
  if (!html.empty()) html_ += "<dt>" + escape_html(label) + "</dt><dd>" + html + "</dd>\n";
}

bool Table::of_numbers(std::size_t column) const {
  return std::ranges::all_of(rows_, [&](const auto& fields) { return is_number(fields.at(column)) || is_empty(fields.at(column)); });
}

std::string Table::html() const {
  std::vector<bool> shown(heads_.size());
  for (std::size_t column = 0; column < heads_.size(); ++column)
    shown[column] = std::ranges::any_of(rows_, [&](const auto& fields) { return !is_empty(fields.at(column)); });
  const std::string caption = escape_html(caption_);
  std::string html = "<div class=\"table\" role=\"region\" aria-label=\"" + caption + "\" tabindex=\"0\">\n<table>\n<caption>" + caption +
                     "</caption>\n<thead><tr>";
  for (std::size_t column = 0; column < heads_.size(); ++column)
    if (shown[column])
      html += std::string("<th scope=\"col\"") + (of_numbers(column) ? " class=\"number\">" : ">") + escape_html(heads_[column]) + "</th>";
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& fields : rows_) {
    html += "<tr>";
    for (std::size_t column = 0; column < heads_.size(); ++column)
      if (shown[column]) html += fields[column];
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string td(std::string_view html) { return "<td>" + std::string(html) + "</td>"; }
std::string td_wide(std::string_view html) { return "<td class=\"wide\">" + std::string(html) + "</td>"; }
std::string td_text(std::string_view text) { return td(escape_html(text)); }
std::string th(std::string_view html) { return "<th scope=\"row\">" + std::string(html) + "</th>"; }

std::string td(Outcome outcome, std::string_view html) {
  return "<td class=\"" + std::string(name_of(outcome)) + "\">" + std::string(sign_of(outcome)) + std::string(html) + "</td>";
}

std::string td_by(long value, std::string_view html) {
  return "<td class=\"number\" data-value=\"" + std::to_string(value) + "\">" + std::string(html) + "</td>";
}

Outcome outcome_of(Word word) {
  return word == Word::good ? Outcome::passed : word == Word::bad ? Outcome::failed : Outcome::broken;
}

Outcome outcome_of(TestStatus status) {
  switch (status) {
    case TestStatus::passed:
      return Outcome::passed;
    case TestStatus::skipped:
      return Outcome::untried;
    case TestStatus::failed:
    case TestStatus::missing:
      return Outcome::failed;
  }
  return Outcome::failed;
}

}  // namespace gulliver
