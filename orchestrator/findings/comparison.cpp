// SPDX-License-Identifier: MIT
#include <orchestrator/findings/comparison.hpp>
#include <orchestrator/findings/test_changes.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace gulliver {
namespace {

/// How far a cell came: the later, the better.
int stage_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::passed:
      return 5;
    case VerdictKind::splat:
    case VerdictKind::tests_failed:
    case VerdictKind::tests_incomplete:
    case VerdictKind::tests_missing:
    case VerdictKind::no_rust_tests:
    case VerdictKind::test_hung:
    case VerdictKind::test_crashed:
      return 4;
    case VerdictKind::build_failed:
    case VerdictKind::link_failed:
      return 2;
    case VerdictKind::unsupported:
    case VerdictKind::config_dropped:
      return 1;
    case VerdictKind::patch_failed:
      return 0;
    default:
      return 3;  // it was booted
  }
}

bool says_nothing(const std::optional<RunRecord>& record) {
  return !record || fault_of(record->verdict.kind) == Fault::farm;
}

bool is_flaky(const RunRecord& record) { return record.verdict.kind == VerdictKind::flaky; }

using Words = std::pair<std::string, std::string>;
Words words_of(const Diagnostic& diagnostic) { return {diagnostic.file, diagnostic.text}; }

bool is_warning(const Diagnostic& diagnostic) { return diagnostic.severity == "warning"; }

std::vector<Diagnostic> diagnostics_of(const std::optional<RunRecord>& record) {
  return record && record->build ? record->build->diagnostics : std::vector<Diagnostic>();
}

/// Those that are warnings, or that are none, and whose file and words are not among `known`.
std::vector<Diagnostic> fresh(const std::vector<Diagnostic>& all, bool warnings, std::set<Words> known) {
  std::vector<Diagnostic> fresh;
  for (const Diagnostic& diagnostic : all)
    if (is_warning(diagnostic) == warnings && known.insert(words_of(diagnostic)).second)
      fresh.push_back(diagnostic);
  return fresh;
}

bool has(const CellComparison& cell, Change change) {
  return std::ranges::find(cell.tests, change, &TestChange::change) != cell.tests.end();
}

/// Both sides failed.
Change change_of_bad(const CellComparison& cell) {
  const int before = stage_of(cell.base->verdict.kind), after = stage_of(cell.patched->verdict.kind);
  if (after != before) return after < before ? Change::newly_failing : Change::still_failing;
  const bool worse = has(cell, Change::newly_failing) ||
                     (!diagnostics_of(cell.base).empty() && !new_errors(cell).empty());
  return worse ? Change::newly_failing : Change::still_failing;
}

Change change_of(const CellComparison& cell) {
  const bool was_good = cell.base->verdict.passed(), is_good = cell.patched->verdict.passed();
  const std::string& key = cell.patched->boot_key;
  if (!key.empty() && key == cell.base->boot_key) return Change::identical_image;
  if (is_flaky(*cell.base) || is_flaky(*cell.patched)) return Change::flaky;
  if (is_good && has(cell, Change::vanished)) return Change::vanished;
  if (is_good) return was_good ? Change::unchanged : Change::fixed;
  if (was_good) return Change::newly_failing;
  if (cell.base->fingerprint == cell.patched->fingerprint && !cell.base->fingerprint.empty())
    return Change::still_failing;
  return change_of_bad(cell);
}

std::string reason_of(const CellComparison& cell) {
  const auto verdict = [](const RunRecord& record) {
    const std::string kind(name_of(record.verdict.kind));
    return record.verdict.reason.empty() ? kind : kind + ": " + record.verdict.reason;
  };
  switch (cell.change) {
    case Change::identical_image:
      return "the change makes the very same kernel; " + verdict(*cell.base);
    case Change::vanished:
      return std::to_string(std::ranges::count(cell.tests, Change::vanished, &TestChange::change)) +
             " of the base's tests did not run, and the change does not take them out";
    case Change::fixed:
      return "passed; the base is " + verdict(*cell.base);
    case Change::flaky:
      return is_flaky(*cell.patched) ? verdict(*cell.patched) : "the base is " + verdict(*cell.base);
    case Change::unknown:
      if (!cell.patched) return "the run ended before this cell was judged";
      if (!cell.base) return "nothing is known of the base";
      return says_nothing(cell.patched) ? verdict(*cell.patched) : "the base is " + verdict(*cell.base);
    default:
      return verdict(*cell.patched);
  }
}

std::set<Words> known_words(const CellComparison& cell, const std::vector<Diagnostic>& more) {
  std::set<Words> known;
  for (const Diagnostic& diagnostic : diagnostics_of(cell.base)) known.insert(words_of(diagnostic));
  for (const Diagnostic& diagnostic : more) known.insert(words_of(diagnostic));
  return known;
}

}  // namespace

std::vector<Diagnostic> new_errors(const CellComparison& cell) {
  return fresh(diagnostics_of(cell.patched), false, known_words(cell, {}));
}

CellComparison compare(const Cell& cell, std::optional<RunRecord> base, std::optional<RunRecord> patched,
                       const TreeChanges& changes, const std::vector<Diagnostic>& known_warnings) {
  CellComparison found;
  found.cell = cell;
  found.base = std::move(base);
  found.patched = std::move(patched);
  if (says_nothing(found.base) || says_nothing(found.patched)) {
    found.reason = reason_of(found);
    return found;
  }
  found.tests = test_changes(TestedCell(*found.base), TestedCell(*found.patched), changes);
  found.new_warnings = fresh(diagnostics_of(found.patched), true, known_words(found, known_warnings));
  found.change = change_of(found);
  found.reason = reason_of(found);
  return found;
}

}  // namespace gulliver
