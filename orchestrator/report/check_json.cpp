// SPDX-License-Identifier: MIT
#include <orchestrator/report/check.hpp>
#include <orchestrator/report/json_parts.hpp>

namespace gulliver {
namespace {

Json checked_json(const CheckedCell& checked) {
  Json cell{{"id", checked.cell.id},
            {"arch", checked.cell.arch},
            {"endian", name_of(checked.cell.endian)},
            {"config", checked.cell.config},
            {"toolchain", checked.cell.toolchain},
            {"outcome", outcome_of(checked.verdict)},
            {"reason", checked.verdict.reason},
            {"seconds", checked.took.count()},
            {"cached", checked.cached}};
  cell.update(json_config(checked.config));
  return cell;
}

}  // namespace

std::string json_check(const Plan& plan, const std::vector<CheckedCell>& cells) {
  Json json{{"schema", json_schema}, {"matrix", plan.matrix}, {"excluded", Json::array()}, {"cells", Json::array()}};
  for (const auto& [cell, reason] : plan.excluded) json["excluded"].push_back({{"id", cell}, {"reason", reason}});
  for (const CheckedCell& checked : cells) json["cells"].push_back(checked_json(checked));
  return json_text(json);
}

}  // namespace gulliver
