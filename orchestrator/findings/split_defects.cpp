// SPDX-License-Identifier: MIT
#include <orchestrator/findings/split_defects.hpp>
#include <orchestrator/findings/twins.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace gulliver {
namespace {

/// Cells on which a defect would show, and where each of them finds its twins.
struct Side {
  Finding::Kind kind;
  bool (*has)(const Cell&);
  std::vector<const TestedCell*> (*twins)(const TestedCell&, const std::vector<TestedCell>&);
};

constexpr std::array<Side, 3> sides{{
    {Finding::Kind::endianness, [](const Cell& cell) { return cell.endian == Endian::big; }, twins_of},
    {Finding::Kind::word_size, [](const Cell& cell) { return cell.bits == 32; }, word_size_twins_of},
    {Finding::Kind::word_size, [](const Cell& cell) { return cell.bits == 64; }, word_size_twins_of},
}};

/// How one test went on the cells of a config and toolchain.
struct Outcome {
  std::vector<const TestedCell*> failed;  ///< of the side
  std::vector<const TestedCell*> silent;  ///< of the side, and the test neither failed nor passed
  std::vector<const TestedCell*> twins;   ///< of those that failed; it passed on them
  bool is_defect = false;
};

bool same_group(const Cell& a, const Cell& b) { return a.config == b.config && a.toolchain == b.toolchain; }

void add_twins(const std::string& id, const Side& side, const std::vector<TestedCell>& cells, Outcome& outcome) {
  std::set<const TestedCell*> seen;
  for (const TestedCell* cell : outcome.failed)
    for (const TestedCell* twin : side.twins(*cell, cells))
      if (twin->passed(id) && seen.insert(twin).second) outcome.twins.push_back(twin);
}

Outcome outcome_of(const std::string& id, const Side& side, const Cell& group, const std::vector<TestedCell>& cells) {
  Outcome outcome;
  bool contradicted = false;
  for (const TestedCell& cell : cells) {
    if (!same_group(cell.cell(), group)) continue;
    const bool suspect = side.has(cell.cell());
    const bool failed = cell.failed(id);
    const bool passed = !failed && cell.passed(id);
    contradicted = contradicted || (suspect ? passed : failed);
    if (suspect && failed) outcome.failed.push_back(&cell);
    if (suspect && !failed && !passed) outcome.silent.push_back(&cell);
  }
  add_twins(id, side, cells, outcome);
  outcome.is_defect = !contradicted && !outcome.twins.empty();
  return outcome;
}

std::vector<std::string> ids_of(const std::vector<const TestedCell*>& cells) {
  std::vector<std::string> ids;
  for (const TestedCell* cell : cells) ids.push_back(cell->cell().id);
  return ids;
}

/// "a, b (boot-hung)"; the verdict where the cell did not come to the end of its results.
std::string listed(const std::vector<const TestedCell*>& cells) {
  std::string text;
  for (const TestedCell* cell : cells) {
    text += (text.empty() ? "" : ", ") + cell->cell().id;
    if (!cell->complete()) text += " (" + std::string(name_of(cell->record->verdict.kind)) + ")";
  }
  return text;
}

std::string reason_of(const Outcome& outcome) {
  std::string reason = "fails on " + listed(outcome.failed) + ", passes on " + listed(outcome.twins);
  if (!outcome.silent.empty()) reason += "; it did not run on " + listed(outcome.silent);
  return reason;
}

Finding finding_about(const ListedTest& test, const Side& side, const Outcome& outcome, AcceptedList& accepted) {
  Finding finding;
  finding.kind = side.kind;
  finding.test = test.name;
  finding.location = place_of(*test.node);
  finding.abstraction = abstraction_of(test.name, finding.location);
  finding.cells = ids_of(outcome.failed);
  finding.twins = ids_of(outcome.twins);
  finding.reason = reason_of(outcome);
  if (const Accepted* entry = accepted.find_on_all(finding)) finding.accepted = *entry;
  return finding;
}

void add_defects(const Side& side, const std::vector<TestedCell>& cells, AcceptedList& accepted,
                 std::vector<Finding>& findings) {
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const TestedCell& cell : cells) {
    if (!side.has(cell.cell())) continue;
    for (const ListedTest& test : cell.tests) {
      if (!cell.failed(test.id) || !seen.emplace(cell.cell().config, cell.cell().toolchain, test.id).second) continue;
      const Outcome outcome = outcome_of(test.id, side, cell.cell(), cells);
      if (outcome.is_defect) findings.push_back(finding_about(test, side, outcome, accepted));
    }
  }
}

}  // namespace

std::vector<Finding> split_defects(const std::vector<TestedCell>& cells, AcceptedList& accepted) {
  std::vector<Finding> findings;
  for (const Side& side : sides) add_defects(side, cells, accepted, findings);
  return findings;
}

}  // namespace gulliver
