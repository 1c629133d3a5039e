// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_tears.hpp>

#include <utility>

namespace gulliver {

/// The second half of a line has nothing in front of it, whatever the first half had.
std::optional<std::string> KtapTears::see(int number, const KtapLine& line) {
  if (line.kind == KtapLine::Kind::attribute) return std::nullopt;
  if (line.kind == KtapLine::Kind::text) {
    if (line.text.starts_with("not ")) half_not_ = number;
    if (!torn_ || !line.text.starts_with("# SKIP")) return std::nullopt;
    return "a kernel message broke this off the result before it";
  }
  const int half_not = std::exchange(half_not_, 0);
  torn_ = !line.foreign.empty();
  if (torn_ && !line.text.empty()) return "a kernel message broke into what a result says behind `#`";
  if (half_not == 0 || line.indent > 0 || line.status != TestStatus::passed) return std::nullopt;
  return "this result may be the rest of a `not ok` that a kernel message broke apart in line " +
         std::to_string(half_not);
}

}  // namespace gulliver
