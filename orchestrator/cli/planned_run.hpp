// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/run_record.hpp>

#include <string>

namespace gulliver {

/// A run of this plan that has not begun: its matrix as an absolute path, cells, configs, and what is excluded.
Run planned_run(const std::string& matrix, const Plan& plan);

}  // namespace gulliver
