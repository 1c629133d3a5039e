// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>

#include <string>
#include <string_view>

namespace gulliver {

/// A plan as JSON, to be read back by the same Gulliver: the members of the model's structs under their own
/// names, seconds as numbers, paths as they are.
/// \throws Error  a text in it is not UTF-8, and JSON cannot hold it
std::string stored_plan(const Plan& plan);

/// What stored_plan() wrote.  \throws Error  it is something else
Plan read_plan(std::string_view text);

}  // namespace gulliver
