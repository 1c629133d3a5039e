// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/yaml_value.hpp>
#include <runners/model/tree.hpp>

#include <filesystem>
#include <string_view>
#include <variant>

namespace gulliver {

using TreeBase = decltype(TreeSpec::base);

/// Reads `tree:` of a matrix. A relative work tree is looked for from `folder`.
TreeBase read_tree(const YamlValue& value, const std::filesystem::path& folder);

/// Reads a tree from the command line: `debian:PACKAGE[/SUITE]`, `DIR` or `DIR#worktree` (as it stands on
/// disk; of a bare repository, DIR is its HEAD), `DIR#REVISION`, `URL#REVISION`.
/// \throws InputError  none of these, or no such folder
TreeBase parse_tree(std::string_view text);

/// A short name for a tree that is the same from run to run, whatever is checked out, and safe in
/// a file name. Work trees and repositories of the same name have different ones.
std::string tree_name(const TreeSpec& tree);

}  // namespace gulliver
