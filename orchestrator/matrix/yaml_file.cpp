// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/yaml_value.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <yaml-cpp/depthguard.h>

namespace gulliver {
namespace {

/// Why a text is no YAML, and where.
void complain(const std::string& file, const YAML::Exception& error, std::string_view why,
              Problems& problems) {
  const Place place =
      error.mark.is_null() ? Place{file} : Place{file, error.mark.line + 1, error.mark.column + 1};
  problems.add(place, "this is no YAML: " + std::string(why));
}

std::optional<std::vector<YAML::Node>> parse(const std::string& file, const std::string& text,
                                             Problems& problems) {
  try {
    return YAML::LoadAll(text);
  } catch (const YAML::DeepRecursion& error) {
    complain(file, error, "nested too deeply", problems);
  } catch (const YAML::Exception& error) {
    complain(file, error, error.msg, problems);
  }
  return std::nullopt;
}

Place place_of(const std::string& file, const YAML::Node& node) {
  const YAML::Mark mark = node.Mark();
  return mark.is_null() ? Place{file, 1, 1} : Place{file, mark.line + 1, mark.column + 1};
}

}  // namespace

std::optional<YamlValue> load_yaml(const std::filesystem::path& file, Problems& problems) {
  const std::string name = file.string();
  problems.open(name);
  std::string text;
  try {
    text = read_file(file);
  } catch (const Error& error) {
    problems.adopt(name, error.what());
    return std::nullopt;
  }
  const auto documents = parse(name, text, problems);
  if (!documents) return std::nullopt;
  if (documents->size() > 1) {
    problems.add(place_of(name, documents->at(1)), "found a second document; one in a file would be right");
  }
  const YAML::Node root = documents->empty() ? YAML::Node() : documents->front();
  return YamlValue(root, "", place_of(name, root), problems);
}

}  // namespace gulliver
