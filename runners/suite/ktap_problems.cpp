// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_problems.hpp>

#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t most = 50;

}  // namespace

void KtapProblems::add(std::optional<std::string> sentence) {
  if (!sentence) return;
  if (sentences_.size() < most)
    sentences_.push_back(std::move(*sentence));
  else
    ++further_;
}

void KtapProblems::add_at(int line, const std::string& sentence) {
  add("line " + std::to_string(line) + ": " + sentence);
}

std::vector<std::string> KtapProblems::take() && {
  if (further_ > 0) sentences_.push_back("and " + std::to_string(further_) + " more problems");
  return std::move(sentences_);
}

}  // namespace gulliver
