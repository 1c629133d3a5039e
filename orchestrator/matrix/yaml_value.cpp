// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/yaml_value.hpp>

#include <orchestrator/matrix/wording.hpp>

#include <algorithm>
#include <charconv>

namespace gulliver {
namespace {

/// The whole of a text as a number, or nothing.
template <typename Number>
std::optional<Number> to_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

constexpr double longest_wait = 1e6;  ///< seconds; a typo beyond it, and no clock overflows below

}  // namespace

YamlValue::YamlValue(YAML::Node node, std::string name, Place place, Problems& problems)
    : node_(std::move(node)), name_(std::move(name)), place_(std::move(place)), problems_(&problems) {}

std::string YamlValue::found() const {
  if (node_.IsMap()) return "a map";
  if (node_.IsSequence()) return "a list";
  if (node_.IsScalar()) return in_quotes(node_.Scalar());
  return "nothing";
}

void YamlValue::refuse(std::string_view right) const {
  const std::string where = name_.empty() ? "" : " for " + in_quotes(name_);
  complain("found " + found() + where + "; " + std::string(right) + " would be right");
}

YamlValue YamlValue::child(const YAML::Node& node, std::string name) const {
  const YAML::Mark mark = node.Mark();
  // A value that is not there has no place of its own: its key's is the one to show.
  Place place = node.IsNull() || mark.is_null() ? place_ : Place{place_.file, mark.line + 1, mark.column + 1};
  return {node, std::move(name), std::move(place), *problems_};
}

std::optional<std::string> YamlValue::text() const {
  if (node_.IsScalar()) return node_.Scalar();
  refuse("a text");
  return std::nullopt;
}

std::optional<std::string> YamlValue::some_text() const {
  if (node_.IsScalar() && !node_.Scalar().empty()) return node_.Scalar();
  refuse("a text");
  return std::nullopt;
}

std::optional<bool> YamlValue::flag() const {
  if (node_.IsScalar() && node_.Scalar() == "true") return true;
  if (node_.IsScalar() && node_.Scalar() == "false") return false;
  refuse("true or false");
  return std::nullopt;
}

std::optional<int> YamlValue::number() const {
  const auto number = node_.IsScalar() ? to_number<int>(node_.Scalar()) : std::nullopt;
  if (number && *number > 0) return number;
  refuse("a positive whole number");
  return std::nullopt;
}

std::optional<Seconds> YamlValue::seconds() const {
  const auto number = node_.IsScalar() ? to_number<double>(node_.Scalar()) : std::nullopt;
  if (number && *number > 0 && *number <= longest_wait) return Seconds(*number);
  refuse("a positive number of seconds");
  return std::nullopt;
}

std::vector<YamlValue> YamlValue::items() const {
  std::vector<YamlValue> items;
  if (!node_.IsSequence()) {
    refuse("a list");
    return items;
  }
  for (const YAML::Node& item : node_) items.push_back(child(item, name_));
  if (items.empty()) complain(in_quotes(name_) + " is empty; at least one would be right");
  return items;
}

std::vector<std::string> YamlValue::texts() const {
  std::vector<std::string> texts;
  for (const YamlValue& item : items()) {
    if (auto text = item.some_text()) texts.push_back(std::move(*text));
  }
  return texts;
}

std::vector<YamlEntry> YamlValue::pairs() const {
  std::vector<YamlEntry> pairs;
  std::map<std::string, int> lines;
  for (const auto& pair : node_) {
    const YamlValue key = child(pair.first, "");
    if (!pair.first.IsScalar()) {
      key.complain("found " + key.found() + " as a key; a text would be right");
      continue;
    }
    const std::string& name = pair.first.Scalar();
    const auto [first, is_new] = lines.emplace(name, key.place().line);
    if (is_new) {
      pairs.push_back({key, key.child(pair.second, name)});
    } else {
      key.complain("key " + in_quotes(name) + " stands twice; it is on line " +
                   std::to_string(first->second) + " already");
    }
  }
  return pairs;
}

std::vector<YamlEntry> YamlValue::entries() const {
  if (!node_.IsMap()) {
    refuse("a map");
    return {};
  }
  std::vector<YamlEntry> entries = pairs();
  if (node_.size() == 0) complain(in_quotes(name_) + " is empty; at least one would be right");
  return entries;
}

YamlMap::YamlMap(const YamlValue& value, const Vocabulary& vocabulary, std::string_view kind)
    : value_(value) {
  const std::vector<std::string>& known = vocabulary.find(kind)->second;
  if (!value.is_map()) {
    value.refuse("a map with keys of " + listed(known));
    return;
  }
  entries_ = value.pairs();
  for (const YamlEntry& entry : entries_) {
    const bool is_known = std::ranges::find(known, entry.name()) != known.end();
    if (!is_known) entry.key.complain(unknown("key", entry.name(), known));
  }
}

std::optional<YamlValue> YamlMap::find(std::string_view key) const {
  for (const YamlEntry& entry : entries_) {
    if (entry.name() == key) return entry.value;
  }
  return std::nullopt;
}

std::optional<YamlValue> YamlMap::require(std::string_view key) const {
  auto value = find(key);
  if (!value && value_.is_map()) value_.complain("missing key " + in_quotes(key));
  return value;
}

}  // namespace gulliver
