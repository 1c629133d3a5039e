// SPDX-License-Identifier: MIT
#include <runners/model/error.hpp>
#include <runners/post/post.hpp>

#include <array>

namespace gulliver {

void post(const std::string& host, const std::function<PostAttempt()>& attempt, const std::function<void(Seconds)>& pause) {
  constexpr std::array<int, 3> pauses{5, 30, 120};  // seconds
  std::size_t tries = 0;
  for (;;) {
    const PostAttempt last = attempt();
    if (last.end == PostAttempt::End::accepted) return;
    if (last.end == PostAttempt::End::refused) throw Error("the mail server " + host + " refuses the mail: " + last.words);
    if (tries == pauses.size())
      throw Error("the mail server " + host + " does not take the mail, " + std::to_string(tries + 1) + " times in a row: " + last.words);
    pause(Seconds(pauses[tries++]));
  }
}

}  // namespace gulliver
