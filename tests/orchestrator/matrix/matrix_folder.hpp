// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/matrix.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace gulliver {

/// A folder for one matrix, with the small arch table of tests/data/matrix behind it. Mistakes
/// are told with m.yaml for the matrix, HERE for its folder, ROOT for the data.
class MatrixFolder {
 public:
  std::filesystem::path root = TEST_DATA "/matrix";

  Plan plan(std::string_view matrix, const PlanOptions& options = {}) const {
    std::ofstream(folder / "m.yaml")
        << matrix;  // not write_file(): a sync for each of hundreds takes seconds
    return load_plan(folder / "m.yaml", root, options);
  }

  std::string mistakes(std::string_view matrix, const PlanOptions& options = {}) const {
    return mistakes_of([&] { plan(matrix, options); });
  }

  std::string arch_mistakes(std::string_view arches) const {
    write_file(folder / "arches.yaml", arches);
    return mistakes_of([&] { load_arches(folder / "arches.yaml"); });
  }

  std::string recipe_mistakes(std::string_view recipe) const {
    write_file(folder / "r.yaml", recipe);
    return mistakes_of([&] { load_recipe(folder / "r.yaml"); });
  }

  const TemporaryFolder folder;

 private:
  template <typename Action>
  std::string mistakes_of(Action action) const {
    try {
      action();
    } catch (const InputError& error) {
      std::string text = error.what();
      replace(text, folder.path().string() + "/", "");
      replace(text, folder.path().string(), "HERE");
      replace(text, std::filesystem::proximate(root).string(), "ROOT");
      replace(text, root.string(), "ROOT");
      return text;
    }
    return "";
  }

  static void replace(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size()) {
      text.replace(at, what.size(), with);
    }
  }
};

/// The smallest matrix, with `more` behind it.
inline std::string small_matrix(const std::string& more = "") {
  return "axes: {arch: [x86_64, mips], config: [kunit]}\n"
         "configs: {kunit: [fragments/kunit.config]}\n" +
         more;
}

/// Ids of all cells that a plan builds, in its order.
inline std::vector<std::string> cell_ids(const Plan& plan) {
  std::vector<std::string> ids;
  for (const Build& build : plan.builds) {
    for (const PlannedCell& planned : build.cells) ids.push_back(planned.cell.id);
  }
  return ids;
}

}  // namespace gulliver
