// SPDX-License-Identifier: MIT
#include <orchestrator/cli/live_terminal.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace gulliver {
namespace {

winsize terminal_size() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {24, 80, 0, 0};
  return size;
}

bool can_paint() {
  const char* kind = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && kind && std::string_view(kind) != "dumb";
}

}  // namespace

LiveTerminal::LiveTerminal() : terminal_(can_paint()) {}

LiveTerminal::~LiveTerminal() { clear(); }

int LiveTerminal::width() const { return terminal_size().ws_col; }

int LiveTerminal::height() const { return terminal_size().ws_row; }

void LiveTerminal::paint(const std::vector<std::string>& lines) {
  if (!terminal_) return;
  std::string text;
  if (painted_ > 0) text += "\x1b[" + std::to_string(painted_) + "A";
  for (const std::string& line : lines) text += "\r" + line + "\x1b[K\n";
  text += "\x1b[J";
  painted_ = lines.size();
  std::cerr << text << std::flush;
}

void LiveTerminal::clear() {
  if (!terminal_ || painted_ == 0) return;
  std::cerr << "\x1b[" << painted_ << "A\r\x1b[J" << std::flush;
  painted_ = 0;
}

}  // namespace gulliver
