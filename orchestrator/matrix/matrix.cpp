// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/matrix.hpp>

#include <orchestrator/matrix/accepted_reader.hpp>
#include <orchestrator/matrix/arch_reader.hpp>
#include <orchestrator/matrix/candidates.hpp>
#include <orchestrator/matrix/expansion.hpp>
#include <orchestrator/matrix/matrix_reader.hpp>
#include <orchestrator/matrix/names.hpp>
#include <orchestrator/matrix/recipe.hpp>
#include <orchestrator/matrix/selection.hpp>
#include <orchestrator/matrix/tree_reader.hpp>
#include <orchestrator/matrix/wording.hpp>
#include <runners/files/files.hpp>
#include <runners/kernel/fragment.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <variant>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// A path as a person would write it: relative to where they stand, if it is below.
fs::path shortened(const fs::path& path) {
  std::error_code ignored;
  const fs::path near = fs::proximate(path, ignored);
  const bool below = !near.empty() && *near.begin() != "..";
  return below ? near : path.lexically_normal();
}

ArchTable read_arches(const fs::path& file, Problems& problems) {
  const auto root = load_yaml(file, problems);
  return root ? read_arches(*root, SearchPath({file.parent_path()})) : ArchTable{};
}

/// Loads what a matrix names, and puts it together.
class Loader {
 public:
  Loader(const fs::path& matrix, const fs::path& root)
      : file_(shortened(matrix)), folder_(file_.parent_path()), root_(shortened(root)) {}

  /// Reads everything, mistakes included, before it gives up.
  void read(const std::string& tree) {
    read_spec(tree);
    const std::size_t before = problems_.count();
    archs_ = read_arches(arch_file(), problems_);
    const bool archs_are_good = problems_.count() == before;
    toolchains_ = recipe_names(recipe_folder());
    toolchains_.emplace_back("host");
    read_fragments();
    read_recipes();
    if (spec_.accepted) accepted_ = read_accepted(*spec_.accepted, problems_);
    const bool names_are_good = archs_are_good && check_names(spec_, archs_, toolchains_, problems_);
    if (names_are_good) candidates_ = candidates(spec_, archs_, problems_);
    problems_.throw_if_any();
  }

  Plan plan(const PlanOptions& options) {
    const std::set<std::string> selected = select(candidates_, options);
    Plan plan = expand(spec_, archs_, fragments_, candidates_);
    keep(selected, plan);
    if (plan.builds.empty()) refuse(plan);
    plan.accepted = accepted_;
    for (const ToolchainRecipe& recipe : recipes_) {
      if (std::ranges::find(plan.builds, recipe.name, &Build::toolchain) == plan.builds.end()) continue;
      plan.recipes.push_back(recipe);
    }
    return plan;
  }

 private:
  void read_spec(const std::string& tree) {
    const auto root = load_yaml(file_, problems_);
    if (!root) problems_.throw_if_any();
    spec_ = read_matrix(*root, file_, search_path());
    if (!tree.empty()) {
      spec_.tree.base = parse_tree(tree);
    } else if (const auto* local = std::get_if<LocalTree>(&spec_.tree.base)) {
      check(*local);
    }
  }

  SearchPath search_path() const {
    const fs::path shipped = (root_ / "matrices").lexically_normal();
    return shipped == folder_ ? SearchPath({folder_}) : SearchPath({folder_, shipped});
  }

  void check(const LocalTree& tree) {
    std::error_code ignored;
    if (fs::is_directory(tree.path, ignored)) return;
    problems_.add(spec_.tree_place, "no folder " + in_quotes(tree.path.string()));
  }

  fs::path arch_file() const {
    std::error_code ignored;
    const fs::path beside = folder_ / "arches.yaml";
    return fs::exists(beside, ignored) ? beside : (root_ / "matrices/arches.yaml").lexically_normal();
  }

  fs::path recipe_folder() const { return (root_ / "images/toolchain").lexically_normal(); }

  /// Those of all configs and overrides, and of the archs that the matrix names.
  void read_fragments() {
    for (const ConfigSpec& config : spec_.configs) read_fragments(config.fragments);
    for (const Override& item : spec_.overrides) read_fragments(item.fragments);
    for (const Arch& arch : archs_) {
      if (is_named(arch.name)) read_fragments(arch.fragments);
    }
  }

  bool is_named(const std::string& arch) const {
    const auto has = [&](const AxisNames& names) {
      return std::ranges::find(names.archs, arch, &Name::text) != names.archs.end();
    };
    return has(spec_.axes) || std::ranges::any_of(spec_.includes, has, &Include::cell);
  }

  void read_fragments(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
      if (fragments_.contains(file)) continue;
      try {
        fragments_[file] = parse_fragment(file.string(), read_file(file));
      } catch (const Error& error) {
        problems_.adopt(file.string(), error.what());
      }
    }
  }

  void read_recipes() {
    std::vector<Name> names = spec_.axes.toolchains;
    for (const Include& item : spec_.includes)
      std::ranges::copy(item.cell.toolchains, std::back_inserter(names));
    for (const std::string& known : toolchains_) {
      if (known == "host" || std::ranges::find(names, known, &Name::text) == names.end()) continue;
      recipes_.push_back(read_recipe(recipe_folder() / (known + ".yaml"), problems_));
    }
  }

  [[noreturn]] void refuse(const Plan& plan) const {
    if (plan.excluded.empty()) throw InputError("the filters leave no cell of " + in_quotes(spec_.name));
    std::string text;
    for (const Excluded& excluded : plan.excluded) {
      text += (text.empty() ? "" : "\n") + excluded.cell + " is excluded: " + excluded.reason;
    }
    throw InputError(text);
  }

  fs::path file_, folder_, root_;
  Problems problems_;
  MatrixSpec spec_;
  ArchTable archs_;
  std::vector<std::string> toolchains_;
  std::vector<ToolchainRecipe> recipes_;
  Fragments fragments_;
  std::vector<Accepted> accepted_;
  std::vector<Candidate> candidates_;
};

}  // namespace

ArchTable load_arches(const fs::path& file) {
  Problems problems;
  ArchTable archs = read_arches(file, problems);
  problems.throw_if_any();
  return archs;
}

Plan load_plan(const fs::path& matrix, const fs::path& root, const PlanOptions& options) {
  Loader loader(matrix, root);
  loader.read(options.tree);
  return loader.plan(options);
}

}  // namespace gulliver
