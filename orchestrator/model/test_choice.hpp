// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>
#include <runners/model/test_filter.hpp>

#include <algorithm>
#include <string>

namespace gulliver {

/// The glob that the command of a run chose tests with, as it was given; empty: the run was about all.
inline std::string chosen_tests(const Run& run) {
  const auto option = std::ranges::find(run.arguments, "--test");
  return option == run.arguments.end() || option + 1 == run.arguments.end() ? "" : *(option + 1);
}

/// The filter that its kernels were booted with; empty: none.
/// \throws InputError  the ledger holds a glob that is none
inline std::string filter_of(const Run& run) {
  const std::string glob = chosen_tests(run);
  return glob.empty() ? "" : test_filter(glob);
}

}  // namespace gulliver
