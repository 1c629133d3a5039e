// SPDX-License-Identifier: MIT
// To be preloaded: a wall clock that is a day ahead at one look and a day behind at the next. The clock that only ever
// goes on, goes on.
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <ctime>

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  static std::atomic<int> looks = 0;
  const int result = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (clock == CLOCK_REALTIME) time->tv_sec += (looks++ % 2 == 0 ? 1 : -1) * 24 * 60 * 60;
  return result;
}

extern "C" int gettimeofday(timeval* time, void*) noexcept {
  timespec now{};
  const int result = ::clock_gettime(CLOCK_REALTIME, &now);
  *time = {now.tv_sec, now.tv_nsec / 1000};
  return result;
}
