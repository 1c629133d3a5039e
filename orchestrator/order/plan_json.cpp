// SPDX-License-Identifier: MIT
#include <orchestrator/order/plan_json.hpp>
#include <runners/model/error.hpp>

#include <initializer_list>
#include <variant>

using nlohmann::json;

namespace nlohmann {

template <>
struct adl_serializer<gulliver::Seconds> {
  static void to_json(json& json, const gulliver::Seconds& seconds) { json = seconds.count(); }
  static void from_json(const json& json, gulliver::Seconds& seconds) {
    seconds = gulliver::Seconds(json.get<double>());
  }
};

}  // namespace nlohmann

namespace gulliver {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DebianSource, package, suite)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LocalTree, path, revision, uncommitted)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RemoteTree, url, revision)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ToolchainRecipe, name, suite, packages, path, env)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConfigOption, name, value, file, line, optional)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ConfigRequest, base, options)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(KernelSpec, id, source, tree_id, linux_arch, make, targets, image, request,
                                   init, seed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GuestSpec, qemu, tcg, kvm, kvm_host, console, cmdline, test_filter, memory,
                                   cpus, user_space, end, silence, total, console_limit)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Excluded, cell, reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PlannedConfig, name, about)

namespace {

/// The value of a name; `values` holds all that there are.
template <class Enum>
Enum named(const json& json, std::initializer_list<Enum> values) {
  const auto name = json.get<std::string>();
  for (const Enum value : values)
    if (name_of(value) == name) return value;
  throw Error("a stored plan has the word '" + name + "', which this Gulliver does not know");
}

}  // namespace

inline void to_json(json& json, const Endian& endian) {
  json = name_of(endian);
}
inline void from_json(const json& json, Endian& endian) {
  endian = named(json, {Endian::little, Endian::big});
}

inline void to_json(json& json, const Accepted::Kind& kind) {
  json = name_of(kind);
}
inline void from_json(const json& json, Accepted::Kind& kind) {
  kind = named(json, {Accepted::Kind::missing, Accepted::Kind::failing});
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Accepted, kind, test, cells, reason, link, expires, place)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Cell, id, arch, endian, config, toolchain, bits)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PlannedCell, cell, guest)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Build, kernel, toolchain, tree, cells)

/// The base under the name of its kind.
inline void to_json(json& json, const TreeSpec& tree) {
  json = {{"series", tree.series}, {"place", tree.place}};
  if (const auto* debian = std::get_if<DebianSource>(&tree.base)) json["debian"] = *debian;
  if (const auto* local = std::get_if<LocalTree>(&tree.base)) json["local"] = *local;
  if (const auto* remote = std::get_if<RemoteTree>(&tree.base)) json["remote"] = *remote;
}

inline void from_json(const json& json, TreeSpec& tree) {
  json.at("series").get_to(tree.series);
  json.at("place").get_to(tree.place);
  if (json.contains("local"))
    tree.base = json["local"].get<LocalTree>();
  else if (json.contains("remote"))
    tree.base = json["remote"].get<RemoteTree>();
  else
    tree.base = json.at("debian").get<DebianSource>();
}

void to_json(json& json, const Plan& plan) {
  json = {{"matrix", plan.matrix},    {"trees", plan.trees},       {"recipes", plan.recipes},
          {"builds", plan.builds},    {"excluded", plan.excluded}, {"configs", plan.configs},
          {"accepted", plan.accepted}};
}

void from_json(const json& json, Plan& plan) {
  json.at("matrix").get_to(plan.matrix);
  json.at("trees").get_to(plan.trees);
  json.at("recipes").get_to(plan.recipes);
  json.at("builds").get_to(plan.builds);
  json.at("excluded").get_to(plan.excluded);
  json.at("configs").get_to(plan.configs);
  json.at("accepted").get_to(plan.accepted);
  for (const Build& build : plan.builds)
    if (build.tree >= plan.trees.size())
      throw Error("a stored plan has a build of a tree that it does not have");
}

std::string dumped(const json& json, std::string_view what) {
  try {
    return json.dump() + "\n";
  } catch (const json::exception&) {
    throw Error("a text in the " + std::string(what) + " is not UTF-8, and cannot be stored");
  }
}

void require_version(const json& stored, std::string_view what) {
  const auto version = stored.at("gulliver").get<std::string>();
  if (version != GULLIVER_VERSION)
    throw Error("the " + std::string(what) + " is of Gulliver " + version +
                ", and this is " GULLIVER_VERSION ", which would judge otherwise");
}

}  // namespace gulliver
