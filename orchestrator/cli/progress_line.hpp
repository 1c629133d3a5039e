// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

namespace gulliver {

/// Tells of long work on standard error. "importing X: 40 %" moves on in place on a terminal;
/// elsewhere "importing X" is told once, without its percentages.
std::function<void(std::string_view)> progress_line();

}  // namespace gulliver
