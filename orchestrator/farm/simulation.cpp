// SPDX-License-Identifier: MIT
#include <orchestrator/farm/simulation.hpp>

#include <algorithm>
#include <functional>
#include <queue>

namespace gulliver {

Seconds Simulation::bound() const { return std::max(longest, at_once > 0 ? work / at_once : Seconds{}); }

Simulation simulate(const std::vector<Seconds>& jobs, int at_once, Seconds pause) {
  Simulation result;
  result.jobs = jobs.size();
  result.at_once = at_once;
  std::priority_queue<Seconds, std::vector<Seconds>, std::greater<>> free;  // when each place is
  for (int i = 0; i < at_once; ++i) free.push(Seconds{});
  for (const Seconds job : jobs) {
    const Seconds end = free.top() + job;
    free.pop();
    free.push(end + pause);
    result.work += job;
    result.longest = std::max(result.longest, job);
    result.makespan = std::max(result.makespan, end);
  }
  if (result.makespan.count() > 0) result.busy = result.work / (result.makespan * at_once);
  return result;
}

}  // namespace gulliver
