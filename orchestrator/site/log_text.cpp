// SPDX-License-Identifier: MIT
#include <orchestrator/site/log_text.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return lines;
}

std::string read(std::istream& stream, std::uint64_t most) {
  std::string text(most, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(most));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

std::optional<LogText> read_log(const fs::path& file, std::uint64_t limit) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code error;
  const std::uint64_t size = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
  if (!stream || error) return std::nullopt;
  LogText log;
  if (size <= limit) {
    log.head = lines_of(read(stream, size));
    return log;
  }
  std::string head = read(stream, limit / 4 * 3);
  const std::size_t end = head.rfind('\n');
  if (end != std::string::npos) head.resize(end + 1);
  log.head = lines_of(head);
  const std::uint64_t tail_at = size - limit / 4;
  stream.clear();
  stream.seekg(static_cast<std::streamoff>(head.size()));
  std::uint64_t at = head.size();
  char last = '\n';  // a tail begins behind the first line end at or behind tail_at
  while (at < tail_at || last != '\n') {
    const std::string piece = read(stream, at < tail_at ? std::min<std::uint64_t>(tail_at - at, 1u << 20) : 1);
    if (piece.empty()) break;
    log.left_out += std::ranges::count(piece, '\n');
    last = piece.back();
    at += piece.size();
  }
  log.tail = lines_of(read(stream, size - std::min(size, at)));
  return log;
}

}  // namespace gulliver
