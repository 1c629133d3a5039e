// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// Which Rust of a tree speaks of bindings directly, without an abstraction in between.
struct RustUsers {
  int files = 0;                   ///< Rust files outside of rust/, scripts/ and tools/: drivers and samples
  std::vector<std::string> users;  ///< those of them that have "bindings::NAME" of one of the names
};

/// Reads the Rust files of a tree.  \throws Error
RustUsers rust_users(const std::filesystem::path& tree, const std::vector<std::string>& names);

}  // namespace gulliver
