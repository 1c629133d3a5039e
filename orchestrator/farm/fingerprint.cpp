// SPDX-License-Identifier: MIT
#include <orchestrator/farm/fingerprint.hpp>

#include <orchestrator/farm/complaint.hpp>
#include <orchestrator/farm/normal_text.hpp>
#include <orchestrator/farm/test_facts.hpp>
#include <runners/files/files.hpp>

#include <algorithm>

namespace gulliver {
namespace {

using Evidence = std::vector<std::string>;

Evidence lost_options(const ConfigResult& config) {
  Evidence evidence;
  for (const DroppedOption& dropped : config.dropped) evidence.push_back("lost " + dropped.wanted.name);
  for (const UnmetOption& unmet : config.unmet)
    for (const ConfigOption& cause : unmet.causes)
      evidence.push_back(unmet.option + " because of " + cause.name);
  std::ranges::sort(evidence);
  return evidence;
}

Evidence first_error(const std::vector<Diagnostic>& diagnostics) {
  for (std::string_view severity : {"error", "fatal"})
    if (const auto first = std::ranges::find(diagnostics, severity, &Diagnostic::severity);
        first != diagnostics.end())
      return {first->file, first->text};
  return {};
}

void add(Evidence& evidence, const Splat* splat) {
  if (!splat) return;
  evidence.push_back(std::string(name_of(splat->kind)) + ": " + splat->text);
  evidence.insert(evidence.end(), splat->trace.begin(), splat->trace.end());
}

Evidence crash(const std::vector<Splat>& splats, const TestReport& tests) {
  Evidence evidence{whereabouts(tests)};
  if (const Splat* panic = first_panic(splats)) {
    add(evidence, panic);
    add(evidence, cause_of(*panic, splats));
  } else {
    add(evidence, first_complaint(splats));
  }
  return evidence;
}

Evidence failures(const TestReport& tests) {
  Evidence evidence;
  for (const NamedTest& test : tests_with(tests, TestStatus::failed))
    evidence.push_back(test.name + " " + expectation(*test.node));
  return evidence;
}

Evidence evidence_of(const RunRecord& record) {
  const std::vector<Splat> splats = record.boot ? record.boot->splats : std::vector<Splat>();
  const TestReport tests = record.tests.value_or(TestReport());
  Evidence evidence;
  switch (record.verdict.kind) {
    case VerdictKind::unsupported:
    case VerdictKind::config_dropped:
      return record.build ? lost_options(record.build->config) : evidence;
    case VerdictKind::build_failed:
    case VerdictKind::link_failed:
      return record.build ? first_error(record.build->diagnostics) : evidence;
    case VerdictKind::boot_panicked:
    case VerdictKind::test_crashed:
      return crash(splats, tests);
    case VerdictKind::splat:
      add(evidence, first_complaint(splats));
      return evidence;
    case VerdictKind::tests_failed:
      return failures(tests);
    case VerdictKind::no_output:
      return {record.cell.arch, std::string(name_of(record.cell.endian))};
    default:
      return evidence;
  }
}

}  // namespace

std::string fingerprint(const RunRecord& record) {
  constexpr std::size_t digits = 12;
  if (record.verdict.passed()) return "";
  Evidence evidence = evidence_of(record);
  if (evidence.empty()) evidence = {record.verdict.reason};
  std::string text(name_of(record.verdict.kind));
  for (const std::string& piece : evidence) text += "\n" + normal_text(piece);
  return sha256(text).substr(0, digits);
}

}  // namespace gulliver
