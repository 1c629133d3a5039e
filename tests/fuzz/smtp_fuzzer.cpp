// SPDX-License-Identifier: MIT
// Any bytes at all are what a mail server says, all at once, before it hangs up. A mail counts as accepted only where enough was said for
// that, and what is told of a refusal can be read.
#include <runners/post/post.hpp>

#include <tests/fakes/scripted_server.hpp>

#include "promise.hpp"

#include <string>
#include <thread>

using namespace gulliver;

namespace {

constexpr std::size_t longest_words = 1000;

/// Greeting, EHLO or HELO, MAIL, RCPT and the end of the data are answered by 2xx, DATA by 354.
bool may_be_accepted(std::string_view words) {
  int agreed = 0;
  bool wants_data = false;
  for_each_line(words, [&](std::string_view line) {
    agreed += line.starts_with('2');
    wants_data = wants_data || line.starts_with("354");
  });
  return agreed >= 5 && wants_data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const ScriptedServer scripted;
  const std::string_view words = text_of(bytes, size);
  std::thread server([&] { scripted.serve_once(words); });
  const PostAttempt attempt = post_once(mail_server("smtp://" + scripted.address()), {"gulliver@example.org", {"list@example.org"}}, "Subject: week\n\nNothing.\n");
  server.join();
  const bool accepted = attempt.end == PostAttempt::End::accepted;
  promise(!accepted || may_be_accepted(words), "a mail is accepted only where the server said so");
  promise(accepted || !attempt.words.empty(), "a refusal has a reason");
  promise(is_readable(attempt.words) && attempt.words.size() <= longest_words, "which is readable and bounded");
  return 0;
}
