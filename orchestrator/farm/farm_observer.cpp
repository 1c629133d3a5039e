// SPDX-License-Identifier: MIT
#include <orchestrator/farm/farm_observer.hpp>

namespace gulliver {

std::string_view name_of(Phase phase) {
  switch (phase) {
    case Phase::queued: return "queued";
    case Phase::configuring: return "configuring";
    case Phase::building: return "building";
    case Phase::waiting_to_boot: return "waiting";
    case Phase::booting: return "booting";
    case Phase::rebooting: return "rebooting";
    case Phase::isolating: return "isolating";
    case Phase::done: return "done";
  }
  return "unknown";
}

}  // namespace gulliver
