// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/toolchain.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Package -> exact version, of every package in an image.
using Manifest = std::map<std::string, std::string>;

/// What decides the files of an image, as text: suite, packages, and what is left out. Two recipes
/// with the same text share an image (PATH and variables apply when it is entered, not when it is made).
std::string image_text(const ToolchainRecipe& recipe);

/// The folder of a recipe's image: NAME and the beginning of the hash of image_text().
std::string image_folder(const ToolchainRecipe& recipe);

/// The id of an image: a hash over its whole recipe and its manifest, 12 hexadecimal digits.
std::string image_id(const ToolchainRecipe& recipe, const Manifest& manifest);

/// The command that makes the image's root file system in the folder `root`, which does not exist.
/// An ordinary user's mmdebstrap works as users that are only its own; its files go through tar, so
/// that they belong to whoever made the image and can be removed again.
std::vector<std::string> mmdebstrap_command(const ToolchainRecipe& recipe, const std::filesystem::path& root,
                                            const std::string& mirror, Caller caller);

/// The installed packages of dpkg's status file (deb822 paragraphs, dpkg(1)).
Manifest read_dpkg_status(std::string_view status);

/// One `package version` a line, in the order of names; parse_manifest() reads it back.
std::string render_manifest(const Manifest& manifest);
Manifest parse_manifest(std::string_view text);

/// The image of `recipe` at `root` with its manifest, ready for use. Its versions are those of the
/// packages that the recipe names.
Toolchain image_toolchain(const ToolchainRecipe& recipe, std::filesystem::path root,
                          const Manifest& manifest);

}  // namespace gulliver
