// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/job_size.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

namespace gulliver {
namespace {

constexpr int usual_cpus = 8;                  // more of them wait for the linker, and for the guests
constexpr int memory_of_build = 2048;          // MiB: the linker, and rustc at the kernel crate
constexpr int memory_of_cpu = 1024;            // MiB: a compiler
constexpr Seconds unknown_build{6 * 60 * 60};  // as long as the farm itself would wait
constexpr Seconds least_build{60 * 60};        // a node may be much slower than what history was made on
constexpr double headroom = 3;
constexpr Seconds preparation{30 * 60};  // image and tree, the first time on a node

Seconds longest_build(const std::optional<BuildHistory>& history) {
  return history ? std::max(least_build, headroom * history->took) : unknown_build;
}

/// Half as much again as it held: more compilers may meet at their largest the next time.
int memory_for(int cpus, const std::optional<BuildHistory>& history) {
  if (!history || history->memory == 0) return memory_of_build + memory_of_cpu * cpus;
  return std::max(memory_of_build, static_cast<int>(history->memory * 3 / 2 >> 20));
}

Seconds longest_boots(const Build& build, int reboots) {
  Seconds sum{};
  for (const PlannedCell& planned : build.cells) sum += planned.guest.total * (1 + reboots);
  return sum;
}

int guest_memory(const Build& build) {
  int most = 0;
  for (const PlannedCell& planned : build.cells) most = std::max(most, planned.guest.memory);
  return most;
}

void require(const char* key, int asked, int most, const std::string& node) {
  if (asked > most)
    throw InputError("config.yaml: slurm." + std::string(key) + " is " + std::to_string(asked) +
                     ", and the largest node of Slurm, " + node + ", has " + std::to_string(most));
}

}  // namespace

const Node* largest(const std::vector<Node>& nodes) {
  const auto rank = [](const Node& node) { return std::tuple(node.usable, node.cpus, node.memory); };
  const auto found = std::ranges::max_element(nodes, {}, rank);
  return found == nodes.end() ? nullptr : &*found;
}

JobSize size_of(const Build& build, const SlurmSettings& settings, const std::vector<Node>& nodes,
                std::optional<BuildHistory> history, int reboots) {
  const Node* const node = largest(nodes);
  JobSize size;
  size.cpus = settings.cpus > 0 ? settings.cpus : usual_cpus;
  if (node) size.cpus = std::min(size.cpus, node->cpus);
  size.memory = settings.memory;
  if (size.memory == 0) {
    size.memory = memory_for(size.cpus, history) + guest_memory(build);
    if (node) size.memory = std::min(size.memory, node->memory);
  }
  const Seconds longest = preparation + longest_build(history) + longest_boots(build, reboots);
  size.minutes = static_cast<int>(std::ceil(longest.count() / 60));
  if (node && node->minutes) size.minutes = std::min(size.minutes, *node->minutes);
  return size;
}

int larger_memory(const JobSize& size, const std::vector<Node>& nodes) {
  const Node* const node = largest(nodes);
  return node ? std::clamp(2 * size.memory, size.memory, std::max(size.memory, node->memory)) : size.memory;
}

void require_fit(const SlurmSettings& settings, const std::vector<Node>& nodes) {
  const Node* const node = largest(nodes);
  if (!node) throw InputError("Slurm has no node for these jobs; `sinfo` shows which there are");
  require("cpus", settings.cpus, node->cpus, node->name);
  require("memory", settings.memory, node->memory, node->name);
}

}  // namespace gulliver
