// SPDX-License-Identifier: MIT
// Every file says under which licence it is.
#include <runners/files/files.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace fs = std::filesystem;

namespace {

/// What becomes part of a kernel, or is linked with its code, is under the kernel's licence.
bool is_for_kernels(const std::string& path) {
  return path.starts_with("matrices/ports/") || path.starts_with("matrices/fragments/") ||
         path.starts_with("matrices/overlays/") ||
         path.starts_with("tests/faults/kernel/") || path == "runners/kernel/kconfig_probe.c";
}

}  // namespace

TEST(Licence, every_file_names_its_own) {
  const fs::path root = SOURCE_ROOT;
  int seen = 0;
  for (const char* top : {"runners", "orchestrator", "matrices", "images", "tests", "ci"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string path = entry.path().lexically_relative(root).string();
      if (!entry.is_regular_file() || path.starts_with("tests/data/")) continue;
      const std::string head = gulliver::read_file(entry.path()).substr(0, 600);
      const std::string licence = is_for_kernels(path) ? "GPL-2.0-only" : "MIT";
      EXPECT_NE(head.find("SPDX-License-Identifier: " + licence), std::string::npos) << path;
      ++seen;
    }
  EXPECT_GT(seen, 200);
}
