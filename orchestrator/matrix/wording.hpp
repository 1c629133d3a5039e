// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// "a, b, c"
std::string listed(const std::vector<std::string>& names);

/// The name in double quotes; a long one is cut.
std::string in_quotes(std::string_view name);

/// `; did you mean "NAME"?` for the nearest of the known names; empty where none is near.
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

/// `unknown WHAT "NAME"; did you mean "NEAREST"? (known: A, B)`
std::string unknown(std::string_view what, std::string_view name, const std::vector<std::string>& known);

/// Letters, digits, `-` and `_`, a letter or digit first: safe in a file name and in a cell's id.
bool is_plain_name(std::string_view name);

}  // namespace gulliver
