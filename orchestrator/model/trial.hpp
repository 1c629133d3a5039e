// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <string>

namespace gulliver {

/// Whether a record is of a patch series on trial, or of a commit that a search went over: what it is like is no
/// news of the matrix's own tree. A series on trial is the last one, and is called "patch" (write_patches()).
inline bool is_on_trial(const Run& run, const RunRecord& record) {
  const std::string command = run.arguments.empty() ? "" : run.arguments.front();
  if (command == "bisect") return true;
  const std::vector<std::string>& series = record.tree.series;
  return (command == "patch" || command == "watch") && !series.empty() && series.back() == "patch";
}

}  // namespace gulliver
