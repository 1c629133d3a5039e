// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gulliver {

/// What the kernel said in one line of its console: without line end, without what a terminal
/// would have wiped (text before a carriage return, escape sequences at the start) or not shown (NULs
/// at the start), without a log level (`<6>`) and the prefix of CONFIG_PRINTK_TIME and
/// CONFIG_PRINTK_CALLER (`[    1.234567][    T1] `). Indentation stays.
std::string_view console_text(std::string_view line);

/// Where in a line a message of the kernel's begins that belongs to another: at the first
/// `[    1.234567]`. npos: nowhere.
std::size_t find_timestamp(std::string_view text);

/// The first `limit` bytes of a text, fit for any terminal, file or database: valid UTF-8, with a
/// question mark for each control character and each byte that is not. A console may hold anything.
std::string readable_text(std::string_view text, std::size_t limit);

}  // namespace gulliver
