// SPDX-License-Identifier: MIT
#include <orchestrator/cli/progress_line.hpp>

#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

namespace gulliver {
namespace {

/// What is being done, without how far it is.
std::string_view subject_of(std::string_view what) {
  return what.ends_with(" %") ? what.substr(0, what.rfind(':')) : what;
}

class ProgressLine {
 public:
  ~ProgressLine() {
    if (open_) std::cerr << std::endl;
  }

  void tell(std::string_view what) {
    const bool same = subject_of(what) == subject_;
    if (same && !terminal_) return;
    if (open_) std::cerr << (same ? "\r\x1b[K" : "\n");
    subject_ = subject_of(what);
    std::cerr << "gulliver: " << (terminal_ ? what : std::string_view(subject_));
    open_ = terminal_;
    if (!open_) std::cerr << "\n";
    std::cerr << std::flush;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) != 0;
  bool open_ = false;  ///< the line on the terminal has no end yet
  std::string subject_;
};

}  // namespace

std::function<void(std::string_view)> progress_line() {
  return [line = std::make_shared<ProgressLine>()](std::string_view what) { line->tell(what); };
}

}  // namespace gulliver
