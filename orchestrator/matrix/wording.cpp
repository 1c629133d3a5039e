// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/wording.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cctype>

namespace gulliver {
namespace {

constexpr std::size_t longest = 80;  ///< of a name in a message, and of one worth a suggestion

/// Edits between two words, where swapping two neighbours counts as one (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

bool is_alphanumeric(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
  return boost::algorithm::join(names, ", ");
}

std::string in_quotes(std::string_view name) {
  const std::string text(name.substr(0, longest));
  return '"' + text + (name.size() > longest ? "..." : "") + '"';
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  if (name.size() > longest) return "";
  std::size_t least = name.size() / 8 + 2;  // one edit in a short word, two in a longer one
  std::string_view nearest;
  for (const std::string& candidate : known) {
    if (candidate == name || candidate.size() > longest) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits >= least) continue;
    least = edits;
    nearest = candidate;
  }
  return nearest.empty() ? "" : "; did you mean " + in_quotes(nearest) + "?";
}

std::string unknown(std::string_view what, std::string_view name, const std::vector<std::string>& known) {
  return "unknown " + std::string(what) + " " + in_quotes(name) + suggestion(name, known) +
         " (known: " + listed(known) + ")";
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && is_alphanumeric(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

}  // namespace gulliver
