// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// A page of text that grows a line at a time.
class Page {
 public:
  explicit Page(const TextStyle& style) : style_(style) {}

  /// A line of stretches, one behind the other.
  void line(const Row& stretches);
  void line(std::string_view text, Colour colour = Colour::none) { line({{std::string(text), colour}}); }

  /// Lines that were rendered before.
  void lines(const std::vector<std::string>& rendered, std::string_view indent = "");

  /// An empty line and a title.
  void section(std::string_view title);
  void gap() { text_ += '\n'; }

  /// A label and its value; without a label, one more line of the value before.
  void entry(std::string_view label, std::string_view value, Colour colour = Colour::none);

  const TextStyle& style() const { return style_; }
  std::string text() && { return std::move(text_); }

 private:
  TextStyle style_;
  std::string text_;
};

}  // namespace gulliver
