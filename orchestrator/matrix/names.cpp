// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/names.hpp>

#include <orchestrator/matrix/wording.hpp>

#include <algorithm>
#include <set>

namespace gulliver {
namespace {

/// What may stand on an axis, in order, and to look it up.
struct Words {
  std::vector<std::string> list;
  std::set<std::string> all;

  void add(const std::string& word) {
    if (all.insert(word).second) list.push_back(word);
  }
};

struct Lexicon {
  Words archs, endians, configs, toolchains;
};

Lexicon lexicon(const MatrixSpec& spec, const ArchTable& archs, const std::vector<std::string>& toolchains) {
  Lexicon words;
  for (const Arch& arch : archs) words.archs.add(arch.name);
  for (const char* endian : {"little", "big"}) words.endians.add(endian);
  for (const ConfigSpec& config : spec.configs) words.configs.add(config.name);
  for (const std::string& toolchain : toolchains) words.toolchains.add(toolchain);
  return words;
}

void check(std::string_view axis, const std::vector<Name>& names, const Words& known, Problems& problems) {
  if (known.list.empty()) return;  // that there are none was said already
  for (const Name& name : names)
    if (!known.all.contains(name.text)) problems.add(name.place, unknown(axis, name.text, known.list));
}

void check(const AxisNames& names, const Lexicon& known, Problems& problems) {
  check("arch", names.archs, known.archs, problems);
  check("endian", names.endians, known.endians, problems);
  check("config", names.configs, known.configs, problems);
  check("toolchain", names.toolchains, known.toolchains, problems);
}

/// Whether an /init can be made wherever one is asked for.
void check_user_space(const MatrixSpec& spec, const ArchTable& archs, Problems& problems) {
  const auto is_named = [&spec](const Arch& arch) {
    return std::ranges::find(spec.axes.archs, arch.name, &Name::text) != spec.axes.archs.end();
  };
  for (const ConfigSpec& config : spec.configs) {
    const auto without = std::ranges::find_if(archs, [&](const Arch& arch) {
      return is_named(arch) && arch.impossible.empty() && arch.init.empty();
    });
    if (config.user_space && without != archs.end())
      problems.add(config.user_space_place, "config " + in_quotes(config.name) +
                                                " wants user space, and the arch table has no \"init\" for " +
                                                in_quotes(without->name));
  }
}

}  // namespace

bool check_names(const MatrixSpec& spec, const ArchTable& archs, const std::vector<std::string>& toolchains,
                 Problems& problems) {
  const std::size_t before = problems.count();
  const Lexicon words = lexicon(spec, archs, toolchains);
  check(spec.axes, words, problems);
  for (const Override& item : spec.overrides) check(item.when, words, problems);
  for (const Include& item : spec.includes) check(item.cell, words, problems);
  for (const Exclude& item : spec.excludes) check(item.when, words, problems);
  check_user_space(spec, archs, problems);
  return problems.count() == before;
}

}  // namespace gulliver
