// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What can be tried of the mails of a list.
struct Inbox {
  std::vector<MailedSeries> series;   ///< complete, each the newest version of itself, in the order of their heads
  std::vector<std::string> waiting;   ///< why a thread with patches is no series yet: a sentence each
};

/// Sorts the mails of a list, whatever their order, into its series. A thread has one series, as series_of()
/// reads it. A newer version in a thread of its own is known by the change-id that b4 gives a series, or
/// else by poster and title; the older ones are left out.
Inbox sort_into_series(const std::vector<Mail>& mails);

}  // namespace gulliver
