// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>

#include <string>

namespace gulliver {

/// Moves the trees of a plan that are in git to a revision, and gives each a work tree that is the same
/// whatever the revision is, so that builds go on from there. `required`: the revision was asked for by name,
/// and not only mentioned by a mail. Returns a sentence where it was mentioned and could not be had.
/// \throws InputError  it was asked for and cannot be had
std::string move_to_revision(Plan& plan, const std::string& revision, bool required);

}  // namespace gulliver
