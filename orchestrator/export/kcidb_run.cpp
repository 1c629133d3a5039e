// SPDX-License-Identifier: MIT
#include <orchestrator/export/cell_findings.hpp>
#include <orchestrator/export/export.hpp>
#include <orchestrator/export/exported_facts.hpp>
#include <orchestrator/export/kcidb_document.hpp>

#include <set>

namespace gulliver {
namespace {

/// The tree's; of one that never stood, the cell's own.
std::string checkout_name(const RunRecord& record) {
  if (!record.tree.id.empty()) return kcidb_step(record.tree.id);
  return "run-" + std::to_string(record.run) + "-" + kcidb_step(record.cell.id);
}

/// Whether it is valid is not said where the farm failed before the tree stood.
void add_checkout(KcidbDocument& document, const RunRecord& record) {
  Json& json = document.add_checkout(checkout_name(record), record.tree, record.started);
  const bool refused = record.verdict.kind == VerdictKind::patch_failed;
  if (!record.tree.id.empty() || refused) json["valid"] = !refused;
  if (record.tree.id.empty()) put_text(json, "log_excerpt", record.verdict.reason);
  if (!record.tree.series.empty()) json["misc"]["series"] = record.tree.series;
}

Json verdict_of(const RunRecord& record) {
  Json json{{"verdict", name_of(record.verdict.kind)}};
  put_text(json, "fingerprint", record.fingerprint);
  return json;
}

void add_tests(KcidbDocument& document, const std::string& build, const RunRecord& record,
               const CellFindings& findings) {
  document.add_boot(build, record)["misc"] = verdict_of(record);
  if (record.tests)
    for (const ListedTest& test : list_tests(*record.tests)) {
      Json& json = document.add_test(build, test);
      if (test.node->status != TestStatus::failed) continue;
      if (const Accepted* accepted = findings.accepted(test))
        put_text(json["misc"], "accepted", accepted_text(*accepted));
    }
  for (const Finding* missing : findings.missing()) {
    Json& json = document.add_missed_test(build, missing->test);
    put_text(json, "comment", missing->reason);
    if (missing->accepted) put_text(json["misc"], "accepted", accepted_text(*missing->accepted));
  }
}

}  // namespace

std::string kcidb(const RunView& view, const std::string& origin) {
  KcidbDocument document(origin);
  std::set<std::string> checkouts;
  for (const RunRecord& record : view.records) {
    const std::string checkout = checkout_name(record);
    if (checkouts.insert(checkout).second) add_checkout(document, record);
    const std::string build = document.add_build(checkout, record, verdict_of(record));
    if (is_built(record)) add_tests(document, build, record, CellFindings(view.findings, record.cell.id));
  }
  return document.text();
}

}  // namespace gulliver
