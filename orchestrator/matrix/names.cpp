// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/names.hpp>

#include <orchestrator/matrix/wording.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// What may stand on each axis.
struct Lexicon {
  std::vector<std::string> archs, endians{"little", "big"}, configs, toolchains;
};

Lexicon lexicon(const MatrixSpec& spec, const ArchTable& archs, const std::vector<std::string>& toolchains) {
  Lexicon words;
  for (const Arch& arch : archs) {
    if (std::ranges::find(words.archs, arch.name) == words.archs.end()) words.archs.push_back(arch.name);
  }
  for (const ConfigSpec& config : spec.configs) words.configs.push_back(config.name);
  words.toolchains = toolchains;
  return words;
}

void check(std::string_view axis, const std::vector<Name>& names, const std::vector<std::string>& known,
           Problems& problems) {
  if (known.empty()) return;  // that there are none was said already
  for (const Name& name : names) {
    const bool is_known = std::ranges::find(known, name.text) != known.end();
    if (!is_known) problems.add(name.place, unknown(axis, name.text, known));
  }
}

void check(const AxisNames& names, const Lexicon& known, Problems& problems) {
  check("arch", names.archs, known.archs, problems);
  check("endian", names.endians, known.endians, problems);
  check("config", names.configs, known.configs, problems);
  check("toolchain", names.toolchains, known.toolchains, problems);
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
  return problems.count() == before;
}

}  // namespace gulliver
