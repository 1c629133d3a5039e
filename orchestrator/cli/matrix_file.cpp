// SPDX-License-Identifier: MIT
#include <orchestrator/cli/matrix_file.hpp>

#include <orchestrator/cli/context.hpp>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

}  // namespace

std::string matrix_file(const std::string& asked, const fs::path& root) {
  const fs::path path = asked;
  if (is_file(path) || path.is_absolute()) return asked;
  const bool in_matrices = path.parent_path() == "matrices";
  if (path.has_parent_path() && !in_matrices) return asked;
  for (const char* ending : {"", ".yaml"}) {
    const fs::path shipped = root / "matrices" / (path.filename().string() + ending);
    if (is_file(shipped)) return shipped.string();
  }
  return asked;
}

std::string matrix_file(const std::string& asked) {
  try {
    return matrix_file(asked, data_root());
  } catch (const Error&) {
    return asked;  // whoever reads a matrix needs the root itself, and says that it is missing
  }
}

}  // namespace gulliver
