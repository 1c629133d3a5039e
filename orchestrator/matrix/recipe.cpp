// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/recipe.hpp>

#include <orchestrator/matrix/matrix.hpp>
#include <orchestrator/matrix/wording.hpp>
#include <orchestrator/matrix/yaml_value.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::vector<std::string> read_list(const YamlMap& map, std::string_view key) {
  const auto value = map.require(key);
  return value ? value->texts() : std::vector<std::string>{};
}

void read_env(const YamlMap& map, std::map<std::string, std::string>& env) {
  const auto value = map.find("env");
  if (!value) return;
  for (const YamlEntry& entry : value->entries()) {
    if (const auto text = entry.value.text()) env[entry.name()] = *text;
  }
}

std::vector<fs::path> recipe_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".yaml" && is_plain_name(path.stem().string())) files.push_back(path);
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

ToolchainRecipe read_recipe(const fs::path& file, Problems& problems) {
  ToolchainRecipe recipe;
  recipe.name = file.stem().string();
  const auto root = load_yaml(file, problems);
  if (!root) return recipe;
  const YamlMap map(*root, recipe_vocabulary(), "recipe");
  map.require("suite");
  map.read("suite", recipe.suite, &YamlValue::some_text);
  recipe.packages = read_list(map, "packages");
  recipe.path = read_list(map, "path");
  read_env(map, recipe.env);
  return recipe;
}

std::vector<std::string> recipe_names(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& file : recipe_files(folder)) names.push_back(file.stem().string());
  return names;
}

ToolchainRecipe load_recipe(const fs::path& file) {
  Problems problems;
  ToolchainRecipe recipe = read_recipe(file, problems);
  problems.throw_if_any();
  return recipe;
}

std::vector<ToolchainRecipe> load_recipes(const fs::path& folder) {
  Problems problems;
  std::vector<ToolchainRecipe> recipes;
  for (const fs::path& file : recipe_files(folder)) recipes.push_back(read_recipe(file, problems));
  problems.throw_if_any();
  return recipes;
}

}  // namespace gulliver
