// SPDX-License-Identifier: MIT
#include <orchestrator/cli/choice.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  bool json = false;
  std::vector<std::string> parts;
};

/// A part of the cache that can be thrown away on its own; everything in it can be made again.
struct Part {
  const char* name;
  const char* what;
  std::vector<const char*> folders;
};

const std::array<Part, 4>& parts() {
  static const std::array<Part, 4> all{
      Part{"images", "toolchain images", {"images"}},
      Part{"trees", "kernel sources: mirror and work trees", {"mirror.git", "worktrees", "debian"}},
      Part{"builds", "build folders, one for each kernel", {"builds"}},
      Part{"ccache", "compiler cache", {"ccache"}},
  };
  return all;
}

/// Bytes on the disk, links counted once at their place.
std::uint64_t size_of(const fs::path& folder) {
  std::uint64_t sum = 0;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
       it != fs::end(it); it.increment(error)) {
    struct stat status{};
    if (::lstat(it->path().c_str(), &status) == 0) sum += static_cast<std::uint64_t>(status.st_blocks) * 512;
  }
  return sum;
}

std::uint64_t size_of(const fs::path& cache, const Part& part) {
  std::uint64_t sum = 0;
  for (const char* folder : part.folders) sum += size_of(cache / folder);
  return sum;
}

int show_sizes(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  auto json = nlohmann::json{{"cache", folders.cache.string()}, {"state", folders.state.string()}};
  for (const Part& part : parts()) {
    const std::uint64_t bytes = size_of(folders.cache, part);
    json["bytes"][part.name] = bytes;
    if (!arguments.json) std::printf("%8.2f GB  %-8s %s\n", static_cast<double>(bytes) / 1e9, part.name, part.what);
  }
  const std::uint64_t state = size_of(folders.state);
  json["bytes"]["state"] = state;
  if (arguments.json) {
    std::cout << json.dump(2) << "\n";
    return 0;
  }
  std::printf("cache: %s\n", folders.cache.c_str());
  std::printf("state: %s (%.2f GB: ledger and logs, never pruned here)\n", folders.state.c_str(), static_cast<double>(state) / 1e9);
  return 0;
}

int prune(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  for (const Part& part : parts()) {
    if (std::ranges::find(arguments.parts, part.name) == arguments.parts.end()) continue;
    const std::uint64_t bytes = size_of(folders.cache, part);
    for (const char* folder : part.folders)
      if (fs::exists(folders.cache / folder)) remove_folder(folders.cache / folder);
    std::printf("%8.2f GB  %-8s removed\n", static_cast<double>(bytes) / 1e9, part.name);
  }
  return 0;
}

}  // namespace

void add_cache(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("cache", "Show how large the cache is, and prune it");
  auto arguments = std::make_shared<Arguments>();
  command->add_flag("--json", arguments->json, "As JSON");
  command->footer("Examples:\n  gulliver cache\n  gulliver cache prune builds ccache");
  command->callback([arguments, &action] {
    if (!action) action = [arguments] { return show_sizes(*arguments); };
  });
  CLI::App* prune_command = command->add_subcommand("prune", "Throw parts of the cache away; all of it can be made again");
  one_of(prune_command->add_option("PART", arguments->parts, "Which parts"), {"images", "trees", "builds", "ccache"})->required();
  prune_command->footer("Example:\n  gulliver cache prune builds");
  prune_command->callback([arguments, &action] { action = [arguments] { return prune(*arguments); }; });
}

}  // namespace gulliver
