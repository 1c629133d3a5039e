// SPDX-License-Identifier: MIT
#include <orchestrator/findings/guessed_changes.hpp>
#include <runners/model/test_list.hpp>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <string>

namespace gulliver {
namespace {

/// The tests of a tree: those with a place by file and line, the others by name.
struct Inventory {
  std::map<std::string, std::set<int>> places;
  std::set<std::string> names;
  bool complete = false;  ///< a record came to the end of its results
};

constexpr int longest_file = 100'000;  // lines; what is said to stand behind them stands nowhere

void add(Inventory& inventory, const ListedTest& test) {
  const std::string& place = test.node->location;
  const std::size_t colon = place.rfind(':');
  int line = 0;
  if (colon != place.npos) std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  if (line > 0 && line <= longest_file)
    inventory.places[place.substr(0, colon)].insert(line);
  else
    inventory.names.insert(test.name);
}

Inventory inventory_of(const std::vector<const RunRecord*>& records) {
  Inventory inventory;
  for (const RunRecord* record : records) {
    if (!record->tests) continue;
    inventory.complete |= record->tests->complete;
    for (const ListedTest& test : list_tests(*record->tests)) add(inventory, test);
  }
  return inventory;
}

using Lines = std::vector<int>;
using Pairs = std::vector<std::pair<int, int>>;  // line before, line after

using Cost = std::int64_t;

/// What it takes to believe that lines were added or taken out in a place: few places count before few lines.
Cost cost_of(int lines) {
  constexpr Cost a_place = 10'000'000'000;
  return lines == 0 ? 0 : a_place + std::abs(lines);
}

std::vector<std::size_t> in_order(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

/// Each of `few` paired with one of `many`, in order, so that the distance between partners changes in the fewest places.
std::vector<std::size_t> partners(const Lines& few, const Lines& many) {
  constexpr std::size_t most_work = 50'000'000;  // no file has so many doctests, but a console may say so
  if (few.size() == many.size() || few.size() * many.size() > most_work / many.size()) return in_order(few.size());
  constexpr Cost none = std::numeric_limits<Cost>::max();
  std::vector<std::vector<Cost>> cost(few.size(), std::vector<Cost>(many.size(), none));
  std::vector<std::vector<std::size_t>> from(few.size(), std::vector<std::size_t>(many.size()));
  for (std::size_t i = 0; i < few.size(); ++i)
    for (std::size_t j = i; j < many.size(); ++j) {
      if (i == 0) cost[i][j] = cost_of(many[j] - few[i]);
      for (std::size_t k = i == 0 ? j : i - 1; k < j; ++k) {
        const Cost sum = cost[i - 1][k] + cost_of((many[j] - many[k]) - (few[i] - few[i - 1]));
        if (sum < cost[i][j]) cost[i][j] = sum, from[i][j] = k;
      }
    }
  std::size_t best = few.size() - 1;
  for (std::size_t j = best; j < many.size(); ++j)
    if (cost.back()[j] < cost.back()[best]) best = j;
  std::vector<std::size_t> chosen(few.size());
  for (std::size_t i = few.size(); i-- > 0; best = from[i][best]) chosen[i] = best;
  return chosen;
}

Pairs paired(const std::set<int>& before, const std::set<int>& after) {
  const Lines old(before.begin(), before.end()), now(after.begin(), after.end());
  const bool fewer = old.size() <= now.size();
  const std::vector<std::size_t> chosen = fewer ? partners(old, now) : partners(now, old);
  Pairs pairs;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    pairs.emplace_back(fewer ? old[i] : old[chosen[i]], fewer ? now[chosen[i]] : now[i]);
  return pairs;
}

std::vector<std::string> blank_lines(int count) { return std::vector<std::string>(static_cast<std::size_t>(count)); }

/// Lines are added or taken out before each doctest that has another distance to the one before it, and the lines of
/// doctests without a partner are taken out.
ChangedFile moved_file(const std::string& name, const Pairs& pairs, const std::set<int>& before) {
  ChangedFile file{name, name, {}};
  int old_line = 0, line = 0;
  const auto up_to = [&](int next_old, int next) {
    const int old_gap = next_old - old_line - 1, gap = next - line - 1;
    const bool orphan = before.upper_bound(old_line) != before.end() && *before.upper_bound(old_line) < next_old;
    if (old_gap != gap || orphan) {
      const bool insertion = old_gap == 0;
      file.lines.push_back({insertion ? old_line : old_line + 1, gap == 0 ? line : line + 1, blank_lines(old_gap), blank_lines(gap)});
    }
    old_line = next_old;
    line = next;
  };
  for (const auto& [from, to] : pairs) up_to(from, to);
  const int last = *before.rbegin();
  if (last > old_line) up_to(last + 1, line + 1);
  return file;
}

/// A file whose only line is that of a function that is gone.
ChangedFile without(const std::string& test) {
  return {"", "", {{1, 0, {"fn " + test.substr(test.rfind('.') + 1) + "("}, {}}}};
}

}  // namespace

TreeChanges guessed_changes(const std::vector<const RunRecord*>& before, const std::vector<const RunRecord*>& after) {
  TreeChanges changes;
  if (before.empty() || after.empty() || before.front()->tree.id == after.front()->tree.id) return changes;
  const Inventory old = inventory_of(before), now = inventory_of(after);
  if (!now.complete) return changes;
  for (const auto& [file, places] : old.places) {
    const auto found = now.places.find(file);
    if (found == now.places.end())
      changes.push_back({file, "", {}});
    else if (found->second != places)
      changes.push_back(moved_file(file, paired(places, found->second), places));
  }
  for (const std::string& name : old.names)
    if (!now.names.contains(name)) changes.push_back(without(name));
  return changes;
}

}  // namespace gulliver
