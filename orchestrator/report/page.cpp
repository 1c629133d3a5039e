// SPDX-License-Identifier: MIT
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/utf8.hpp>

namespace gulliver {

void Page::line(const Row& stretches) {
  for (const Field& stretch : stretches) text_ += paint(stretch.text, stretch.colour, style_);
  text_ += '\n';
}

void Page::lines(const std::vector<std::string>& rendered, std::string_view indent) {
  for (const std::string& line : rendered) text_ += std::string(indent) + line + '\n';
}

void Page::section(std::string_view title) {
  gap();
  line(title, Colour::bold);
}

void Page::entry(std::string_view label, std::string_view value, Colour colour) {
  constexpr int label_width = 11;
  line({{pad_right(label, label_width), Colour::dim}, {std::string(value), colour}});
}

}  // namespace gulliver
