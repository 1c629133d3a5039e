// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/export/kcidb_document.hpp>

#include <algorithm>

namespace gulliver {
namespace {

bool is_plain(const std::string& text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c < 0x7f; });
}

/// "BASE-PATCHED" of the trees; of a series that does not apply, what it says takes the place of the second.
std::string checkout_name(const PatchResult& result) {
  if (!result.patched.id.empty()) return kcidb_step(result.base.id) + "-" + kcidb_step(result.patched.id);
  std::string text;
  for (const SubmittedPatch& patch : result.series.patches) text += patch.text + patch.message_id;
  return kcidb_step(result.base.id) + "-series-" + text_hash(text);
}

void add_checkout(KcidbDocument& document, const PatchResult& result, const std::string& name) {
  Json& json = document.add_checkout(name, result.base, result.started);
  if (!result.series.patches.empty()) {
    const std::string& message = result.series.patches.front().message_id;
    if (message.find('@') != message.npos && is_plain(message)) put_text(json, "message_id", message);
  }
  put_text(json, "comment", result.series.subject);
  json["valid"] = result.does_not_apply.empty();
  put_text(json, "log_excerpt", result.does_not_apply);
  json["misc"]["outcome"] = name_of(outcome_of(result));
}

void add_cell(KcidbDocument& document, const std::string& checkout, const CellComparison& cell) {
  const RunRecord& record = *cell.patched;
  const Json change{{"change", name_of(cell.change)}};
  const std::string build = document.add_build(checkout, record, change);
  if (is_built(record)) {
    document.add_boot(build, record)["misc"] = change;
    if (record.tests)
      for (const ListedTest& test : list_tests(*record.tests)) document.add_test(build, test);
  }
  for (const TestChange& test : cell.tests)
    if (test.change == Change::vanished) document.add_missed_test(build, test.test);
}

}  // namespace

std::string kcidb(const PatchResult& result, const std::string& origin) {
  KcidbDocument document(origin);
  const std::string checkout = checkout_name(result);
  add_checkout(document, result, checkout);
  for (const CellComparison& cell : result.cells)
    if (cell.patched) add_cell(document, checkout, cell);
  return document.text();
}

}  // namespace gulliver
