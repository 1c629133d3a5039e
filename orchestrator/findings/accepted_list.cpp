// SPDX-License-Identifier: MIT
#include <orchestrator/findings/accepted_list.hpp>
#include <orchestrator/findings/twins.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace gulliver {
namespace {

std::string day_of(Moment moment) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(moment));
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(day.year()), unsigned(day.month()), unsigned(day.day()));
  return text;
}

bool matches(const std::string& glob, const std::string& text) {
  return ::fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

bool names(const Accepted& entry, const std::string& cell) {
  return std::ranges::any_of(entry.cells, [&](const std::string& glob) { return matches(glob, cell); });
}

bool is_about(const Accepted& entry, const std::string& name, const std::string& location) {
  return matches(entry.test, name) || (!location.empty() && matches(entry.test, location));
}

bool has_filters(const Run& run) {
  constexpr std::array filters{"--arch", "--endian", "--config", "--cell", "--test"};
  return std::ranges::any_of(filters, [&](const std::string& filter) {
    return std::ranges::find(run.arguments, filter) != run.arguments.end();
  });
}

/// The entry's tests ran on the cell, and passed where it accepts that they fail. That none is
/// missing can only be told beside a twin.
bool is_well_on(const TestedCell& cell, const Accepted& entry, const std::vector<TestedCell>& cells) {
  if (!cell.complete() || (entry.kind == Accepted::Kind::missing && !nearest_twin(cell, cells))) return false;
  int ran = 0;
  for (const ListedTest& test : cell.tests) {
    if (!is_about(entry, test.name, place_of(*test.node)) || !test.ran()) continue;
    if (entry.kind == Accepted::Kind::failing && test.failed()) return false;
    ++ran;
  }
  return ran > 0;
}

Finding finding_about(const Accepted& entry, Finding::Kind kind, std::string reason) {
  Finding finding;
  finding.kind = kind;
  finding.test = entry.test;
  finding.reason = std::move(reason);
  finding.accepted = entry;
  return finding;
}

}  // namespace

AcceptedList::AcceptedList(const Run& run) : run_(run), today_(day_of(run.started)) {}

const Accepted* AcceptedList::find(Accepted::Kind kind, const std::string& cell, const std::string& name,
                                   const std::string& location) {
  for (const Accepted& entry : run_.accepted) {
    if (entry.kind != kind || expired(entry) || !names(entry, cell) || !is_about(entry, name, location)) continue;
    used_.insert(&entry);
    return &entry;
  }
  return nullptr;
}

bool AcceptedList::unneeded(const Accepted& entry, const std::vector<TestedCell>& cells) const {
  if (used_.contains(&entry)) return false;
  bool any = false;
  for (const TestedCell& cell : cells) {
    if (!names(entry, cell.cell().id)) continue;
    if (!is_well_on(cell, entry, cells)) return false;
    any = true;
  }
  return any;
}

const Accepted* AcceptedList::find_on_all(const Finding& finding) {
  const Accepted* first = nullptr;
  for (const std::string& cell : finding.cells) {
    const Accepted* entry = find(Accepted::Kind::failing, cell, finding.test, finding.location);
    if (!entry) return nullptr;
    if (!first) first = entry;
  }
  return first;
}

std::vector<Finding> AcceptedList::findings(const std::vector<TestedCell>& cells) const {
  std::vector<Finding> expired_ones, unneeded_ones;
  for (const Accepted& entry : run_.accepted) {
    if (expired(entry))
      expired_ones.push_back(finding_about(entry, Finding::Kind::expired_entry,
                                           "expired on " + entry.expires + " and is no longer applied"));
    else if (!has_filters(run_) && unneeded(entry, cells))
      unneeded_ones.push_back(finding_about(
          entry, Finding::Kind::unneeded_entry,
          entry.kind == Accepted::Kind::missing ? "runs on every cell that the entry names"
                                                : "passes on every cell that the entry names"));
  }
  std::ranges::move(unneeded_ones, std::back_inserter(expired_ones));
  return expired_ones;
}

}  // namespace gulliver
