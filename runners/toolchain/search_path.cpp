// SPDX-License-Identifier: MIT
#include <runners/toolchain/search_path.hpp>

#include <runners/model/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace fs = std::filesystem;

namespace gulliver {

std::vector<std::string> search_path(std::string_view variable) {
  std::vector<std::string> folders;
  while (!variable.empty()) {
    const std::string folder(variable.substr(0, variable.find(':')));
    variable.remove_prefix(std::min(folder.size() + 1, variable.size()));
    std::error_code error;
    if (!folder.starts_with('/') || !fs::is_directory(folder, error)) continue;
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(folder);
  }
  return folders;
}

std::vector<std::string> our_search_path() {
  const char* variable = std::getenv("PATH");
  return search_path(variable ? variable : "/usr/local/bin:/usr/bin:/bin");
}

std::optional<fs::path> find_in(const std::vector<std::string>& folders, std::string_view program) {
  for (const std::string& folder : folders) {
    const fs::path file = fs::path(folder) / program;
    std::error_code error;
    if (fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

void require_program(std::string_view program, std::string_view package) {
  if (find_in(our_search_path(), program)) return;
  throw Error(std::string(program) + " is not in PATH: install the Debian package " + std::string(package));
}

}  // namespace gulliver
