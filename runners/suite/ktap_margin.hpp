// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace gulliver {

/// What a console puts before every line of its KTAP besides what console_text() takes off:
/// "host kernel: ", "guest-3| ". The first version line shows how wide it is, and as many bytes are
/// cut off every line behind it, whatever they are: so does kunit_parser.py.
class KtapMargin {
 public:
  /// A line of console_text() without its margin; before the first version line, the line as it is.
  std::string_view cut(std::string_view text);

 private:
  std::size_t width_ = 0;
  bool known_ = false;
};

}  // namespace gulliver
