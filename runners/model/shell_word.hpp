// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// A word as a POSIX shell takes it.
std::string shell_word(std::string_view word);

}  // namespace gulliver
