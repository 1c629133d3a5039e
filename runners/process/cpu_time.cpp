// SPDX-License-Identifier: MIT
#include <runners/process/cpu_time.hpp>

#include <sys/resource.h>

namespace gulliver {
namespace {

Seconds seconds(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

}  // namespace

Seconds children_cpu() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace gulliver
