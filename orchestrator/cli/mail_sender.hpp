// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>

namespace gulliver {

/// This machine's name.
std::string host_name();

/// "Name <local@domain>" or "local@domain".
Address address_in(const std::string& text);

/// Whom a mail is from: `from` where it says something, else $GULLIVER_FROM, else gulliver@HOST.
Address mail_sender(const std::string& from);

}  // namespace gulliver
