// SPDX-License-Identifier: MIT
#include <orchestrator/findings/bisection.hpp>

#include <algorithm>
#include <bit>
#include <utility>

namespace gulliver {

Bisection::Bisection(std::vector<Commit> commits) : commits_(std::move(commits)) {
  for (std::size_t i = 0; i < commits_.size(); ++i) places_[commits_[i].id] = i;
  for (std::size_t i = 0; i < commits_.size(); ++i) {
    Set& reached = histories_.emplace_back(commits_.size());
    reached[i] = true;
    for (const std::string& parent : commits_[i].parents) {
      const auto place = places_.find(parent);
      if (place == places_.end()) continue;
      const Set& of_parent = histories_[place->second];
      for (std::size_t j = 0; j < i; ++j) reached[j] = reached[j] || of_parent[j];
    }
  }
  if (!commits_.empty()) marks_[commits_.size() - 1] = Mark::bad;
}

void Bisection::mark(const std::string& id, Mark mark) { marks_[places_.at(id)] = mark; }

Bisection::Set Bisection::suspected() const {
  Set set(commits_.size(), true);
  for (const auto& [commit, mark] : marks_)
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (mark == Mark::bad && !history(commit)[i]) set[i] = false;
      if (mark == Mark::good && history(commit)[i]) set[i] = false;
    }
  return set;
}

std::optional<std::string> Bisection::next() const {
  const Set set = suspected();
  const auto all = std::ranges::count(set, true);
  std::optional<std::size_t> best;
  std::ptrdiff_t best_split = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!set[i] || marks_.contains(i)) continue;
    std::ptrdiff_t below = 0;
    for (std::size_t j = 0; j <= i; ++j) below += set[j] && history(i)[j] ? 1 : 0;
    const std::ptrdiff_t split = std::min(below, all - below);
    if (!best || split > best_split) {
      best = i;
      best_split = split;
    }
  }
  if (!best) return std::nullopt;
  return commits_[*best].id;
}

std::vector<std::string> Bisection::suspects() const {
  const Set set = suspected();
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set[i]) ids.push_back(commits_[i].id);
  return ids;
}

int Bisection::steps_left() const {
  const Set set = suspected();
  return std::bit_width(static_cast<unsigned>(std::max<std::ptrdiff_t>(std::ranges::count(set, true) - 1, 0)));
}

}  // namespace gulliver
