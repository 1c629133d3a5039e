// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace gulliver {

/// A block of lines at the foot of the terminal that is painted over and over. Does nothing where
/// standard error is not a terminal.
class LiveTerminal {
 public:
  LiveTerminal();
  ~LiveTerminal();
  LiveTerminal(const LiveTerminal&) = delete;
  LiveTerminal& operator=(const LiveTerminal&) = delete;

  bool is_terminal() const { return terminal_; }
  int width() const;
  int height() const;

  void paint(const std::vector<std::string>& lines);
  void clear();

 private:
  bool terminal_;
  std::size_t painted_ = 0;  ///< lines that stand there now
};

}  // namespace gulliver
