// SPDX-License-Identifier: MIT
#include <runners/process/environment.hpp>

#include <runners/model/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string_view>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string search_path(const Variables& changes) {
  const auto is_path = [](const auto& variable) { return variable.first == "PATH"; };
  const auto last = std::find_if(changes.rbegin(), changes.rend(), is_path);
  if (last != changes.rend()) return last->second;
  const char* ours = std::getenv("PATH");
  return ours ? ours : "/usr/bin:/bin";
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace

std::vector<std::string> environment_with(const Variables& changes) {
  std::map<std::string, std::string> all;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != text.npos) all[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  for (const auto& [name, value] : changes) all[name] = value;

  std::vector<std::string> lines;
  for (const auto& [name, value] : all) lines.push_back(name + "=" + value);
  return lines;
}

fs::path find_program(const std::string& program, const Variables& changes) {
  if (program.find('/') != program.npos) return program;
  std::istringstream folders(search_path(changes));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder) / program;
    if (!folder.empty() && is_program(candidate)) return fs::absolute(candidate);
  }
  throw Error(program + ": not found in PATH; install it, or add the folder that holds it to PATH");
}

}  // namespace gulliver
