// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/yaml_value.hpp>
#include <runners/model/guest.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// `deadline: {silence: 60, total: 300}`
struct Deadline {
  std::optional<Seconds> silence, total;
};
Deadline read_deadline(const YamlMap& map, const Vocabulary& vocabulary);

/// `make: [NAME=VALUE, ...]`
std::vector<std::string> read_make(const YamlMap& map);

/// The name that a map's key gives to something; a mistake where it would not be safe in file names.
bool is_good_name(const YamlEntry& entry);

}  // namespace gulliver
