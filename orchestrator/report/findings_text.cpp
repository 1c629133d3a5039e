// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>

#include <algorithm>
#include <iterator>

namespace gulliver {
namespace {

constexpr std::size_t shown_groups = 20;  ///< defects, or abstractions with missing tests
constexpr std::size_t shown_tests = 3;    ///< of an abstraction

template <class Condition>
std::vector<Finding> only(const std::vector<Finding>& findings, Condition condition) {
  std::vector<Finding> some;
  std::ranges::copy_if(findings, std::back_inserter(some), condition);
  return some;
}

void add_rest(Page& page, std::size_t all, std::size_t shown, std::string_view noun, const std::string& indent) {
  if (all <= shown) return;
  page.line(indent + "… " + counted(static_cast<int>(all - shown), "more " + std::string(noun)) + " (--json has all)", Colour::dim);
}

std::string acceptance(const Accepted& entry) {
  return "accepted until " + entry.expires + ": " + entry.reason + " (" + entry.place + ", " + entry.link + ")";
}

void add_defect(Page& page, const Finding& finding) {
  page.line({{std::string(title_of(finding.kind)) + " in " + finding.abstraction, Colour::red}, {"  " + finding.test, Colour::bold}});
  if (!finding.location.empty()) page.line("  " + finding.location, Colour::cyan);
  page.line("  " + finding.reason);
  if (finding.accepted) page.line("  " + acceptance(*finding.accepted), Colour::dim);
  page.gap();
}

/// The tests of one abstraction.
void add_group(Page& page, const std::vector<Finding>& group) {
  page.line({{"  " + group.front().abstraction, Colour::bold}, {"  " + counted(static_cast<int>(group.size()), "test")}});
  for (std::size_t i = 0; i < std::min(group.size(), shown_tests); ++i) {
    const Finding& finding = group[i];
    page.line({{"    "}, {finding.location.empty() ? finding.test : finding.location, Colour::cyan}, {"  " + finding.reason}});
  }
  add_rest(page, group.size(), shown_tests, "test", "    ");
}

/// Neighbours of one abstraction, together.
std::vector<std::vector<Finding>> by_abstraction(const std::vector<Finding>& findings) {
  std::vector<std::vector<Finding>> groups;
  for (const Finding& finding : findings) {
    if (groups.empty() || groups.back().front().abstraction != finding.abstraction) groups.emplace_back();
    groups.back().push_back(finding);
  }
  return groups;
}

}  // namespace

bool is_known(const Findings& findings, std::string_view cell) {
  const auto standing = findings.standings.find(std::string(cell));
  return standing != findings.standings.end() && standing->second.known;
}

Field verdict_field(const Findings& findings, const RunRecord& record) {
  const std::string name(name_of(record.verdict.kind));
  if (is_known(findings, record.cell.id)) return {name + " (known)", Colour::yellow};
  return {name, colour_of(record.verdict.kind)};
}

std::vector<Finding> about(std::string_view cell, const std::vector<Finding>& findings) {
  return only(findings, [&](const Finding& finding) { return std::ranges::find(finding.cells, cell) != finding.cells.end(); });
}

void add_defects(Page& page, const std::vector<Finding>& findings) {
  const std::vector<Finding> defects = only(findings, is_defect);
  for (std::size_t i = 0; i < std::min(defects.size(), shown_groups); ++i) add_defect(page, defects[i]);
  add_rest(page, defects.size(), shown_groups, "suspected defect", "");
  if (defects.size() > shown_groups) page.gap();
}

void add_missing_tests(Page& page, const std::vector<Finding>& findings) {
  const std::vector<Finding> missing = only(findings, [](const Finding& finding) {
    return finding.kind == Finding::Kind::missing_test && !finding.accepted;
  });
  if (missing.empty()) return;
  page.section(counted(static_cast<int>(missing.size()), "missing test"));
  const auto groups = by_abstraction(missing);
  for (std::size_t i = 0; i < std::min(groups.size(), shown_groups); ++i) add_group(page, groups[i]);
  add_rest(page, groups.size(), shown_groups, "abstraction", "  ");
}

void add_accepted(Page& page, const std::vector<Finding>& findings) {
  const auto accepted = [&](Finding::Kind kind) {
    return static_cast<int>(std::ranges::count_if(findings, [=](const Finding& finding) { return finding.kind == kind && finding.accepted; }));
  };
  const int missing = accepted(Finding::Kind::missing_test);
  const int failing = accepted(Finding::Kind::known_failure);
  if (missing + failing == 0) return;
  std::string text;
  if (missing > 0) text = counted(missing, "missing test");
  if (failing > 0) text += (text.empty() ? "" : ", ") + counted(failing, "failing test");
  page.gap();
  page.line("accepted: " + text, Colour::dim);
}

void add_entries(Page& page, const std::vector<Finding>& findings) {
  std::vector<Row> rows;
  for (const Finding& finding : findings) {
    const bool expired = finding.kind == Finding::Kind::expired_entry;
    if (!expired && finding.kind != Finding::Kind::unneeded_entry) continue;
    rows.push_back({{expired ? "expired" : "unneeded", Colour::yellow},
                    {finding.accepted->place},
                    {std::string(name_of(finding.accepted->kind)) + " " + finding.test},
                    {finding.reason}});
  }
  if (rows.empty()) return;
  page.gap();
  page.lines(aligned(rows, page.style()));
}

}  // namespace gulliver
