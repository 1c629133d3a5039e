// SPDX-License-Identifier: MIT
#include <orchestrator/report/json_parts.hpp>

namespace gulliver {
namespace {

Json accepted(const std::optional<Accepted>& entry) {
  if (!entry) return Json();
  return {{"kind", name_of(entry->kind)},
          {"test", entry->test},
          {"cells", json_strings(entry->cells)},
          {"reason", entry->reason},
          {"link", entry->link},
          {"expires", entry->expires},
          {"place", entry->place}};
}

}  // namespace

Json json_findings(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings)
    list.push_back({{"kind", name_of(finding.kind)},
                    {"test", finding.test},
                    {"abstraction", text_or_null(finding.abstraction)},
                    {"location", text_or_null(finding.location)},
                    {"cells", json_strings(finding.cells)},
                    {"twins", json_strings(finding.twins)},
                    {"reason", finding.reason},
                    {"accepted", accepted(finding.accepted)}});
  return list;
}

}  // namespace gulliver
