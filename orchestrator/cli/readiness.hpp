// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/world.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/model/plan.hpp>
#include <runners/files/files.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace gulliver {

/// Every toolchain of a plan, ready for use, with what is known of KVM.
/// \throws Error  an image is not built, the host lacks a tool, or the sandbox cannot be entered
std::map<std::string, ReadyToolchain> ready_toolchains(World& world, const Folders& folders, const Plan& plan);

/// A toolchain with what is known of KVM, if a cell of the plan can use it on this machine.
ReadyToolchain with_kvm(World& world, const Folders& folders, const Plan& plan, Toolchain toolchain);

/// The same without a word on KVM, for who boots nothing.
std::map<std::string, Toolchain> plain_toolchains(World& world, const Folders& folders, const Plan& plan);

/// Every tree of a plan, on disk. What is taken with uncommitted changes is named on standard error.
/// \throws Error  as prepare_trees()
std::vector<PreparedTree> ready_trees(World& world, const Plan& plan, SourceStore& sources);

/// The same in another mirror, and not on disk.
std::vector<PreparedTree> shared_trees(World& world, const Plan& plan, SourceStore& sources,
                                       const std::filesystem::path& mirror);

/// KVM as it was proved since the machine was started, or proved now.
KvmState known_kvm(World& world, const Folders& folders, const Toolchain& toolchain);

/// Keeps what is known of KVM with a toolchain for known_kvm(), until the machine is started anew.
void keep_kvm(const Folders& folders, const Toolchain& toolchain, const KvmState& state);

/// Bytes that a plan may need in the cache, over what is there already (2.5 GB a new tree, 1 GB a
/// new build).
std::uint64_t space_needed(const Plan& plan, const Folders& folders);

/// \throws Error  `folder` has less than `needed` bytes free
void require_space(const std::filesystem::path& folder, std::uint64_t free, std::uint64_t needed);

}  // namespace gulliver
