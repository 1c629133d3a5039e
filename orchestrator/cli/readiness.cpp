// SPDX-License-Identifier: MIT
#include <orchestrator/cli/readiness.hpp>

#include <orchestrator/cli/progress_line.hpp>
#include <orchestrator/report/report.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>
#include <runners/toolchain/toolchain_store.hpp>

#include <sys/utsname.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <set>
#include <sstream>
#include <variant>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::uint64_t build_space = 1'000'000'000;
constexpr std::uint64_t tree_space = 2'500'000'000;

bool wants_kvm(const Plan& plan) {
  utsname host{};
  ::uname(&host);
  for (const Build& build : plan.builds)
    for (const PlannedCell& planned : build.cells)
      if (planned.guest.kvm_host == host.machine) return true;
  return false;
}

Toolchain find_image(const ToolchainStore& store, const Plan& plan, const std::string& name) {
  const auto recipe = std::ranges::find(plan.recipes, name, &ToolchainRecipe::name);
  if (recipe == plan.recipes.end()) throw Error("toolchain " + name + ": the plan has no recipe of this name");
  if (auto toolchain = store.find(*recipe)) return std::move(*toolchain);
  throw Error("toolchain image " + name + " is not built; `gulliver image build " + name + "` makes it (about 2 minutes)");
}

std::string gigabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

fs::path kvm_file(const Folders& folders) { return folders.cache / "kvm.txt"; }

/// Of this start of the machine and this toolchain.
std::string kvm_key(const Toolchain& toolchain) { return read_file("/proc/sys/kernel/random/boot_id") + toolchain.id; }

void tell_uncommitted(const std::vector<PreparedTree>& trees) {
  std::set<std::string> told;
  for (const PreparedTree& tree : trees) {
    const auto* revision = std::get_if<Revision>(&tree);
    if (!revision || !revision->uncommitted || !told.insert(revision->base).second) continue;
    std::cerr << "gulliver: the tree is " << printable(revision->base) << ", as it stands on disk\n";
  }
}

}  // namespace

std::vector<PreparedTree> ready_trees(World& world, const Plan& plan, SourceStore& sources) {
  std::vector<PreparedTree> trees = world.run(prepare_trees(plan, sources, progress_line()));
  tell_uncommitted(trees);
  return trees;
}

std::vector<PreparedTree> shared_trees(World& world, const Plan& plan, SourceStore& sources, const fs::path& mirror) {
  std::vector<PreparedTree> trees = world.run(share_trees(plan, sources, mirror, progress_line()));
  tell_uncommitted(trees);
  return trees;
}

std::map<std::string, Toolchain> plain_toolchains(World& world, const Folders& folders, const Plan& plan) {
  ToolchainStore store(folders.cache, world.processes());
  std::map<std::string, Toolchain> toolchains;
  for (const Build& build : plan.builds) {
    if (toolchains.contains(build.toolchain)) continue;
    Toolchain& toolchain = toolchains[build.toolchain];
    toolchain = build.toolchain == "host" ? world.run(store.host()) : find_image(store, plan, build.toolchain);
    world.run(prove_sandbox(world.processes(), toolchain));
  }
  return toolchains;
}

ReadyToolchain with_kvm(World& world, const Folders& folders, const Plan& plan, Toolchain toolchain) {
  const KvmState kvm = wants_kvm(plan) ? known_kvm(world, folders, toolchain) : KvmState{false, "no cell can use it"};
  return {std::move(toolchain), kvm};
}

std::map<std::string, ReadyToolchain> ready_toolchains(World& world, const Folders& folders, const Plan& plan) {
  std::map<std::string, ReadyToolchain> ready;
  for (auto& [name, toolchain] : plain_toolchains(world, folders, plan))
    ready[name] = with_kvm(world, folders, plan, std::move(toolchain));
  return ready;
}

KvmState known_kvm(World& world, const Folders& folders, const Toolchain& toolchain) {
  const fs::path file = kvm_file(folders);
  const std::string key = kvm_key(toolchain);
  if (fs::exists(file)) {
    const std::string text = read_file(file);
    if (text.starts_with(key + "\nworks")) return {true, ""};
    if (text.starts_with(key + "\n")) return {false, text.substr(key.size() + 1)};
  }
  const KvmState state = world.run(probe_kvm(world.processes(), toolchain));
  keep_kvm(folders, toolchain, state);
  return state;
}

void keep_kvm(const Folders& folders, const Toolchain& toolchain, const KvmState& state) {
  fs::create_directories(folders.cache);
  write_file(kvm_file(folders), kvm_key(toolchain) + "\n" + (state.works ? "works" : state.reason));
}

std::uint64_t space_needed(const Plan& plan, const Folders& folders) {
  std::uint64_t needed = 0;
  for (const Build& build : plan.builds)
    if (!fs::exists(folders.cache / "builds" / build.kernel.id)) needed += build_space;
  const fs::path trees = folders.cache / "worktrees";
  std::size_t have = 0;
  if (fs::exists(trees))
    for (const auto& entry : fs::directory_iterator(trees)) have += entry.is_directory() ? 1 : 0;
  if (plan.trees.size() > have) needed += (plan.trees.size() - have) * tree_space;
  return needed;
}

void require_space(const fs::path& folder, std::uint64_t free, std::uint64_t needed) {
  if (free >= needed) return;
  throw Error(folder.string() + ": " + gigabytes(free) + " free, and this run may need " + gigabytes(needed) +
              "; `gulliver cache` shows what can go");
}

}  // namespace gulliver
