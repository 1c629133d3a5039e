// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <string>

namespace gulliver {

/// What runs took.
struct Effort {
  int runs = 0;
  Seconds cpu{};   ///< of the whole machine while they went on
  int builds = 0;  ///< that were really made
  int boots = 0;   ///< the same; further boots of the same image count
};

/// A version of a package or tool, and since when this farm has it.
struct ToolUse {
  std::string name, version;
  Moment since;  ///< begin of the first record that was made with it
  bool operator==(const ToolUse&) const = default;
};

}  // namespace gulliver
