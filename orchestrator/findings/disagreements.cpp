// SPDX-License-Identifier: MIT
#include <orchestrator/findings/disagreements.hpp>
#include <orchestrator/model/compared_digest.hpp>
#include <runners/model/test_list.hpp>

namespace gulliver {
namespace {

std::string reason_of(const ComparedDigest& digest) {
  std::string reason = "cells disagree on " + digest.name + ":";
  const char* before = " ";
  for (const DigestGroup& group : digest.groups) {
    reason += before + group.value + " on " + group.who();
    before = "; ";
  }
  return reason + "; " + digest.explanation();
}

Finding finding_about(const ComparedDigest& digest, AcceptedList& accepted) {
  Finding finding;
  finding.kind = Finding::Kind::disagreement;
  finding.test = digest.test;
  finding.location = digest.location;
  finding.abstraction = abstraction_of(digest.test, digest.location);
  finding.reason = reason_of(digest);
  for (const DigestGroup& group : digest.groups)
    for (const RunRecord* record : group.cells)
      (&group == &digest.groups.front() ? finding.twins : finding.cells).push_back(record->cell.id);
  if (const Accepted* entry = accepted.find_on_all(finding)) finding.accepted = *entry;
  return finding;
}

}  // namespace

std::vector<Finding> disagreements(const std::vector<RunRecord>& records, AcceptedList& accepted) {
  std::vector<Finding> findings;
  for (const ComparedDigest& digest : compare_digests(records))
    if (!digest.agrees()) findings.push_back(finding_about(digest, accepted));
  return findings;
}

}  // namespace gulliver
