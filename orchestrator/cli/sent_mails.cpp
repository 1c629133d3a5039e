// SPDX-License-Identifier: MIT
#include <orchestrator/cli/sent_mails.hpp>
#include <runners/files/files.hpp>

#include <algorithm>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t most_references = 10;

fs::path file_of(const fs::path& folder, std::vector<std::string> matrices) {
  std::ranges::sort(matrices);
  std::string all;
  for (const std::string& matrix : matrices) all += matrix + '\n';
  return folder / (sha256(all).substr(0, 16) + ".sent");
}

}  // namespace

SentMails::SentMails(const fs::path& folder, std::vector<std::string> matrices) : file_(file_of(folder, std::move(matrices))) {
  if (!fs::exists(file_)) return;
  std::istringstream text(read_file(file_));
  for (std::string line; std::getline(text, line);) ids_.push_back(line);
}

bool SentMails::has(const std::string& id) const { return std::ranges::find(ids_, id) != ids_.end(); }

std::vector<std::string> SentMails::references() const {
  if (ids_.size() <= most_references) return ids_;
  std::vector<std::string> some(ids_.end() - (most_references - 1), ids_.end());
  some.insert(some.begin(), ids_.front());
  return some;
}

void SentMails::add(const std::string& id) {
  ids_.push_back(id);
  std::string text;
  for (const std::string& each : ids_) text += each + '\n';
  fs::create_directories(file_.parent_path());
  write_file(file_, text);
}

}  // namespace gulliver
