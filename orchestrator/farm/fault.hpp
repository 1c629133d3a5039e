// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/verdict.hpp>

#include <spdlog/spdlog.h>

#include <exception>

namespace gulliver {

/// A fault of the farm in the middle of a phase becomes a verdict, and the night goes on.
inline Verdict broken(const std::exception& fault) {
  spdlog::error("{}", fault.what());
  return {VerdictKind::broken, fault.what()};
}

}  // namespace gulliver
