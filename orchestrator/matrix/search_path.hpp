// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/yaml_value.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace gulliver {

/// The folders in which a relative path of a YAML file is looked for, in this order. What is in
/// none of them is a mistake.
class SearchPath {
 public:
  explicit SearchPath(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  std::optional<std::filesystem::path> file(const YamlValue& name) const;
  std::optional<std::filesystem::path> folder(const YamlValue& name) const;

  /// Those of a list that are there.
  std::vector<std::filesystem::path> files(const YamlValue& names) const;
  std::vector<std::filesystem::path> folders(const YamlValue& names) const;

 private:
  std::optional<std::filesystem::path> find(const YamlValue& name, std::filesystem::file_type type) const;

  std::vector<std::filesystem::path> folders_;
};

}  // namespace gulliver
