// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <cstdint>

namespace gulliver {

/// What a build took before, for order, estimates and sizes of jobs.
struct BuildHistory {
  Seconds took{};           ///< of the newest build that was really made
  int lines = 0;            ///< progress lines that make printed; 0: not known
  std::int64_t memory = 0;  ///< bytes that it ever held, on nodes of a cluster that it had to itself; 0: not known
};

}  // namespace gulliver
