// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>
#include <runners/post/mail_server.hpp>

#include <functional>
#include <string>
#include <vector>

namespace gulliver {

/// Whom a mail is from and goes to, as a server has to be told; what its fields say is another matter.
struct Envelope {
  std::string from;
  std::vector<std::string> to;
};

/// What came of one try.
struct PostAttempt {
  enum class End {
    accepted,  ///< the server has it now
    later,     ///< down, slow, or it said so (4xx): another time may do
    refused,   ///< it said so (5xx), or cannot be trusted: another time will not do
  };
  End end = End::accepted;
  std::string words;  ///< of the server, else what is wrong with the connection; readable_text()
};

/// Hands a mail (LF at its line ends) to a server once. Blocks for some minutes at the most.
PostAttempt post_once(const MailServer& server, const Envelope& envelope, const std::string& mail);

/// Tries until it is accepted or refused, a few times at the most, with growing pauses, which `pause` makes.
/// \throws Error  with the server's words: it was not accepted
void post(const std::string& host, const std::function<PostAttempt()>& attempt, const std::function<void(Seconds)>& pause);

}  // namespace gulliver
