// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>

namespace gulliver {

/// A mail of RFC 5322 with LF at its line ends, as `sendmail -t -i` takes it: one text/plain part in
/// UTF-8, not flowed; with HTML, a multipart/alternative that has the text first; with attachments, a
/// multipart/mixed (RFC 2046). Equal drafts make equal bytes.
///
/// What the draft holds may come from strangers: no field can hold another, names and subject are
/// RFC 2047 where they are not plain ASCII; addresses and ids that are none are left out (an address
/// is taken for one if it is of ASCII), and names of attachments are of letters, digits, '.', '_' and
/// '-'. Texts are UTF-8, U+FFFD where they are not.
/// \throws InputError  `from` is no address, or `message_id` no id
std::string compose(const MailDraft& draft);

/// What answers a mail, but for its text, date and id: to its author, or to where it wants answers,
/// with copies to all others that it went to, each once, but for `from`.
MailDraft reply_to(const Mail& parent, Address from);

}  // namespace gulliver
