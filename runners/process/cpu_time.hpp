// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

namespace gulliver {

/// CPU time, user and system, of every child that has ended so far, with its own children as far
/// as it waited for them.
Seconds children_cpu();

}  // namespace gulliver
