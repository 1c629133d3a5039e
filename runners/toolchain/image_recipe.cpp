// SPDX-License-Identifier: MIT
#include <runners/toolchain/image_recipe.hpp>

#include <runners/files/files.hpp>

#include <algorithm>
#include <array>

namespace gulliver {
namespace {

constexpr std::size_t id_digits = 12;

/// What no build reads, and is a third of what the packages hold: documents and translations, the
/// sources of the Rust compiler (of `rust-src` only the library is needed), LLVM's static libraries.
constexpr std::array left_out = {
    "/usr/share/man/*",  "/usr/share/doc/*",       "/usr/share/info/*",           "/usr/share/locale/*",
    "/usr/lib/llvm-*.a", "/usr/src/rustc-*/src/*", "/usr/src/rustc-*/compiler/*",
};

/// dpkg's `*` matches slashes too, so the patterns above take parts of this with them: the sources
/// of `core`, which every Rust kernel is built from. A later pattern wins.
constexpr const char* kept = "/usr/src/rustc-*/library/*";

constexpr const char* through_tar =
    "set -o pipefail; umask 022; root=$1; shift; mkdir \"$root\"; "
    "\"$@\" | tar -x -C \"$root\" --no-same-owner --no-same-permissions --exclude='./dev/*'";

/// Calls `each` with every line of a text.
template <typename Each>
void for_lines(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    each(line);
  }
}

}  // namespace

std::string image_text(const ToolchainRecipe& recipe) {
  std::string text = "suite " + recipe.suite + "\n";
  for (const std::string& package : recipe.packages) text += "package " + package + "\n";
  for (const char* pattern : left_out) text += std::string("without ") + pattern + "\n";
  text += std::string("with ") + kept + "\n";
  return text;
}

std::string image_folder(const ToolchainRecipe& recipe) {
  return recipe.name + "-" + sha256(image_text(recipe)).substr(0, id_digits);
}

std::string image_id(const ToolchainRecipe& recipe, const Manifest& manifest) {
  std::string text = image_text(recipe);
  for (const std::string& folder : recipe.path) text += "path " + folder + "\n";
  for (const auto& [name, value] : recipe.env) text += "env " + name + "=" + value + "\n";
  return sha256(text + render_manifest(manifest)).substr(0, id_digits);
}

std::vector<std::string> mmdebstrap_command(const ToolchainRecipe& recipe, const std::filesystem::path& root,
                                            const std::string& mirror, Caller caller) {
  std::string packages;
  for (const std::string& package : recipe.packages)
    packages.append(packages.empty() ? "" : ",").append(package);
  std::vector<std::string> argv = {"mmdebstrap", "--variant=apt", "--dpkgopt=force-unsafe-io"};
  for (const char* pattern : left_out) argv.push_back(std::string("--dpkgopt=path-exclude=") + pattern);
  argv.push_back(std::string("--dpkgopt=path-include=") + kept);
  if (!packages.empty()) argv.push_back("--include=" + packages);
  argv.insert(argv.end(), {recipe.suite, caller == Caller::root ? root.string() : "-"});
  if (!mirror.empty()) argv.push_back(mirror);
  if (caller == Caller::root) return argv;
  std::vector<std::string> piped = {"bash", "-c", through_tar, "image", root.string()};
  piped.insert(piped.end(), argv.begin(), argv.end());
  return piped;
}

Manifest read_dpkg_status(std::string_view status) {
  Manifest manifest;
  std::string package;
  bool installed = false;
  for_lines(status, [&](std::string_view line) {
    const auto value_of = [&](std::string_view field) {
      return line.starts_with(field) ? std::string(line.substr(field.size())) : std::string();
    };
    if (line.empty()) package.clear();
    if (line.starts_with("Package: ")) package = value_of("Package: ");
    if (line.starts_with("Status: ")) installed = line == "Status: install ok installed";
    if (line.starts_with("Version: ") && installed && !package.empty())
      manifest[package] = value_of("Version: ");
  });
  return manifest;
}

std::string render_manifest(const Manifest& manifest) {
  std::string text;
  for (const auto& [package, version] : manifest) text += package + " " + version + "\n";
  return text;
}

Manifest parse_manifest(std::string_view text) {
  Manifest manifest;
  for_lines(text, [&](std::string_view line) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return;
    manifest[std::string(line.substr(0, space))] = line.substr(space + 1);
  });
  return manifest;
}

Toolchain image_toolchain(const ToolchainRecipe& recipe, std::filesystem::path root,
                          const Manifest& manifest) {
  Toolchain toolchain;
  toolchain.name = recipe.name;
  toolchain.id = image_id(recipe, manifest);
  toolchain.root = std::move(root);
  toolchain.path = recipe.path;
  toolchain.env = recipe.env;
  for (const std::string& package : recipe.packages) {
    if (const auto found = manifest.find(package); found != manifest.end()) toolchain.versions.insert(*found);
  }
  return toolchain;
}

}  // namespace gulliver
