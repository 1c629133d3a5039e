// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/world.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/toolchain_store.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::string name;
  bool json = false;
  bool all = false;
};

std::vector<ToolchainRecipe> recipes() { return load_recipes(data_root() / "images" / "toolchain"); }

std::vector<ToolchainRecipe> chosen(const std::string& name) {
  std::vector<ToolchainRecipe> all = recipes();
  if (name.empty()) return all;
  std::string known;
  for (const ToolchainRecipe& recipe : all) known += (known.empty() ? "" : ", ") + recipe.name;
  std::erase_if(all, [&](const ToolchainRecipe& recipe) { return recipe.name != name; });
  if (all.empty()) throw InputError("unknown toolchain \"" + name + "\" (known: " + known + ")");
  return all;
}

int build_images(const Arguments& arguments) {
  const auto wanted = chosen(arguments.name);
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  World world;
  ToolchainStore store(folders.cache, world.processes());
  for (const ToolchainRecipe& recipe : wanted) {
    const bool there = store.find(recipe).has_value();
    if (!there) std::cerr << "gulliver: making toolchain image " << recipe.name << " (about 2 minutes, 2.5 GB)" << std::endl;
    const auto tell = [](std::string_view line) { std::cerr << "  " << line << std::endl; };
    const Toolchain image = world.run(store.build(recipe, tell));
    std::cout << image.root.parent_path().filename().string() << "  " << (there ? "was there" : "built") << "\n";
  }
  return 0;
}

/// "debian-trixie-8bf77e334dc3": how an image is told from one of another recipe of the same name.
std::string folder_of(const ToolchainImage& image) { return image.root.parent_path().filename().string(); }

nlohmann::json to_json(const ToolchainImage& image) {
  return {{"name", image.name}, {"id", image.id}, {"root", image.root.string()}, {"bytes", image.bytes}, {"current", image.current}};
}

int list_images(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  World world;
  const auto images = ToolchainStore(folders.cache, world.processes()).list(recipes());
  if (arguments.json) {
    auto list = nlohmann::json::array();
    for (const ToolchainImage& image : images) list.push_back(to_json(image));
    std::cout << list.dump(2) << "\n";
    return 0;
  }
  for (const ToolchainImage& image : images)
    std::printf("%s  %.1f GB  %s\n", folder_of(image).c_str(), static_cast<double>(image.bytes) / 1e9,
                image.current ? "current" : "of an older recipe");
  if (images.empty()) std::cout << "no image is built; `gulliver image build` makes them\n";
  return 0;
}

int prune_images(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  World world;
  ToolchainStore store(folders.cache, world.processes());
  for (const ToolchainImage& image : store.list(recipes())) {
    if (image.current && !arguments.all) continue;
    store.remove(image);
    std::cout << "removed " << folder_of(image) << "\n";
  }
  return 0;
}

}  // namespace

void add_image(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("image", "Build, list and prune toolchain images");
  command->require_subcommand(1);
  command->footer("Examples:\n  gulliver image build\n  gulliver image list --json\n  gulliver image prune");
  auto arguments = std::make_shared<Arguments>();

  CLI::App* build = command->add_subcommand("build", "Make the image of each recipe that has none (about 2 minutes, 2.5 GB)");
  build->add_option("NAME", arguments->name, "Only this recipe of images/toolchain");
  build->footer("Example:\n  gulliver image build debian-trixie");
  build->callback([arguments, &action] { action = [arguments] { return build_images(*arguments); }; });

  CLI::App* list = command->add_subcommand("list", "List the images in the cache");
  list->add_flag("--json", arguments->json, "As JSON");
  list->footer("Example:\n  gulliver image list");
  list->callback([arguments, &action] { action = [arguments] { return list_images(*arguments); }; });

  CLI::App* prune = command->add_subcommand("prune", "Remove the images of older recipes");
  prune->add_flag("--all", arguments->all, "Remove all images");
  prune->footer("Example:\n  gulliver image prune");
  prune->callback([arguments, &action] { action = [arguments] { return prune_images(*arguments); }; });
}

}  // namespace gulliver
