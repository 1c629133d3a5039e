// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/week/week.hpp>
#include <runners/model/mail.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// The weekly mail, but for date and thread. Its id is made from what it says and whom to, so that the same mail has the same
/// one, whenever it is written.  \param site  where more is to be read; may be empty
MailDraft weekly_mail(const std::vector<Week>& weeks, const Address& from, const std::vector<Address>& to, const std::string& site);

}  // namespace gulliver
