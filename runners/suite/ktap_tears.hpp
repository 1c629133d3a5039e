// SPDX-License-Identifier: MIT
#pragma once

#include <runners/suite/ktap_line.hpp>

#include <optional>
#include <string>

namespace gulliver {

/// Watches for messages of the kernel that break a line of KTAP in two. They may take the "not" or
/// the "# SKIP" off a result: in doubt, the console is not complete.
class KtapTears {
 public:
  /// What is doubtful about the next line, which has this number on the console.
  std::optional<std::string> see(int number, const KtapLine& line);

 private:
  int half_not_ = 0;   ///< line that may have begun with the first half of "not ok"; 0: none did
  bool torn_ = false;  ///< a message broke into the last result
};

}  // namespace gulliver
