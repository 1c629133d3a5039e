// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <runners/model/seconds.hpp>
#include <runners/model/verdict.hpp>

#include <string_view>

namespace gulliver {

/// What the configuration gate says of a cell that nobody built.
struct CheckedCell {
  Cell cell;
  Verdict verdict;  ///< passed: it can be built
  ConfigResult config;
  Seconds took{};
  bool cached = false;  ///< known from before; nothing was configured
};

/// The word for it: "buildable", "unsupported", "dropped"; else the name of the verdict.
inline std::string_view outcome_of(const Verdict& verdict) {
  if (verdict.passed()) return "buildable";
  return verdict.kind == VerdictKind::config_dropped ? "dropped" : name_of(verdict.kind);
}

}  // namespace gulliver
