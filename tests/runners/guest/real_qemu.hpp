// SPDX-License-Identifier: MIT
#pragma once

#include <runners/files/files.hpp>
#include <runners/model/toolchain.hpp>

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace gulliver {

/// A toolchain with this QEMU: the root file system that GULLIVER_TEST_ROOT names, an image in the
/// cache, or the host.
inline std::optional<Toolchain> toolchain_with(const std::string& qemu) {
  namespace fs = std::filesystem;
  std::vector<fs::path> roots;
  if (const char* root = std::getenv("GULLIVER_TEST_ROOT")) roots.push_back(root);
  std::error_code none;
  for (const auto& image : fs::directory_iterator(folders_from_environment().cache / "images", none))
    roots.push_back(image.path() / "rootfs");
  roots.push_back("/");
  Toolchain toolchain;
  toolchain.name = "test";
  toolchain.path = {"/usr/bin"};
  for (const fs::path& root : roots) {
    toolchain.root = root;
    if (fs::exists(root / "usr/bin" / qemu)) return toolchain;
  }
  return std::nullopt;
}

}  // namespace gulliver
