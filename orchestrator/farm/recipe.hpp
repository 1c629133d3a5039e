// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/prepare.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/model/kernel.hpp>
#include <runners/model/toolchain.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A patch of a series, as text.
struct PatchText {
  std::string name;  ///< "mips-rust/0001-....patch"
  std::string text;
};

/// The patches of a tree's series, in the order in which they are applied.
/// \throws Error  one cannot be read
std::vector<PatchText> read_patches(const TreeSpec& tree);

/// How one cell is made: everything that a build and a boot of it need besides the tree and the tools.
struct Recipe {
  std::string base;          ///< of the tree, as Revision::base
  std::string commit;        ///< as Revision::commit
  bool uncommitted = false;  ///< as Revision::uncommitted
  std::string version;       ///< as Revision::version
  std::vector<PatchText> patches;
  KernelSpec kernel;
  Toolchain toolchain;
  GuestSpec guest;   ///< its filter of tests is for the script's user to choose
  bool kvm = false;  ///< the guest was booted under KVM
};

/// Name of the file in a cell's folder of a run that holds the script of its recipe.
inline constexpr const char* recipe_file = "recipe.bash";

/// What is known of a tree, or was asked for where it never stood.
Recipe recipe_of(const TreeSpec& asked, const PreparedTree& prepared);

/// The recipe as bash: the later part of a script that makes the cell again without Gulliver. The part
/// ahead of it (repro_head() in orchestrator/report) sets what was seen. Configuring, make and QEMU are those
/// of the farm, word for word, but for the compiler cache.
///
/// Whatever text stands in the recipe is quoted, and ends neither a word nor a here-document early.
/// \throws Error  a text holds a NUL, which no shell can
std::string recipe_script(const Recipe& recipe);

}  // namespace gulliver
