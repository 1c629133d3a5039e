// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/settings.hpp>

#include <orchestrator/matrix/yaml_value.hpp>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// Other machines have to find it, from wherever they look.
void read_path(const YamlMap& map, std::string_view key, fs::path& path) {
  std::string text = path;
  map.read(key, text, &YamlValue::some_text);
  if (fs::path(text).is_absolute())
    path = fs::path(text).lexically_normal();
  else if (const auto value = map.find(key); value && !text.empty())
    value->refuse("a path from the root on, such as /srv/gulliver,");
}

Executor read_executor(const YamlMap& map) {
  std::string executor = "local";
  map.read("executor", executor, &YamlValue::text);
  if (executor != "local" && executor != "slurm") map.find("executor")->refuse("local or slurm");
  return executor == "slurm" ? Executor::slurm : Executor::local;
}

SlurmSettings read_slurm(const YamlValue& value) {
  const YamlMap map(value, settings_vocabulary(), "slurm");
  SlurmSettings slurm;
  map.require("shared");
  read_path(map, "shared", slurm.shared);
  read_path(map, "node_cache", slurm.node_cache);
  read_path(map, "program", slurm.program);
  map.read("partition", slurm.partition, &YamlValue::some_text);
  map.read("constraint", slurm.constraint, &YamlValue::some_text);
  map.read("account", slurm.account, &YamlValue::some_text);
  map.read("cpus", slurm.cpus, &YamlValue::number);
  map.read("memory", slurm.memory, &YamlValue::number);
  map.read("window", slurm.window, &YamlValue::number);
  return slurm;
}

BuildLimits read_limits(const YamlValue& value) {
  const YamlMap map(value, settings_vocabulary(), "limits");
  BuildLimits limits;
  map.read("memory", limits.memory, &YamlValue::number);
  map.read("disk", limits.disk, &YamlValue::number);
  return limits;
}

}  // namespace

Settings load_settings(const fs::path& file) {
  Settings settings;
  if (!fs::exists(file)) return settings;
  Problems problems;
  if (const auto root = load_yaml(file, problems); root && !root->is_nothing()) {
    const YamlMap map(*root, settings_vocabulary(), "settings");
    settings.executor = read_executor(map);
    if (const auto slurm = map.find("slurm")) settings.slurm = read_slurm(*slurm);
    if (const auto limits = map.find("limits")) settings.limits = read_limits(*limits);
    if (settings.executor == Executor::slurm) map.require("slurm");
  }
  problems.throw_if_any();
  return settings;
}

}  // namespace gulliver
