// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/parts.hpp>

#include <orchestrator/matrix/wording.hpp>

namespace gulliver {

Deadline read_deadline(const YamlMap& map, const Vocabulary& vocabulary) {
  Deadline deadline;
  if (const auto value = map.find("deadline")) {
    const YamlMap keys(*value, vocabulary, "deadline");
    keys.read("silence", deadline.silence, &YamlValue::seconds);
    keys.read("total", deadline.total, &YamlValue::seconds);
  }
  return deadline;
}

std::vector<std::string> read_make(const YamlMap& map) {
  std::vector<std::string> arguments;
  const auto value = map.find("make");
  if (!value) return arguments;
  for (const YamlValue& item : value->items()) {
    const auto text = item.some_text();
    if (!text) continue;
    const std::size_t equals = text->find('=');
    if (equals != text->npos && is_plain_name(text->substr(0, equals))) {
      arguments.push_back(*text);
    } else {
      item.refuse("NAME=VALUE");
    }
  }
  return arguments;
}

bool is_good_name(const YamlEntry& entry) {
  const bool good = is_plain_name(entry.name()) && entry.name().size() <= 64;
  if (!good) {
    entry.key.complain("found " + in_quotes(entry.name()) +
                       " as a name; at most 64 letters, digits, \"-\" and \"_\" would be right");
  }
  return good;
}

}  // namespace gulliver
