// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace gulliver {

inline constexpr std::size_t most_mail_bytes = std::size_t{64} << 20;
inline constexpr std::size_t most_mails = 5000;

/// Reads an mbox file, or one mail without a "From " line, as procmail pipes it; nothing in nothing.
///
/// A mail begins where `git mailsplit` has it begin, at a line "From ADDRESS TIME YEAR", if a header
/// field follows. Quoting is undone as in mboxrd: one ">" goes from every line of ">"s and "From ", which
/// is right for mboxo as well where nothing was quoted twice. A bare "From " within a mail shows that
/// its writer does not quote (git format-patch(1) does not by default): then it stays as it is.
///
/// Header fields: RFC 5322, RFC 2047; raw 8-bit ones are UTF-8 or else ISO-8859-1. Bodies: RFC 2045
/// and RFC 2046, not reflowed (RFC 3676). A text in another character set becomes UTF-8; one that
/// is not what it says stays byte for byte, for a patch may be of a file that is not UTF-8.
/// CRLF goes where every line of a mail, or of a decoded part, ends so; a mixture is the patch's own.
///
/// Everybody can send a mail. Not read are: of a field, more than 32 KiB or 1000 addresses; of a mail,
/// more than 1000 parts, and parts more than 16 levels deep.
/// \throws InputError  not a mail, a mail or its header (256 KiB) too large, too many of them
std::vector<Mail> read_mails(std::string_view bytes);

}  // namespace gulliver
