// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace gulliver {

/// Bytes that a process and all that descend from it hold for themselves: anonymous memory, shared memory that is mapped, and
/// what of it is swapped out; not the files that they share with everybody (proc(5), /proc/PID/status). Who left for another parent is not
/// found, which nothing in a sandbox can: the first process there becomes the parent of orphans.
std::uint64_t memory_below(pid_t ancestor);

}  // namespace gulliver
