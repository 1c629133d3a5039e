// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace gulliver {

/// One way to fail that is brought about on purpose, and what the farm must say of it.
struct PlantedFault {
  using Words = std::vector<std::string>;

  std::string name;     ///< letters, digits and underscores
  std::string planted;  ///< the class: a verdict by its name; a splat with its kind, "splat/oops"
  Words reason;         ///< what the reason must hold

  // How it is planted. What is empty is as in an ordinary cell.
  Words patches = {};            ///< of kernel/, without ".patch", in this order
  std::string config = "kunit";  ///< what the config is called: it names the build folder
  Words fragments = {};          ///< of Gulliver or of kernel/
  std::string guest = {};        ///< the matrix key of that name, as YAML in one line
  std::string qemu = {};         ///< a shell script in QEMU's place; "$@" are its arguments
  std::string console = {};      ///< in place of ttyS0
  std::string before = {};       ///< `guest` of a run that comes first and passes; may be "{}"
};

/// For GoogleTest's messages.
inline std::ostream& operator<<(std::ostream& out, const PlantedFault& fault) { return out << fault.name; }

/// Those that need no further kernel: the quick start's for x86_64, its guest spoiled from outside.
std::vector<PlantedFault> fast_faults();

/// Those that are built into a kernel: two more for x86_64, and small changes on top of the first.
std::vector<PlantedFault> slow_faults();

}  // namespace gulliver
