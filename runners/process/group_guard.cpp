// SPDX-License-Identifier: MIT
#include <runners/process/group_guard.hpp>

#include <runners/model/error.hpp>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace gulliver {
namespace {

/// Groups at once, at most; a farm has a few for each job.
std::array<pid_t, 16384> watched;
std::size_t number_watched = 0;

void take(pid_t told) {
  const auto end = watched.begin() + static_cast<std::ptrdiff_t>(number_watched);
  if (told > 0 && number_watched < watched.size()) watched[number_watched++] = told;
  if (told > 0) return;
  const auto found = std::find(watched.begin(), end, -told);
  if (found != end) *found = watched[--number_watched];
}

/// What the guard does until the last writer is gone. After fork() in a process that may have threads: nothing but
/// calls that a signal handler may make.
[[noreturn]] void stand_guard(int pipe) {
  ::setsid();
  ::prctl(PR_SET_NAME, "gulliver-guard");
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) std::signal(number, SIG_IGN);
  ::dup2(pipe, 0);
  ::close_range(1, ~0U, 0);  // what we print to is not held open by it
  pid_t told = 0;
  while (true) {
    const ssize_t got = ::read(0, &told, sizeof told);
    if (got < 0 && errno == EINTR) continue;
    if (got != sizeof told) break;
    take(told);
  }
  for (std::size_t i = 0; i < number_watched; ++i) ::kill(-watched[i], SIGKILL);
  ::_exit(0);
}

void tell(int pipe, pid_t group) {
  while (::write(pipe, &group, sizeof group) < 0 && errno == EINTR) continue;
}

}  // namespace

/// Twice, so that the guard is a child of nobody who would have to wait for it.
GroupGuard::GroupGuard() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw Error("cannot make a pipe: " + std::string(std::strerror(errno)));
  const Descriptor read(ends[0]);
  told_ = Descriptor(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    const pid_t guard = ::fork();
    if (guard == 0) stand_guard(read.get());
    ::_exit(guard < 0 ? 1 : 0);
  }
  int status = 1;
  if (child > 0) ::waitpid(child, &status, 0);
  if (child < 0 || status != 0) throw Error("cannot start a process, too many are running");
}

void GroupGuard::watch_me() const { tell(told_.get(), ::getpid()); }

void GroupGuard::forget(pid_t group) const { tell(told_.get(), -group); }

}  // namespace gulliver
