// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/matrix_reader.hpp>

#include <orchestrator/matrix/parts.hpp>
#include <orchestrator/matrix/tree_reader.hpp>
#include <orchestrator/matrix/wording.hpp>

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

const Vocabulary& words() {
  return matrix_vocabulary();
}

/// Names in order, each once.
class NameList {
 public:
  void add(const YamlValue& value) {
    const auto text = value.some_text();
    if (!text) return;
    if (known_.insert(*text).second)
      names_.push_back({*text, value.place()});
    else
      value.complain(in_quotes(*text) + " stands twice in " + in_quotes(value.name()));
  }
  std::vector<Name> take() { return std::move(names_); }

 private:
  std::vector<Name> names_;
  std::set<std::string> known_;
};

enum class Count { one, several, one_or_several };

std::vector<Name> read_names(const YamlMap& map, std::string_view axis, Count count) {
  NameList names;
  const auto value = map.find(axis);
  if (!value) return {};
  const bool is_list = count == Count::several || (count == Count::one_or_several && value->is_list());
  if (!is_list) {
    names.add(*value);
    return names.take();
  }
  for (const YamlValue& item : value->items()) names.add(item);
  return names.take();
}

AxisNames read_axis_names(const YamlMap& map, Count count) {
  return {read_names(map, "arch", count), read_names(map, "endian", count), read_names(map, "config", count),
          read_names(map, "toolchain", count)};
}

AxisNames read_axes(const YamlMap& matrix) {
  const auto value = matrix.require("axes");
  if (!value) return {};
  const YamlMap map(*value, words(), "axes");
  map.require("arch");
  map.require("config");
  AxisNames names = read_axis_names(map, Count::several);
  if (!map.has("toolchain")) names.toolchains.push_back({"debian-trixie", {value->place().file}});
  return names;
}

/// A pattern must name something: one that matches every cell was surely not meant.
AxisNames read_pattern(const YamlValue& value, std::string_view kind) {
  const YamlMap map(value, words(), kind);
  const bool names_any = map.has("arch") || map.has("endian") || map.has("config") || map.has("toolchain");
  if (value.is_map() && !names_any) {
    value.complain("this matches every cell; at least one of arch, endian, config, toolchain would be right");
  }
  return read_axis_names(map, Count::one_or_several);
}

GuestSettings read_guest(const YamlMap& parent) {
  GuestSettings guest;
  const auto value = parent.find("guest");
  if (!value) return guest;
  const YamlMap map(*value, words(), "guest");
  map.read("memory", guest.memory, &YamlValue::number);
  map.read("cpus", guest.cpus, &YamlValue::number);
  map.read("cmdline", guest.cmdline, &YamlValue::text);
  const Deadline deadline = read_deadline(map, words());
  guest.silence = deadline.silence;
  guest.total = deadline.total;
  return guest;
}

std::string read_base(const YamlMap& map, std::string base) {
  map.read("base", base, &YamlValue::some_text);
  if (!is_plain_name(base) || !base.ends_with("config")) {
    map.find("base")->refuse("a configuration target of make, such as allnoconfig,");
  }
  return base;
}

ConfigSpec read_config(const YamlEntry& entry, const SearchPath& files) {
  ConfigSpec config;
  config.name = entry.name();
  is_good_name(entry);
  if (entry.value.is_list()) {
    config.fragments = files.files(entry.value);
    return config;
  }
  if (!entry.value.is_map()) {
    entry.value.refuse("a list of fragments, or a map");
    return config;
  }
  const YamlMap map(entry.value, words(), "config");
  map.read("about", config.about, &YamlValue::some_text);
  config.base = read_base(map, config.base);
  if (const auto fragments = map.require("fragments")) config.fragments = files.files(*fragments);
  if (const auto targets = map.find("targets")) config.targets = targets->texts();
  map.read("user_space", config.user_space, &YamlValue::flag);
  if (config.user_space) config.user_space_place = map.find("user_space")->place();
  return config;
}

Override read_override(const YamlValue& value, const SearchPath& files) {
  Override result;
  result.place = value.place();
  const YamlMap map(value, words(), "override");
  if (const auto when = map.require("when")) result.when = read_pattern(*when, "when");
  if (const auto fragments = map.find("fragments")) result.fragments = files.files(*fragments);
  result.make = read_make(map);
  result.guest = read_guest(map);
  return result;
}

Include read_include(const YamlValue& value) {
  const YamlMap map(value, words(), "include");
  for (const char* key : {"arch", "endian", "config", "reason"}) map.require(key);
  std::string reason;  // for the reader of the file alone
  map.read("reason", reason, &YamlValue::some_text);
  return {read_axis_names(map, Count::one), value.place()};
}

Exclude read_exclude(const YamlValue& value) {
  Exclude exclude{read_pattern(value, "exclude"), value.place(), ""};
  const YamlMap map(value, words(), "exclude");
  map.require("reason");
  map.read("reason", exclude.reason, &YamlValue::some_text);
  return exclude;
}

/// The items of the list behind a key, where there is one.
std::vector<YamlValue> items(const YamlMap& map, std::string_view key) {
  const auto value = map.find(key);
  return value ? value->items() : std::vector<YamlValue>{};
}

}  // namespace

MatrixSpec read_matrix(const YamlValue& root, const fs::path& file, const SearchPath& files) {
  const YamlMap map(root, words(), "matrix");
  MatrixSpec spec;
  spec.name = file.stem().string();
  map.read("name", spec.name, &YamlValue::some_text);
  if (const auto tree = map.find("tree")) {
    spec.tree.base = read_tree(*tree, file.parent_path());
    spec.tree_place = tree->place();
  }
  if (const auto overlays = map.find("overlays")) spec.tree.series = files.folders(*overlays);
  spec.axes = read_axes(map);
  if (const auto configs = map.require("configs")) {
    for (const YamlEntry& entry : configs->entries()) spec.configs.push_back(read_config(entry, files));
  }
  spec.guest = read_guest(map);
  for (const YamlValue& item : items(map, "overrides")) spec.overrides.push_back(read_override(item, files));
  for (const YamlValue& item : items(map, "include")) spec.includes.push_back(read_include(item));
  for (const YamlValue& item : items(map, "exclude")) spec.excludes.push_back(read_exclude(item));
  if (const auto accepted = map.find("accepted")) spec.accepted = files.file(*accepted);
  return spec;
}

}  // namespace gulliver
