// SPDX-License-Identifier: MIT
#include <runners/process/resource_use.hpp>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// 0 where the process is gone, or a zombie.
std::uint64_t memory_of(const fs::path& process) {
  std::uint64_t kilobytes = 0;
  std::ifstream status(process / "status");
  for (std::string line; std::getline(status, line);) {
    for (const std::string_view field : {"RssAnon:", "RssShmem:", "VmSwap:"}) {
      if (!line.starts_with(field)) continue;
      const std::size_t at = line.find_first_not_of(" \t", field.size());
      std::uint64_t value = 0;
      if (at != line.npos) std::from_chars(line.data() + at, line.data() + line.size(), value);
      kilobytes += value;
    }
  }
  return kilobytes * 1024;
}

/// Children belong to the thread that made them.
void add_children(const fs::path& process, std::vector<pid_t>& to) {
  std::error_code gone;
  for (fs::directory_iterator thread(process / "task", gone), end; !gone && thread != end; thread.increment(gone)) {
    std::ifstream children(thread->path() / "children");
    for (pid_t child = 0; children >> child;) to.push_back(child);
  }
}

}  // namespace

std::uint64_t memory_below(pid_t ancestor) {
  std::uint64_t bytes = 0;
  std::vector<pid_t> open{ancestor};
  while (!open.empty()) {
    const fs::path process = "/proc/" + std::to_string(open.back());
    open.pop_back();
    bytes += memory_of(process);
    add_children(process, open);
  }
  return bytes;
}

}  // namespace gulliver
