// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/arch.hpp>
#include <orchestrator/model/plan.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// What a person may change on the command line.
struct PlanOptions {
  /// Filters: names or globs; empty: all.
  std::vector<std::string> archs = {}, endians = {}, configs = {}, cells = {};
  /// In place of the matrix's tree: `debian:PACKAGE[/SUITE]`, `DIR` (a git work tree as it stands
  /// on disk), `DIR#REVISION` (`DIR#HEAD` is what is committed), `URL#REVISION`. Empty: the matrix's.
  std::string tree = {};
};

/// Reads `arches.yaml`. Paths in it are relative to its folder.
/// \throws InputError  every mistake at once, a line each: "FILE:LINE:COLUMN: found, would have been right"
ArchTable load_arches(const std::filesystem::path& file);

/// Reads a toolchain recipe, `images/toolchain/NAME.yaml`.  \throws InputError  as load_arches()
ToolchainRecipe load_recipe(const std::filesystem::path& file);

/// All recipes of a folder, by name.  \throws InputError  as load_arches()
std::vector<ToolchainRecipe> load_recipes(const std::filesystem::path& folder);

/// Reads a matrix file with everything that it names (arch table, recipes, fragments) and expands
/// it: cells of one kernel are grouped under one build. Format: matrices/README.md.
/// `root` is the folder that holds `matrices/arches.yaml` and `images/toolchain`; an `arches.yaml`
/// beside the matrix wins, and so do fragments and overlays over those in `root`/matrices.
/// \throws InputError  every mistake at once, a line each; or that no cell is left
Plan load_plan(const std::filesystem::path& matrix, const std::filesystem::path& root,
               const PlanOptions& options);

}  // namespace gulliver
