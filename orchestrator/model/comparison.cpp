// SPDX-License-Identifier: MIT
#include <orchestrator/model/comparison.hpp>

namespace gulliver {

std::string_view name_of(Change change) {
  switch (change) {
    case Change::unchanged: return "unchanged";
    case Change::identical_image: return "identical-image";
    case Change::newly_failing: return "newly-failing";
    case Change::vanished: return "vanished";
    case Change::fixed: return "fixed";
    case Change::still_failing: return "still-failing";
    case Change::added: return "added";
    case Change::removed: return "removed";
    case Change::flaky: return "flaky";
    case Change::unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace gulliver
