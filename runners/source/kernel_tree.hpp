// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree.hpp>
#include <runners/source/git.hpp>

#include <string>
#include <string_view>

namespace gulliver {

/// The version that a kernel's top Makefile gives, e.g. "7.3.4" or "7.4.0-rc1".
/// \throws InputError  "BASE: not a kernel: ..."
std::string kernel_version(git_repository& repository, const git_oid& tree, const std::string& base);

/// The same from the Makefile's text; empty where it gives none.
std::string makefile_version(std::string_view makefile);

/// Names the persistent work tree of a spec: the same for every version that the spec comes to,
/// so that the next build is incremental. Safe as a file name.
std::string work_tree_name(const TreeSpec& spec);

}  // namespace gulliver
