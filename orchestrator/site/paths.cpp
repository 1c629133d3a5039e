// SPDX-License-Identifier: MIT
#include <orchestrator/site/paths.hpp>

#include <runners/files/files.hpp>

#include <algorithm>
#include <filesystem>

namespace gulliver {
namespace {

constexpr std::size_t longest_name = 150;  // bytes; file systems take 255

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

std::string in_folder(std::string_view folder, std::string_view name, std::string_view ending = ".html") {
  return std::string(folder) + "/" + file_name_of(name) + std::string(ending);
}

std::string of_record(RunId run, const std::string& cell, const std::string& ending) {
  return in_folder("runs/" + std::to_string(run), cell, ending);
}

}  // namespace

std::string file_name_of(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string file;
  for (const char c : name) {
    if (stays(c) && !(c == '.' && file.empty())) {
      file += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    file += {'~', digits[byte >> 4], digits[byte & 15]};
  }
  if (file.size() > longest_name) file = file.substr(0, longest_name - 17) + "~" + sha256(name).substr(0, 16);
  return file.empty() ? "~" : file;
}

std::string matrix_id(const std::string& file) {
  return file_name_of(std::filesystem::path(file).stem().string()) + "-" + sha256(file).substr(0, 8);
}

std::string matrix_path(const std::string& file) { return in_folder("matrices", matrix_id(file)); }
std::string run_path(RunId run) { return "runs/" + std::to_string(run) + ".html"; }
std::string record_path(RunId run, const std::string& cell) { return of_record(run, cell, ".html"); }
std::string build_log_path(RunId run, const std::string& cell) { return of_record(run, cell, ".build.html"); }
std::string cell_path(const std::string& cell) { return in_folder("cells", cell); }
std::string abstraction_path(const std::string& name) { return in_folder("abstractions", name); }
std::string test_path(const std::string& name) { return in_folder("tests", name); }

std::string console_path(RunId run, const std::string& cell, std::size_t boot) {
  return of_record(run, cell, boot == 1 ? ".console.html" : ".console." + std::to_string(boot) + ".html");
}

std::string relative_link(std::string_view from, std::string_view to) {
  std::string link;
  for (auto depth = std::ranges::count(from, '/'); depth > 0; --depth) link += "../";
  return link + std::string(to);
}

}  // namespace gulliver
