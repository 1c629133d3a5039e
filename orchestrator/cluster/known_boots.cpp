// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/known_boots.hpp>

#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// Under a name that nobody reads, and then at once.
void put(const fs::path& file, const fs::path& place) {
  const fs::path part = place.string() + ".part";
  fs::copy_file(file, part, fs::copy_options::overwrite_existing);
  fs::rename(part, place);
}

}  // namespace

void write_known(const OrderFolder& order, const std::vector<RunRecord>& records, const fs::path& scratch) {
  fs::remove(order.known());
  std::vector<RunRecord> passed;
  for (const RunRecord& record : records)
    if (record.verdict.passed() && record.boot) passed.push_back(record);
  if (passed.empty()) return;
  const fs::path file = scratch / "known.sqlite";
  fs::remove(file);
  {
    Ledger ledger(file);
    Run run;
    for (const RunRecord& record : passed) run.cells.push_back(record.cell.id);
    const RunId id = ledger.begin(run);
    for (RunRecord& record : passed) {
      record.boot->from = record.boot->from.value_or(record.run);
      record.boot->cached = false;
      record.run = id;
      ledger.add(record);
    }
  }
  put(file, order.known());
  fs::remove(file);
}

std::unique_ptr<Ledger> read_known(const OrderFolder& order, const fs::path& scratch) {
  if (!fs::exists(order.known())) return nullptr;
  fs::create_directories(scratch);
  const fs::path copy = scratch / "known.sqlite";
  fs::copy_file(order.known(), copy, fs::copy_options::overwrite_existing);
  return std::make_unique<Ledger>(copy);
}

}  // namespace gulliver
