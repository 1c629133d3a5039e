// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace gulliver {

/// What was planted and what the farm said of it, both as PlantedFault::planted.
struct Observation {
  std::string planted;
  std::string reported;
};

/// The confusion matrix as text, a row for each class planted, in the order given, with a sentence of
/// totals below it. Classes that were reported and never planted stand behind the others.
std::string confusion_matrix(const std::vector<Observation>& observations);

}  // namespace gulliver
