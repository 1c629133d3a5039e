// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/expansion.hpp>

#include <orchestrator/matrix/tree_reader.hpp>
#include <runners/kernel/user_space.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
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
    return std::tie(k.source, k.tree_id, k.linux_arch, k.make, k.targets, k.image, k.init, k.request);
  };
  return decisive(a) == decisive(b);
}

/// Expands one cell after the other into a plan.
class Expansion {
 public:
  Expansion(const MatrixSpec& spec, const ArchTable& archs, const Fragments& fragments)
      : spec_(spec), archs_(archs), fragments_(fragments) {
    plan_.matrix = spec.name;
    std::map<std::tuple<std::string, std::vector<fs::path>, std::vector<std::string>, bool>, const ConfigSpec*> first;
    for (const ConfigSpec& config : spec.configs) {
      const auto [same, is_new] =
          first.emplace(std::tuple(config.base, config.fragments, config.targets, config.user_space), &config);
      configs_.emplace(config.name, Config{&config, same->second});
    }
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
  /// A config, and the first that asks for the same in the same words.
  struct Config {
    const ConfigSpec* spec;
    const ConfigSpec* same;
  };

  /// All that decides a kernel, by name. The same key, the same kernel; two keys may come to the same one too.
  struct Key {
    std::string arch;
    Endian endian;
    std::string toolchain;
    const ConfigSpec* config;
    std::vector<const Override*> overrides;
    auto operator<=>(const Key&) const = default;
  };

  const ConfigSpec& config_of(const Cell& cell) const { return *configs_.at(cell.config).spec; }

  Key key_of(const Cell& cell) const {
    Key key{cell.arch, cell.endian, cell.toolchain, configs_.at(cell.config).same, {}};
    for (const Override& item : spec_.overrides)
      if ((!item.make.empty() || !item.fragments.empty()) && matches(item.when, cell)) key.overrides.push_back(&item);
    return key;
  }

  void add_config(const ConfigSpec& config) {
    if (!told_.insert(&config).second) return;
    plan_.configs.push_back({config.name, config.about});
  }

  /// A kernel is put together once for each key: plans have a million cells, and far fewer kernels.
  void add(const Cell& cell, const Arch& arch) {
    const auto [build, is_new] = builds_.emplace(key_of(cell), 0);
    if (is_new) {
      const std::size_t tree = tree_of(arch);
      build->second = build_of(kernel_of(cell, arch, plan_.trees[tree]), cell, tree);
    }
    plan_.builds[build->second].cells.push_back({cell, guest_of(cell, arch)});
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
    if (config_of(cell).user_space) {
      std::ranges::copy(user_space_targets(), std::back_inserter(kernel.targets));
      kernel.init = arch.init;
    }
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
    guest.user_space = config_of(cell).user_space;
    apply(spec_.guest, guest);
    for (const Override& item : spec_.overrides) {
      if (matches(item.when, cell)) apply(item.guest, guest);
    }
    return guest;
  }

  /// One arch in two byte orders is never one build, even if the arch table forgot to tell them apart.
  std::size_t build_of(const KernelSpec& kernel, const Cell& cell, std::size_t tree) {
    std::vector<std::size_t>& alike = alike_[std::tuple(cell.arch, cell.endian, cell.toolchain, tree, rough(kernel))];
    for (const std::size_t index : alike)
      if (same_kernel(plan_.builds[index].kernel, kernel)) return index;
    alike.push_back(plan_.builds.size());
    plan_.builds.push_back(Build{kernel, cell.toolchain, tree, {}});
    return alike.back();
  }

  /// The same for kernels that are the same, and rarely for others.
  static std::size_t rough(const KernelSpec& kernel) {
    std::string text = kernel.request.base;
    for (const ConfigOption& option : kernel.request.options) text += "\n" + option.name + "=" + option.value;
    return std::hash<std::string>()(text);
  }

  const MatrixSpec& spec_;
  const ArchTable& archs_;
  const Fragments& fragments_;
  std::map<std::string, Config> configs_;
  std::set<const ConfigSpec*> told_;
  std::map<Key, std::size_t> builds_;  ///< key -> index into Plan::builds
  std::map<std::tuple<std::string, Endian, std::string, std::size_t, std::size_t>, std::vector<std::size_t>> alike_;
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
