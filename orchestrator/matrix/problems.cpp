// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/problems.hpp>

#include <runners/model/error.hpp>

#include <algorithm>
#include <cctype>
#include <tuple>

namespace gulliver {
namespace {

std::string rendered(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += ':' + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) text += ':' + std::to_string(place.column);
  return text;
}

/// What a file says comes back in messages: without bytes that a terminal would act on.
std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](unsigned char c) { return std::iscntrl(c) != 0; }, '?');
  return text;
}

}  // namespace

void Problems::open(const std::string& file) {
  if (std::ranges::find(files_, file) == files_.end()) files_.push_back(file);
}

void Problems::add(const Place& place, std::string_view what) {
  open(place.file);
  problems_.push_back({place, printable(rendered(place) + ": " + std::string(what))});
}

void Problems::adopt(const std::string& file, std::string_view lines) {
  open(file);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const Place place{file, 0, 0};
    problems_.push_back({place, printable(std::string(lines.substr(0, end)))});
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void Problems::throw_if_any() const {
  if (problems_.empty()) return;
  std::vector<Problem> sorted = problems_;
  std::ranges::stable_sort(sorted, {}, [this](const Problem& problem) {
    return std::tuple(rank(problem.place.file), problem.place.line, problem.place.column);
  });
  std::vector<std::string> lines;
  std::string text;
  for (const Problem& problem : sorted) {
    if (std::ranges::find(lines, problem.line) != lines.end()) continue;
    lines.push_back(problem.line);
    text += (text.empty() ? "" : "\n") + problem.line;
  }
  throw InputError(text);
}

std::size_t Problems::rank(const std::string& file) const {
  return static_cast<std::size_t>(std::ranges::find(files_, file) - files_.begin());
}

}  // namespace gulliver
