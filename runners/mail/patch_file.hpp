// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>
#include <string_view>

namespace gulliver {

/// Whether a line begins with "diff --git": one that is quoted does not.
bool has_diff(std::string_view text);

/// A mail as a file of git-format-patch(1): header, message, diff, and "-- " right behind it, so that
/// no reader takes for a part of the diff what else stands there (base-commit:, a list's footer).
std::string patch_text(const Mail& mail);

/// What git-format-patch(1) would call the file, "0002-xarray-store-in-big-endian.patch": letters,
/// digits, '.', '_' and '-' of ASCII, no "..", at most 60 characters. Tags in brackets are no part of it.
std::string patch_file_name(int number, std::string_view subject);

}  // namespace gulliver
