// SPDX-License-Identifier: MIT
#include <runners/kernel/rust_users.hpp>

#include <runners/files/files.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::uintmax_t longest_source = 16u << 20;  // bytes
constexpr std::array own_folders{"rust", "scripts", "tools", "Documentation"};

bool speaks_of(const std::string& text, const std::string& name) {
  const std::string wanted = "bindings::" + name;
  for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) {
    const char next = at + wanted.size() < text.size() ? text[at + wanted.size()] : ' ';
    if (!std::isalnum(static_cast<unsigned char>(next)) && next != '_') return true;
  }
  return false;
}

}  // namespace

RustUsers rust_users(const fs::path& tree, const std::vector<std::string>& names) {
  RustUsers found;
  for (auto entry = fs::recursive_directory_iterator(tree); entry != fs::recursive_directory_iterator(); ++entry) {
    const std::string name = entry->path().filename();
    if (entry.depth() == 0 && std::ranges::find(own_folders, name) != own_folders.end()) entry.disable_recursion_pending();
    if (!name.ends_with(".rs") || !fs::is_regular_file(entry->symlink_status())) continue;
    ++found.files;
    if (entry->file_size() > longest_source) continue;
    const std::string text = read_file(entry->path());
    if (std::ranges::any_of(names, [&](const std::string& wanted) { return speaks_of(text, wanted); }))
      found.users.push_back(fs::relative(entry->path(), tree));
  }
  std::ranges::sort(found.users);
  return found;
}

}  // namespace gulliver
