// SPDX-License-Identifier: MIT
#include <runners/process/line_splitter.hpp>

namespace gulliver {

Reading LineSplitter::add(std::string_view chunk) {
  while (on_line_ && reading_ == Reading::go_on) {
    const std::size_t end = chunk.find('\n');
    keep(chunk.substr(0, end));
    if (end == chunk.npos) break;
    hand_on();
    chunk.remove_prefix(end + 1);
  }
  return reading_;
}

Reading LineSplitter::finish() {
  if (on_line_ && reading_ == Reading::go_on && !line_.empty()) hand_on();
  return reading_;
}

/// One byte more than is handed on is kept, for the CR of a line that is just as long as allowed.
void LineSplitter::keep(std::string_view part) {
  line_ += part.substr(0, longest + 1 - line_.size());
}

void LineSplitter::hand_on() {
  std::string line;
  line.swap(line_);
  while (line.ends_with('\r')) line.pop_back();
  reading_ = Reading::enough;  // for a callback that throws: it is not called again
  reading_ = on_line_(std::string_view(line).substr(0, longest));
}

}  // namespace gulliver
