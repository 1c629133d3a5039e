// SPDX-License-Identifier: MIT
#pragma once

#include <tests/faults/fault.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// Writes a matrix of one x86_64 cell with the fault in it, and what it names: `arches.yaml` where
/// the guest is wrapped, the patches. Replaces what an earlier call left.
/// Kernels with patches are one tree, and so one build folder, whatever the patches are.
std::filesystem::path plant(const PlantedFault& fault, const std::filesystem::path& folder);

/// The ordinary cell beside the fault: same kernel, its guest as PlantedFault::before says.
std::filesystem::path plant_before(const PlantedFault& fault, const std::filesystem::path& folder);

/// Puts patches of kernel/ into an overlay folder, which becomes the name of the tree.
void plant_patches(const std::vector<std::string>& patches, const std::filesystem::path& overlay);

}  // namespace gulliver
