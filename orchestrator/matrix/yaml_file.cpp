// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/yaml_value.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>

#include <sstream>

namespace gulliver {
namespace {

/// Why a text is no YAML, and where.
void complain(const std::string& file, const YAML::Exception& error, std::string_view why,
              Problems& problems) {
  const Place place =
      error.mark.is_null() ? Place{file} : Place{file, error.mark.line + 1, error.mark.column + 1};
  problems.add(place, "this is no YAML: " + std::string(why));
}

/// Where the second document of a text begins, if it has one. YAML::LoadAll() tells as well, but yaml-cpp 0.7 takes a comma at the
/// beginning for endless empty documents.
class SecondDocument : public YAML::EventHandler {
 public:
  static std::optional<YAML::Mark> in(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    SecondDocument second;
    while (second.begun_ < 2 && parser.HandleNextDocument(second)) {
    }
    return second.begun_ < 2 ? std::nullopt : std::optional(second.mark_);
  }

 private:
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (begun_++ > 0 && mark.pos == mark_.pos) throw YAML::ParserException(mark, "nothing that can be read begins here");
    mark_ = mark;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  int begun_ = 0;
  YAML::Mark mark_ = YAML::Mark::null_mark();
};

Place place_of(const std::string& file, const YAML::Mark& mark) {
  return mark.is_null() ? Place{file, 1, 1} : Place{file, mark.line + 1, mark.column + 1};
}

std::optional<YAML::Node> parse(const std::string& file, const std::string& text, Problems& problems) {
  try {
    YAML::Node root = YAML::Load(text);
    if (const auto second = SecondDocument::in(text))
      problems.add(place_of(file, *second), "found a second document; one in a file would be right");
    return root;
  } catch (const YAML::DeepRecursion& error) {
    complain(file, error, "nested too deeply", problems);
  } catch (const YAML::Exception& error) {
    complain(file, error, error.msg, problems);
  }
  return std::nullopt;
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
  const auto root = parse(name, text, problems);
  if (!root) return std::nullopt;
  return YamlValue(*root, "", place_of(name, root->Mark()), problems);
}

}  // namespace gulliver
