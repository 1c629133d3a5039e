// SPDX-License-Identifier: MIT
#include <orchestrator/site/archive.hpp>

#include <algorithm>

namespace gulliver {

RunView all_matrices(const Archive& archive) {
  RunView all;
  for (const std::string& file : archive.matrices()) {
    const RunView view = archive.matrix(file);
    for (const std::string& cell : view.run.cells)
      if (std::ranges::find(all.run.cells, cell) == all.run.cells.end()) all.run.cells.push_back(cell);
    for (const RunRecord& record : view.records) {
      const auto known = std::ranges::find(all.records, record.cell.id, [](const RunRecord& one) { return one.cell.id; });
      if (known == all.records.end())
        all.records.push_back(record);
      else if (known->started < record.started)
        *known = record;
    }
    all.findings.list.insert(all.findings.list.end(), view.findings.list.begin(), view.findings.list.end());
  }
  return all;
}

}  // namespace gulliver
