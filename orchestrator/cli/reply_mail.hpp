// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/patch_result.hpp>
#include <runners/model/mail.hpp>

#include <optional>
#include <string>

namespace gulliver {

/// The answer to a series as a mail (RFC 5322), with the configuration and the end of log or console of
/// the first cells that got worse attached. Where the series was no mail, it is to the patches' authors.
/// \param from  "Name <address>" or an address; empty: $GULLIVER_FROM, or gulliver@HOST
/// \throws InputError  `from` is no address
std::string reply_mail(const PatchResult& result, const std::optional<Mail>& answered, const std::string& from);

}  // namespace gulliver
