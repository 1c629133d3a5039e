// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace gulliver {

/// Every duration of the model: wall-clock seconds with a fraction.
using Seconds = std::chrono::duration<double>;

/// Every moment that is kept: UTC.
using Moment = std::chrono::system_clock::time_point;

}  // namespace gulliver
