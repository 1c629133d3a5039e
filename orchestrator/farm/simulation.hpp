// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <cstddef>
#include <vector>

namespace gulliver {

/// What a plan would take on machines that are not there.
struct Simulation {
  std::size_t jobs = 0;
  int at_once = 0;       ///< jobs that run side by side
  Seconds work{};        ///< of all jobs together
  Seconds longest{};     ///< the longest job: no number of machines is faster
  Seconds makespan{};    ///< from the first start to the last end
  double busy = 0;       ///< share of the time that jobs had places, 0 to 1

  /// No order of the same jobs in as many places takes less.
  Seconds bound() const;
};

/// Plays jobs one after the other, in this order, each where a place is free first.
/// \param at_once  places, at least 1
/// \param pause    that a place is idle between two jobs
Simulation simulate(const std::vector<Seconds>& jobs, int at_once, Seconds pause);

}  // namespace gulliver
