// SPDX-License-Identifier: MIT
#include <orchestrator/order/order.hpp>

#include <orchestrator/order/plan_json.hpp>
#include <runners/model/error.hpp>

using nlohmann::json;

namespace gulliver {
namespace {

Order order_of(const json& json) {
  require_version(json, "order");
  Order order;
  json.at("run").get_to(order.run);
  json.at("plan").get_to(order.plan);
  json.at("tree").get_to(order.tree);
  json.at("toolchain").get_to(order.toolchain);
  json.at("fresh").get_to(order.fresh);
  json.at("reboots").get_to(order.reboots);
  json.at("isolate").get_to(order.isolate);
  json.at("jobs").get_to(order.jobs);
  json.at("mirror").get_to(order.mirror);
  json.at("images").get_to(order.images);
  json.at("cache").get_to(order.cache);
  if (order.plan.builds.size() != 1)
    throw Error("an order is one build, and this has " + std::to_string(order.plan.builds.size()));
  return order;
}

}  // namespace

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CellStatus, cell, phase, build_lines, tests)

std::string stored_order(const Order& order) {
  const json stored = {{"gulliver", GULLIVER_VERSION}, {"run", order.run},
                       {"plan", order.plan},           {"tree", order.tree},
                       {"toolchain", order.toolchain}, {"fresh", order.fresh},
                       {"reboots", order.reboots},     {"isolate", order.isolate},
                       {"jobs", order.jobs},           {"mirror", order.mirror},
                       {"images", order.images},       {"cache", order.cache}};
  return dumped(stored, "order");
}

Order read_order(std::string_view text) { return read_stored(text, "this is no order", order_of); }

std::string stored_status(const std::vector<CellStatus>& status) {
  return dumped(status, "status");
}

std::vector<CellStatus> read_status(std::string_view text) {
  try {
    return json::parse(text).get<std::vector<CellStatus>>();
  } catch (const json::exception&) {
    return {};
  }
}

}  // namespace gulliver
