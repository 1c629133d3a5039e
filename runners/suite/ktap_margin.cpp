// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_margin.hpp>

#include <runners/suite/ktap_line.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// Bytes before a version line's version, but for the blanks right before it, which indent it.
std::size_t margin_width(std::string_view line, std::size_t version) {
  const std::size_t last = line.substr(0, version).find_last_not_of(" \t");
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

std::string_view KtapMargin::cut(std::string_view text) {
  if (known_ && width_ == 0) return text;
  const std::size_t version = find_ktap_version(text);
  const std::size_t width = version == std::string_view::npos ? 0 : margin_width(text, version);
  const bool first = !known_ && version != std::string_view::npos;
  const bool was_no_margin = known_ && version == 0;  // what stood before the first was no margin after all
  if (first || was_no_margin) {
    known_ = true;
    width_ = width;
  }
  return text.substr(std::min(width_, text.size()));
}

}  // namespace gulliver
