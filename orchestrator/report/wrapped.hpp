// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Words in lines of at most `width` columns, printable(); a word that is longer has a line of its own. The first line begins
/// with `lead`, the others with as many blanks as it is wide.
std::vector<std::string> wrapped(std::string_view text, int width, std::string_view lead = "");

}  // namespace gulliver
