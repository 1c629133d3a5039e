// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// The patch series of a thread (git-format-patch(1), git-send-email(1)): its newest version, ordered
/// by the numbers in the subjects, whatever the order of the mails. Patches are mails with a line
/// that begins with "diff --git", but for replies; the cover letter is number 0.
///
/// The series is that of whoever began the thread: the poster of the patch nearest to its root, by
/// name, or by address where there is none. What others post into it is theirs, whatever its
/// numbers. Mails with one Message-ID are one mail. Patches without numbers (git format-patch -N) are
/// taken in the order of the file.
///
/// The messages begin with `source_name`.
/// \throws InputError  there is no patch; a patch of the series is missing; two mails claim to be the
///                     same one; there are two series and nothing says which is the newer one
MailedSeries series_of(std::vector<Mail> mails, const std::string& source_name);

}  // namespace gulliver
