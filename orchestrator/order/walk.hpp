// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/settings.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// All that a run set out to do, for whoever goes on with it.
struct Walk {
  Plan plan;
  std::vector<Revision> trees;  ///< one for each of Plan::trees; without id: one of its patches does not apply
  std::map<std::string, std::string> toolchains;  ///< name -> id
  WalkSettings settings;
};

/// The walk as JSON, to be read back by the same Gulliver: the members of the model's structs under their own
/// names, seconds as numbers, paths as they are.
/// \throws Error  a text in it is not UTF-8, and JSON cannot hold it
std::string stored_walk(const Walk& walk);

/// What stored_walk() wrote.  \throws Error  it is something else, or of another version
Walk read_walk(std::string_view text);

/// Takes these cells out, and the builds that are left with none. Trees stay where they are.
void leave_out(const std::set<std::string>& cells, Plan& plan);

}  // namespace gulliver
