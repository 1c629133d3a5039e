// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/history.hpp>
#include <orchestrator/report/html.hpp>
#include <orchestrator/report/survey_html.hpp>
#include <orchestrator/site/paths.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gulliver {

/// One page of a site while it is written. What is added is HTML; what is called text is escaped here.
class Document {
 public:
  /// \param path   where it stands in the site
  /// \param title  text
  Document(std::string path, std::string title);

  void add(std::string_view html) { body_ += html; }
  void heading(std::string_view text, std::string_view id = "");
  void paragraph(std::string_view html) { add("<p>" + std::string(html) + "</p>\n"); }

  /// Whoever looks at the page through a server sees it change.
  void may_grow() { live_ = true; }

  /// An address on this page of a page of the site.
  std::string to(std::string_view path) const { return relative_link(path_, path); }

  /// A link to a page of the site, or to a place in one.
  std::string link(std::string_view path, std::string_view text, std::string_view fragment = "") const;

  std::string html() &&;

 private:
  std::string path_, title_, body_;
  bool live_ = false;
};

/// A description list, entry by entry; each value is HTML.
class Entries {
 public:
  void add(std::string_view label, const std::string& html);
  void add_text(std::string_view label, std::string_view text) { add(label, escape_html(text)); }
  std::string html() const { return "<dl>\n" + html_ + "</dl>\n"; }

 private:
  std::string html_;
};

/// A table that a script may sort and filter. Heads are text; fields are HTML with their <td> or <th>, as many as heads.
/// A column without anything in it is left out.
class Table {
 public:
  Table(std::string caption, std::vector<std::string> heads) : caption_(std::move(caption)), heads_(std::move(heads)) {}
  void row(std::vector<std::string> fields) { rows_.push_back(std::move(fields)); }
  std::string html() const;

 private:
  bool of_numbers(std::size_t column) const;

  std::string caption_;
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
};

std::string td(std::string_view html);
/// A field whose text is long, and broken into lines.
std::string td_wide(std::string_view html);
std::string td_text(std::string_view text);
/// A field that is coloured, with its sign in front.
std::string td(Outcome outcome, std::string_view html);
/// A field that sorts by another value than its text.
std::string td_by(long value, std::string_view html);
/// The head of a row.
std::string th(std::string_view html);

/// A word on good and bad as colour and sign.
Outcome outcome_of(Word word);
Outcome outcome_of(TestStatus status);

}  // namespace gulliver
