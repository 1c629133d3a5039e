// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/expansion.hpp>

#include <orchestrator/matrix/tree_reader.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

void apply(const GuestSettings& settings, GuestSpec& guest) {
  guest.memory = settings.memory.value_or(guest.memory);
  guest.cpus = settings.cpus.value_or(guest.cpus);
  guest.silence = settings.silence.value_or(guest.silence);
  guest.total = settings.total.value_or(guest.total);
  if (settings.cmdline.empty()) return;
  guest.cmdline += (guest.cmdline.empty() ? "" : " ") + settings.cmdline;
}

/// Everything but the id. Says nothing about the arch: compare cells for that.
bool same_kernel(const KernelSpec& a, const KernelSpec& b) {
  const auto decisive = [](const KernelSpec& k) {
    return std::tie(k.source, k.tree_id, k.linux_arch, k.make, k.targets, k.image, k.request);
  };
  return decisive(a) == decisive(b);
}

/// Expands one cell after the other into a plan.
class Expansion {
 public:
  Expansion(const MatrixSpec& spec, const ArchTable& archs, const Fragments& fragments)
      : spec_(spec), archs_(archs), fragments_(fragments) {
    plan_.matrix = spec.name;
  }

  void add(const Candidate& candidate) {
    add_config(config_of(candidate.cell));
    if (candidate.excluded.empty()) {
      add(candidate.cell, *find_arch(archs_, candidate.cell.arch, name_of(candidate.cell.endian)));
    } else {
      plan_.excluded.push_back({candidate.cell.id, candidate.excluded});
    }
  }

  Plan finish() { return std::move(plan_); }

 private:
  const ConfigSpec& config_of(const Cell& cell) const {
    return *std::ranges::find(spec_.configs, cell.config, &ConfigSpec::name);
  }

  void add_config(const ConfigSpec& config) {
    if (std::ranges::find(plan_.configs, config.name, &PlannedConfig::name) != plan_.configs.end()) return;
    plan_.configs.push_back({config.name, config.about});
  }

  void add(const Cell& cell, const Arch& arch) {
    const std::size_t tree = tree_of(arch);
    const KernelSpec kernel = kernel_of(cell, arch, plan_.trees[tree]);
    build_of(kernel, cell, tree).cells.push_back({cell, guest_of(cell, arch)});
  }

  /// An arch with a port has a tree of its own: the others are tested on the source as it is.
  std::size_t tree_of(const Arch& arch) {
    TreeSpec tree = spec_.tree;
    if (arch.port) tree.series.insert(tree.series.begin(), *arch.port);
    const auto known = std::ranges::find(plan_.trees, tree);
    const std::ptrdiff_t index = known - plan_.trees.begin();
    if (known == plan_.trees.end()) plan_.trees.push_back(std::move(tree));
    return static_cast<std::size_t>(index);
  }

  /// The parts of the id hold no dot, the tree's name in front may: no two ids are the same.
  KernelSpec kernel_of(const Cell& cell, const Arch& arch, const TreeSpec& tree) const {
    KernelSpec kernel;
    kernel.id = tree_name(tree) + "." + cell.arch + "-" + std::string(name_of(cell.endian)) + "." +
                cell.config + "." + cell.toolchain;
    kernel.linux_arch = arch.linux_arch;
    kernel.make = arch.make;
    kernel.targets = arch.targets;
    std::ranges::copy(config_of(cell).targets, std::back_inserter(kernel.targets));
    kernel.image = arch.image;
    kernel.request = request_of(cell, arch);
    for (const Override& item : spec_.overrides) {
      if (matches(item.when, cell)) std::ranges::copy(item.make, std::back_inserter(kernel.make));
    }
    return kernel;
  }

  ConfigRequest request_of(const Cell& cell, const Arch& arch) const {
    const ConfigSpec& config = config_of(cell);
    ConfigRequest request{config.base, {}};
    add_options(arch.fragments, request);
    add_options(config.fragments, request);
    for (const Override& item : spec_.overrides) {
      if (matches(item.when, cell)) add_options(item.fragments, request);
    }
    return request;
  }

  void add_options(const std::vector<fs::path>& files, ConfigRequest& request) const {
    for (const fs::path& file : files) {
      std::ranges::copy(fragments_.at(file), std::back_inserter(request.options));
    }
  }

  GuestSpec guest_of(const Cell& cell, const Arch& arch) const {
    GuestSpec guest = arch.guest;
    apply(spec_.guest, guest);
    for (const Override& item : spec_.overrides) {
      if (matches(item.when, cell)) apply(item.guest, guest);
    }
    return guest;
  }

  /// One arch in two byte orders is never one build, even if the arch table forgot to tell them apart.
  Build& build_of(const KernelSpec& kernel, const Cell& cell, std::size_t tree) {
    for (Build& build : plan_.builds) {
      const Cell& other = build.cells[0].cell;
      const bool same = other.arch == cell.arch && other.endian == cell.endian &&
                        build.toolchain == cell.toolchain && build.tree == tree;
      if (same && same_kernel(build.kernel, kernel)) return build;
    }
    return plan_.builds.emplace_back(Build{kernel, cell.toolchain, tree, {}});
  }

  const MatrixSpec& spec_;
  const ArchTable& archs_;
  const Fragments& fragments_;
  Plan plan_;
};

}  // namespace

Plan expand(const MatrixSpec& spec, const ArchTable& archs, const Fragments& fragments,
            const std::vector<Candidate>& candidates) {
  Expansion expansion(spec, archs, fragments);
  for (const Candidate& candidate : candidates) expansion.add(candidate);
  return expansion.finish();
}

}  // namespace gulliver
