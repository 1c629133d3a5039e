// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/progress_line.hpp>
#include <orchestrator/cli/world.hpp>
#include <runners/source/source_store.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::string package = "linux-source";
  bool json = false;
};

void print(const ResolvedPackage& package) {
  std::printf("%-20s %-20s %-22s %.12s\n", package.asked.c_str(), package.package.c_str(), package.version.c_str(),
              package.commit.c_str());
}

int list_trees(const Arguments& arguments) {
  World world;
  const auto resolved = SourceStore(folders_from_environment().cache, world.processes()).resolved();
  if (arguments.json) {
    auto list = nlohmann::json::array();
    for (const ResolvedPackage& p : resolved)
      list.push_back({{"asked", p.asked}, {"package", p.package}, {"version", p.version}, {"commit", p.commit}});
    std::cout << list.dump(2) << "\n";
    return 0;
  }
  for (const ResolvedPackage& package : resolved) print(package);
  if (resolved.empty()) std::cout << "no Debian source is resolved yet; the first `gulliver run` does it\n";
  return 0;
}

int update_tree(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  World world;
  SourceStore store(folders.cache, world.processes());
  const StopHook hook = world.on_stop([&store] { store.stop(); });
  DebianSource source;
  source.package = arguments.package;
  print(world.run(store.update(source, progress_line())));
  return 0;
}

}  // namespace

void add_tree(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("tree", "Show which Debian kernel sources are in use, and move to newer ones");
  command->require_subcommand(1);
  command->footer("Examples:\n  gulliver tree list\n  gulliver tree update linux-source");
  auto arguments = std::make_shared<Arguments>();

  CLI::App* list = command->add_subcommand("list", "List the packages and the exact versions they were resolved to");
  list->add_flag("--json", arguments->json, "As JSON");
  list->callback([arguments, &action] { action = [arguments] { return list_trees(*arguments); }; });

  CLI::App* update = command->add_subcommand("update", "Ask Debian again which version a package has, and use it from now on");
  update->add_option("PACKAGE", arguments->package, "The package")->capture_default_str();
  update->callback([arguments, &action] { action = [arguments] { return update_tree(*arguments); }; });
}

}  // namespace gulliver
