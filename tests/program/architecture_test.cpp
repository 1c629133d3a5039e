// SPDX-License-Identifier: MIT
// Three drawings of one map: the root CMakeLists.txt (which the linker holds every module to), the
// table in README.md, and the #include lines. They agree.
#include <runners/files/files.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace fs = std::filesystem;
using gulliver::read_file;

namespace {

using Arrows = std::map<std::string, std::set<std::string>>;

std::set<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

/// "runners/suite: runners/model"
Arrows arrows_of_build() {
  Arrows arrows;
  std::istringstream lines(read_file(BINARY_ROOT "/modules.txt"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    arrows[line.substr(0, colon)] = words(line.substr(colon + 1));
  }
  return arrows;
}

/// "| `runners/suite` | duty | `runners/model` | libraries |"
Arrows arrows_of_readme() {
  Arrows arrows;
  const std::string readme = read_file(SOURCE_ROOT "/README.md");
  const std::regex row(R"(\n\| `((?:runners|orchestrator)/\w+)` \|[^|\n]*\|([^|\n]*)\|)");
  const std::regex name(R"(`([\w/]+)`)");
  for (std::sregex_iterator it(readme.begin(), readme.end(), row), end; it != end; ++it) {
    const std::string uses = (*it)[2];
    auto& targets = arrows[(*it)[1]];
    for (std::sregex_iterator use(uses.begin(), uses.end(), name); use != end; ++use) targets.insert((*use)[1]);
  }
  return arrows;
}

/// Calls `use(module, included)` for every #include of every source.
template <class Use>
void each_include(Use use) {
  const std::regex include(R"(#include <([^>]+)>)");
  for (const auto& [module, uses] : arrows_of_build())
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_ROOT) / module)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      const std::string text = read_file(entry.path());
      for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it)
        use(module, std::string((*it)[1]));
    }
}

}  // namespace

TEST(Architecture, readme_draws_the_map_that_the_linker_guards) {
  const Arrows build = arrows_of_build();
  ASSERT_GE(build.size(), 13U);
  EXPECT_EQ(arrows_of_readme(), build);
}

TEST(Architecture, every_folder_with_code_is_a_module) {
  const Arrows build = arrows_of_build();
  for (const char* layer : {"runners", "orchestrator"})
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_ROOT) / layer))
      if (entry.is_directory()) {
        EXPECT_TRUE(build.contains(std::string(layer) + "/" + entry.path().filename().string())) << entry.path();
      }
}

TEST(Architecture, includes_follow_the_arrows) {
  const Arrows build = arrows_of_build();
  int seen = 0;
  each_include([&](const std::string& module, const std::string& included) {
    if (!included.starts_with("runners/") && !included.starts_with("orchestrator/")) return;
    const std::string target = included.substr(0, included.rfind('/'));
    ++seen;
    EXPECT_TRUE(target == module || build.at(module).contains(target)) << module << " includes " << included;
  });
  EXPECT_GT(seen, 100);
}

TEST(Architecture, a_third_party_library_appears_only_where_the_map_says) {
  const std::map<std::string, std::set<std::string>> homes{
      {"boost/process", {"runners/process"}},
      {"git2", {"runners/source"}},
      {"yaml-cpp", {"orchestrator/matrix"}},
      {"gmime/", {"runners/mail"}},
      {"sqlite3", {"orchestrator/ledger"}},
      {"CLI/", {"orchestrator/cli"}},
      {"spdlog", {"orchestrator/farm", "orchestrator/cluster", "orchestrator/cli"}},
      {"nlohmann",
       {"orchestrator/report", "orchestrator/export", "orchestrator/answer", "orchestrator/order", "orchestrator/cli"}},
      {"pugixml", {"orchestrator/export"}},
  };
  each_include([&](const std::string& module, const std::string& included) {
    for (const auto& [library, modules] : homes)
      if (included.starts_with(library)) {
        EXPECT_TRUE(modules.contains(module)) << module << " includes " << included;
      }
  });
}
