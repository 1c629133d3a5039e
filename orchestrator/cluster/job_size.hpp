// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>
#include <orchestrator/model/build_history.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/settings.hpp>

#include <optional>
#include <vector>

namespace gulliver {

/// What one build with all its boots takes, cut to what the largest node has where nobody asked for it.
/// \param history  what the build took before, wherever, and held, on a node
/// \param reboots  further boots of an image, at most
JobSize size_of(const Build& build, const SlurmSettings& settings, const std::vector<Node>& nodes,
                std::optional<BuildHistory> history, int reboots);

/// MiB for a job of this size that ran out of memory: twice as much, or all that its largest node has.
int larger_memory(const JobSize& size, const std::vector<Node>& nodes);

/// The node that takes the largest jobs; null: there is none.
const Node* largest(const std::vector<Node>& nodes);

/// Slurm takes a job of more CPUs than any node has, and lets it wait for ever.
/// \throws InputError  what was asked for is on no node
void require_fit(const SlurmSettings& settings, const std::vector<Node>& nodes);

}  // namespace gulliver
