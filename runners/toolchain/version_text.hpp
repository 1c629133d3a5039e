// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// The version in what a tool prints for `--version`: the first word of the first line that begins
/// with a digit (or `v` and a digit) and has a dot in it; the whole line where there is none.
std::string version_in(std::string_view printed);

}  // namespace gulliver
