// SPDX-License-Identifier: MIT
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/report/text.hpp>
#include <orchestrator/week/week_report.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t shown_parts = 3;
constexpr std::size_t shown_places = 2;

/// Sums over all matrices.
struct Sum {
  int cells = 0, passed = 0, unsupported = 0, known = 0, tests = 0, open = 0, fixed = 0, failing = 0, flaky = 0, runs = 0;

  explicit Sum(const std::vector<Week>& weeks) {
    for (const Week& week : weeks) {
      cells += week.cells;
      passed += week.passed;
      unsupported += week.unsupported;
      known += week.known;
      tests += week.tests.total();
      open += static_cast<int>(week.open.size());
      fixed += static_cast<int>(week.fixed.size());
      failing += week.failing;
      flaky += week.flaky_cells;
      runs += week.effort.runs;
    }
  }
};

/// A part of the kernel of which tests, or something else, got worse, and the architectures where they did.
struct Part {
  std::string name;
  bool tests = false;
  std::vector<std::string> places;
};
using Parts = std::vector<Part>;

Parts worse_parts(const std::vector<Week>& weeks) {
  Parts parts;
  for (const Week& week : weeks)
    for (const Trouble& trouble : week.regressions) {
      const bool tests = !trouble.test.empty();
      auto part = std::ranges::find_if(parts, [&](const Part& p) { return p.name == trouble.part && p.tests == tests; });
      if (part == parts.end()) part = parts.insert(part, Part{trouble.part, tests, {}});
      for (const std::string& cell : trouble.cells) {
        const CellName name(cell);
        const std::string place = name.endian.empty() ? cell : name.arch + "-" + name.endian;
        if (std::ranges::find(part->places, place) == part->places.end()) part->places.push_back(place);
      }
    }
  return parts;
}

/// "a and b", "a, b and 3 more"
std::string some_of(const std::vector<std::string>& texts, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(texts.size(), most), rest = texts.size() - shown;
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : i + 1 == shown && rest == 0 ? " and " : ", ") + texts[i];
  return text + (rest > 0 ? " and " + std::to_string(rest) + " more" : "");
}

std::string regressions_text(const Parts& parts) {
  std::vector<std::string> texts;
  for (const Part& part : parts) texts.push_back(part.name + " on " + some_of(part.places, shown_places));
  std::string text = counted(static_cast<int>(parts.size()), "regression") + " in Rust: ";
  for (std::size_t i = 0; i < std::min(texts.size(), shown_parts); ++i) text += (i ? ", " : "") + texts[i];
  return text + (texts.size() > shown_parts ? ", and " + std::to_string(texts.size() - shown_parts) + " more" : "");
}

std::string tail(const Sum& sum) {
  std::string text = ", " + counted(sum.tests, "test");
  if (sum.unsupported > 0) text += ", " + thousands(sum.unsupported) + " unsupported";
  if (sum.known > 0) text += ", " + thousands(sum.known) + " failing as accepted";
  return text + (sum.fixed > 0 ? ", " + thousands(sum.fixed) + " fixed" : "");
}

}  // namespace

std::string headline(const std::vector<Week>& weeks) {
  const Sum sum(weeks);
  if (const Parts parts = worse_parts(weeks); !parts.empty()) return regressions_text(parts);
  if (sum.open == sum.cells) return sum.runs == 0 ? "nothing ran in this period" : "no answer: nothing is known of any cell";
  const std::string cells = " of " + counted(sum.cells, "cell");
  if (sum.open > 0) return "no regression seen, but nothing is known of " + thousands(sum.open) + cells;
  if (sum.failing > 0) return "no regression, " + thousands(sum.failing) + cells + " still broken" + tail(sum);
  if (sum.flaky > 0) return "no regression, " + thousands(sum.flaky) + cells + " flaky" + tail(sum);
  return (sum.passed == sum.cells ? "all " : "no regression, ") + counted(sum.passed, "cell") + (sum.passed == 1 ? " passes" : " pass") + tail(sum);
}

}  // namespace gulliver
