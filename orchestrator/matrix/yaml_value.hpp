// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/problems.hpp>
#include <orchestrator/matrix/vocabulary.hpp>
#include <runners/model/seconds.hpp>

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gulliver {

struct YamlEntry;

/// A value in a YAML file that is read as one type or another. What it is not, it complains about
/// to its Problems, once, and the caller gets nothing and goes on.
class YamlValue {
 public:
  /// `name` is the key it belongs to, for messages.
  YamlValue(YAML::Node node, std::string name, Place place, Problems& problems);

  const std::string& name() const { return name_; }
  const Place& place() const { return place_; }
  void complain(std::string_view what) const { problems_->add(place_, what); }

  /// Complains that something was found where `right` would have been right.
  void refuse(std::string_view right) const;

  bool is_map() const { return node_.IsMap(); }
  bool is_list() const { return node_.IsSequence(); }
  bool is_nothing() const { return node_.IsNull(); }

  std::optional<std::string> text() const;
  std::optional<std::string> some_text() const;  ///< not empty
  std::optional<bool> flag() const;
  std::optional<int> number() const;       ///< whole and positive
  std::optional<Seconds> seconds() const;  ///< positive

  /// A list of at least one.
  std::vector<YamlValue> items() const;
  std::vector<std::string> texts() const;  ///< none of them empty

  /// The entries of a map of at least one. A key that stands twice is a mistake here, where
  /// yaml-cpp would keep one of the two in silence.
  std::vector<YamlEntry> entries() const;

 private:
  friend class YamlMap;
  std::vector<YamlEntry> pairs() const;
  std::string found() const;
  YamlValue child(const YAML::Node& node, std::string name) const;

  YAML::Node node_;
  std::string name_;
  Place place_;
  Problems* problems_;
};

struct YamlEntry {
  YamlValue key;  ///< a text
  YamlValue value;
  const std::string& name() const { return value.name(); }
};

/// A map with keys that the vocabulary knows; all others are mistakes.
class YamlMap {
 public:
  YamlMap(const YamlValue& value, const Vocabulary& vocabulary, std::string_view kind);

  bool has(std::string_view key) const { return find(key).has_value(); }
  std::optional<YamlValue> find(std::string_view key) const;

  /// As find(); its absence is a mistake.
  std::optional<YamlValue> require(std::string_view key) const;

  /// Reads a value into `target`, which stays as it is where the key or a right value is missing.
  template <typename Target, typename Value>
  void read(std::string_view key, Target& target, std::optional<Value> (YamlValue::*as)() const) const {
    const auto value = find(key);
    if (!value) return;
    if (auto result = ((*value).*as)()) target = std::move(*result);
  }

 private:
  YamlValue value_;
  std::vector<YamlEntry> entries_;
};

/// The only document of a file; nothing, and a complaint, if it cannot be read or is no YAML.
std::optional<YamlValue> load_yaml(const std::filesystem::path& file, Problems& problems);

}  // namespace gulliver
