// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

namespace gulliver {

/// CPU time, user and system, that the whole machine has spent since it was started (/proc/stat).
/// What make's children spend inside a sandbox reaches no getrusage(RUSAGE_CHILDREN) of ours:
/// the process that would have to wait for them is outside their process namespace.
/// \throws Error  /proc/stat cannot be read
Seconds machine_cpu();

}  // namespace gulliver
