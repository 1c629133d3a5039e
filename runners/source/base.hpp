// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>

#include <string>

namespace gulliver {

/// The tree that patches go on top of.
struct Base {
  git_oid tree;
  std::string name;  ///< the base, exactly, as Revision::base has it
  std::string commit = {};   ///< as Revision::commit
  bool uncommitted = false;  ///< as Revision::uncommitted
};

}  // namespace gulliver
