// SPDX-License-Identifier: MIT
#include <runners/source/hunk.hpp>

#include <algorithm>
#include <optional>

namespace gulliver {
namespace {

using Lines = std::vector<std::string>;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

bool matches(const Lines& lines, std::size_t at, const Lines& wanted) {
  return std::equal(wanted.begin(), wanted.end(), lines.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The first place where a hunk may go, and the last.
struct Range {
  std::size_t first, last;
};

std::optional<Range> range_of(const Lines& lines, const Hunk& hunk, std::size_t size, std::size_t untouched) {
  if (size > lines.size()) return std::nullopt;
  Range range{untouched, lines.size() - size};
  if (hunk.at_start) range.last = 0;
  if (hunk.at_end) range.first = std::max(range.first, lines.size() - size);
  return range.first <= range.last ? std::optional(range) : std::nullopt;
}

/// The place of `wanted` in a range that is nearest to `expected`.
std::optional<std::size_t> locate(const Lines& lines, const Lines& wanted, std::size_t expected,
                                  Range range) {
  expected = std::clamp(expected, range.first, range.last);
  for (std::size_t away = 0; away <= range.last - range.first; ++away) {
    if (expected >= range.first + away && matches(lines, expected - away, wanted)) return expected - away;
    if (expected + away <= range.last && matches(lines, expected + away, wanted)) return expected + away;
  }
  return std::nullopt;
}

std::optional<std::size_t> locate(const Lines& lines, const Hunk& hunk, const Lines& wanted,
                                  std::size_t expected, std::size_t untouched) {
  const auto range = range_of(lines, hunk, wanted.size(), untouched);
  return range ? locate(lines, wanted, expected, *range) : std::nullopt;
}

/// The place where most lines are as wanted, the nearest to `expected` of several.
std::size_t most_similar(const Lines& lines, const Lines& wanted, std::size_t expected) {
  std::size_t best = std::min(expected, lines.size()), most = 0;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < wanted.size() && at + i < lines.size(); ++i)
      same += lines[at + i] == wanted[i];
    const auto away = [&](std::size_t place) {
      return place > expected ? place - expected : expected - place;
    };
    if (same > most || (same == most && same > 0 && away(at) < away(best))) {
      best = at;
      most = same;
    }
  }
  return best;
}

std::string quoted(const std::string& line) {
  constexpr std::size_t longest = 100;
  std::string text = "\"";
  for (const char c : line.substr(0, longest)) {
    if (c == '\t')
      text += "\\t";
    else if (c == '\r')
      text += "\\r";
    else if (c != '\n')
      text += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return text + (line.size() > longest + 1 ? "...\"" : "\"");
}

std::string difference(const Lines& lines, const Hunk& hunk, std::size_t expected) {
  const std::size_t at = most_similar(lines, hunk.before, expected);
  for (std::size_t i = 0; i < hunk.before.size(); ++i) {
    const std::string wanted = " where the patch expects " + quoted(hunk.before[i]);
    if (at + i >= lines.size()) return "the tree's file ends" + wanted;
    if (lines[at + i] != hunk.before[i])
      return "line " + std::to_string(at + i + 1) + " of the tree has " + quoted(lines[at + i]) + wanted;
  }
  return "its lines are in the tree, but not where the patch has them";
}

std::size_t place_by_patch(const Hunk& hunk) {
  return static_cast<std::size_t>(std::max(0, hunk.before.empty() ? hunk.line : hunk.line - 1));
}

}  // namespace

std::variant<std::string, Mismatch> apply_hunks(std::string_view text, const std::vector<Hunk>& hunks) {
  Lines lines = split(text);
  std::ptrdiff_t shift = 0;   // of the lines behind the hunks so far
  std::size_t untouched = 0;  // the first line behind them
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    const Hunk& hunk = hunks[i];
    const auto by_patch = static_cast<std::ptrdiff_t>(place_by_patch(hunk));
    const auto expected = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, by_patch + shift));
    const auto at = locate(lines, hunk, hunk.before, expected, untouched);
    if (!at) {
      const bool there = !hunk.after.empty() && locate(lines, hunk, hunk.after, expected, untouched);
      return Mismatch{i + 1, hunk.line,
                      there ? "the tree has this change already" : difference(lines, hunk, expected)};
    }
    const auto old = lines.begin() + static_cast<std::ptrdiff_t>(*at);
    const auto rest = lines.erase(old, old + static_cast<std::ptrdiff_t>(hunk.before.size()));
    lines.insert(rest, hunk.after.begin(), hunk.after.end());
    untouched = *at + hunk.after.size();
    shift =
        static_cast<std::ptrdiff_t>(untouched) - by_patch - static_cast<std::ptrdiff_t>(hunk.before.size());
  }
  std::string result;
  for (const std::string& line : lines) result += line;
  return result;
}

}  // namespace gulliver
