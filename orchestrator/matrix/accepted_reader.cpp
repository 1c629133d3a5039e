// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/accepted_reader.hpp>

#include <orchestrator/matrix/vocabulary.hpp>
#include <orchestrator/matrix/yaml_value.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

namespace gulliver {
namespace {

/// A day of the calendar, written as "2027-06-30".
bool is_day(const std::string& text) {
  constexpr std::string_view form = "dddd-dd-dd";
  const auto fits = [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; };
  if (!std::ranges::equal(text, form, fits)) return false;
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  const std::chrono::year_month_day day(std::chrono::year(number(0, 4)), std::chrono::month(unsigned(number(5, 2))),
                                        std::chrono::day(unsigned(number(8, 2))));
  return day.ok();
}

bool is_link(const std::string& text) { return text.starts_with("https://") || text.starts_with("http://"); }

Accepted::Kind read_kind(const YamlMap& map) {
  std::string kind = "missing";
  map.read("kind", kind, &YamlValue::text);
  if (kind != "missing" && kind != "failing") map.find("kind")->refuse("missing or failing");
  return kind == "failing" ? Accepted::Kind::failing : Accepted::Kind::missing;
}

Accepted read_entry(const YamlValue& value) {
  const YamlMap map(value, accepted_vocabulary(), "entry");
  for (const char* key : {"kind", "test", "reason", "link", "expires"}) map.require(key);
  Accepted entry;
  entry.kind = read_kind(map);
  entry.place = value.place().file + ":" + std::to_string(value.place().line);
  map.read("test", entry.test, &YamlValue::some_text);
  map.read("reason", entry.reason, &YamlValue::some_text);
  map.read("link", entry.link, &YamlValue::some_text);
  map.read("expires", entry.expires, &YamlValue::some_text);
  if (const auto cells = map.find("cells")) entry.cells = cells->texts();
  if (!entry.link.empty() && !is_link(entry.link)) map.find("link")->refuse("a link that begins with https://");
  if (!entry.expires.empty() && !is_day(entry.expires)) map.find("expires")->refuse("a day such as 2027-06-30");
  return entry;
}

}  // namespace

std::vector<Accepted> read_accepted(const std::filesystem::path& file, Problems& problems) {
  std::vector<Accepted> accepted;
  const auto root = load_yaml(file, problems);
  if (!root) return accepted;
  const YamlMap map(*root, accepted_vocabulary(), "list");
  if (const auto entries = map.require("accepted"))
    for (const YamlValue& item : entries->items()) accepted.push_back(read_entry(item));
  return accepted;
}

}  // namespace gulliver
