// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/vocabulary.hpp>
#include <runners/files/files.hpp>

#include <yaml-cpp/yaml.h>

#include <gtest/gtest.h>

#include <algorithm>

using namespace gulliver;

namespace {

std::vector<std::string> keys(const YAML::Node& map) {
  std::vector<std::string> keys;
  for (const auto& pair : map) keys.push_back(pair.first.as<std::string>());
  return keys;
}

/// The keys of every kind of map that a schema describes; `root` names the file as a whole.
Vocabulary vocabulary_of(const std::string& file, const std::string& root) {
  const YAML::Node schema = YAML::Load(read_file(std::string(SOURCE_ROOT "/matrices/") + file));
  Vocabulary vocabulary{{root, keys(schema["properties"])}};
  for (const auto& pair : schema["$defs"]) {
    const YAML::Node properties = pair.second["properties"];
    if (properties) vocabulary[pair.first.as<std::string>()] = keys(properties);
  }
  return vocabulary;
}

Vocabulary sorted(Vocabulary vocabulary) {
  for (auto& [kind, words] : vocabulary) std::ranges::sort(words);
  return vocabulary;
}

}  // namespace

TEST(Schema, of_matrices_has_the_keys_that_are_read) {
  EXPECT_EQ(sorted(vocabulary_of("matrix.schema.json", "matrix")), sorted(matrix_vocabulary()));
}

TEST(Schema, of_arches_has_the_keys_that_are_read) {
  EXPECT_EQ(sorted(vocabulary_of("arches.schema.json", "table")), sorted(arch_vocabulary()));
}

TEST(Schema, of_accepted_findings_has_the_keys_that_are_read) {
  EXPECT_EQ(sorted(vocabulary_of("accepted.schema.json", "list")), sorted(accepted_vocabulary()));
}

TEST(Schema, of_settings_has_the_keys_that_are_read) {
  EXPECT_EQ(sorted(vocabulary_of("config.schema.json", "settings")), sorted(settings_vocabulary()));
}
