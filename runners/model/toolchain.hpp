// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// How a toolchain image is made: `images/toolchain/NAME.yaml`. A recipe, never a binary.
struct ToolchainRecipe {
  std::string name;                        ///< the file's stem
  std::string suite;                       ///< Debian suite, e.g. "trixie"
  std::vector<std::string> packages;       ///< what is installed on top of the base system
  std::vector<std::string> path;           ///< PATH inside the image, in order
  std::map<std::string, std::string> env;  ///< further variables inside the image
  bool operator==(const ToolchainRecipe&) const = default;
};

/// A toolchain that is ready for use: an image in the cache, or the host's own tools.
struct Toolchain {
  std::string name;                             ///< recipe name, or "host"
  std::string id;                               ///< hash over the recipe and `versions`
  std::filesystem::path root;                   ///< root file system; empty for the host's tools
  std::map<std::string, std::string> versions;  ///< package (image) or tool (host) -> exact version
  std::vector<std::string> path;                ///< PATH inside
  std::map<std::string, std::string> env;       ///< further variables inside

  bool is_host() const { return root.empty(); }
};

}  // namespace gulliver
