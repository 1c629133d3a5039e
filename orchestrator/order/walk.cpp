// SPDX-License-Identifier: MIT
#include <orchestrator/order/walk.hpp>

#include <orchestrator/order/plan_json.hpp>
#include <runners/model/error.hpp>

#include <algorithm>

using nlohmann::json;

namespace gulliver {
namespace {

json settings_json(const WalkSettings& settings) {
  json stored = {{"fresh", settings.fresh},
                 {"isolate", settings.isolate},
                 {"reboots", settings.reboots},
                 {"jobs", settings.jobs},
                 {"lanes", settings.lanes}};
  if (settings.executor) stored["executor"] = name_of(*settings.executor);
  return stored;
}

WalkSettings settings_of(const json& stored) {
  WalkSettings settings;
  stored.at("fresh").get_to(settings.fresh);
  stored.at("isolate").get_to(settings.isolate);
  stored.at("reboots").get_to(settings.reboots);
  stored.at("jobs").get_to(settings.jobs);
  stored.at("lanes").get_to(settings.lanes);
  if (stored.contains("executor"))
    settings.executor = stored["executor"] == "slurm" ? Executor::slurm : Executor::local;
  return settings;
}

Walk walk_of(const json& stored) {
  require_version(stored, "run");
  Walk walk;
  stored.at("plan").get_to(walk.plan);
  stored.at("trees").get_to(walk.trees);
  stored.at("toolchains").get_to(walk.toolchains);
  walk.settings = settings_of(stored.at("settings"));
  if (walk.trees.size() != walk.plan.trees.size()) throw Error("a stored run has other trees than its plan");
  return walk;
}

}  // namespace

std::string stored_walk(const Walk& walk) {
  const json stored = {{"gulliver", GULLIVER_VERSION},
                       {"plan", walk.plan},
                       {"trees", walk.trees},
                       {"toolchains", walk.toolchains},
                       {"settings", settings_json(walk.settings)}};
  return dumped(stored, "plan");
}

Walk read_walk(std::string_view text) { return read_stored(text, "this is no stored run", walk_of); }

void leave_out(const std::set<std::string>& cells, Plan& plan) {
  for (Build& build : plan.builds)
    std::erase_if(build.cells, [&](const PlannedCell& planned) { return cells.contains(planned.cell.id); });
  std::erase_if(plan.builds, [](const Build& build) { return build.cells.empty(); });
}

}  // namespace gulliver
