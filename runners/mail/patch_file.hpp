// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace gulliver {

/// Whether a line begins with "diff --git": one that is quoted does not.
bool has_diff(std::string_view text);

/// A mail as a file of git-format-patch(1): header, message, diff, and "-- " right behind it, so that
/// no reader takes for a part of the diff what else stands there (base-commit:, a list's footer).
std::string patch_text(const Mail& mail);

/// A text as part of a file's name, as git-format-patch(1) makes one of a subject: letters, digits, '.' and
/// '_' of ASCII, '-' for all else, no "..", at most `most` characters; nothing of it may be left.
std::string slug(std::string_view text, std::size_t most);

/// What git-format-patch(1) would call the file, "0002-xarray-store-in-big-endian.patch": letters,
/// digits, '.', '_' and '-' of ASCII, no "..", at most 60 characters. Tags in brackets are no part of it.
std::string patch_file_name(int number, std::string_view subject);

}  // namespace gulliver
