// SPDX-License-Identifier: MIT
#include <orchestrator/export/cell_findings.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// A doctest's name ends with a number that is another one where other examples are compiled.
bool is_about(const Finding& finding, const ListedTest& test) {
  const std::string& location = test.node->location;
  return location.empty() ? finding.test == test.name : finding.location == location;
}

}  // namespace

CellFindings::CellFindings(const Findings& findings, const std::string& cell) {
  for (const Finding& finding : findings.list) {
    if (std::ranges::find(finding.cells, cell) == finding.cells.end()) continue;
    if (finding.kind == Finding::Kind::known_failure) known_.push_back(&finding);
    if (finding.kind == Finding::Kind::missing_test) missing_.push_back(&finding);
  }
  const auto standing = findings.standings.find(cell);
  is_known_ = standing != findings.standings.end() && standing->second.known;
}

const Accepted* CellFindings::accepted(const ListedTest& test) const {
  for (const Finding* finding : known_)
    if (finding->accepted && is_about(*finding, test)) return &*finding->accepted;
  return nullptr;
}

std::string accepted_text(const Accepted& accepted) {
  return "accepted: " + accepted.reason + (accepted.link.empty() ? "" : " (" + accepted.link + ")");
}

}  // namespace gulliver
