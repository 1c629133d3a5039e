// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/candidates.hpp>

#include <orchestrator/matrix/wording.hpp>

#include <algorithm>

namespace gulliver {
namespace {

std::vector<std::string> texts(const std::vector<Name>& names) {
  std::vector<std::string> texts;
  for (const Name& name : names) texts.push_back(name.text);
  return texts;
}

/// The byte orders in which an arch can be built; where there is none, those that it cannot have,
/// so that it is excluded aloud.
std::vector<std::string> orders_of(const std::string& arch, const ArchTable& archs) {
  std::vector<std::string> possible, impossible;
  for (const Arch& entry : archs) {
    if (entry.name != arch) continue;
    (entry.impossible.empty() ? possible : impossible).emplace_back(name_of(entry.endian));
  }
  return possible.empty() ? impossible : possible;
}

/// Makes cells of names; `several` toolchains appear in the ids.
class CellMaker {
 public:
  CellMaker(const ArchTable& archs, bool several) : archs_(archs), several_(several) {}

  Cell operator()(const std::string& arch, const std::string& endian, const std::string& config,
                  const std::string& toolchain) const {
    const std::string id = arch + "-" + endian + "/" + config + (several_ ? "@" + toolchain : "");
    Cell cell{id, arch, endian == "big" ? Endian::big : Endian::little, config, toolchain};
    if (const Arch* entry = find_arch(archs_, arch, endian)) cell.bits = entry->bits;
    return cell;
  }

 private:
  const ArchTable& archs_;
  bool several_;
};

CellMaker cell_maker(const MatrixSpec& spec, const ArchTable& archs) {
  std::vector<std::string> all = texts(spec.axes.toolchains);
  for (const Include& include : spec.includes) {
    for (const Name& name : include.cell.toolchains) all.push_back(name.text);
  }
  return {archs, std::ranges::any_of(all, [&](const std::string& name) { return name != all.front(); })};
}

std::string why_impossible(const Cell& cell, const ArchTable& archs) {
  const Arch* arch = find_arch(archs, cell.arch, name_of(cell.endian));
  if (arch) return arch->impossible;
  return "the arch table does not describe " + cell.arch + " in " + std::string(name_of(cell.endian)) +
         "-endian order";
}

std::vector<Candidate> product(const MatrixSpec& spec, const ArchTable& archs, const CellMaker& make_cell) {
  std::vector<Candidate> all;
  for (const std::string& arch : texts(spec.axes.archs)) {
    const auto orders = spec.axes.endians.empty() ? orders_of(arch, archs) : texts(spec.axes.endians);
    for (const std::string& order : orders) {
      for (const std::string& config : texts(spec.axes.configs)) {
        for (const std::string& toolchain : texts(spec.axes.toolchains)) {
          const Cell cell = make_cell(arch, order, config, toolchain);
          all.push_back({cell, why_impossible(cell, archs)});
        }
      }
    }
  }
  return all;
}

void apply(const Exclude& exclude, std::vector<Candidate>& all, Problems& problems) {
  bool matched = false;
  for (Candidate& candidate : all) {
    if (!matches(exclude.when, candidate.cell)) continue;
    matched = true;
    if (candidate.excluded.empty()) candidate.excluded = exclude.reason;
  }
  if (!matched) problems.add(exclude.place, "this excludes no cell of the matrix");
}

void apply(const Include& include, const Cell& cell, const ArchTable& archs, std::vector<Candidate>& all,
           Problems& problems) {
  const auto known = [&](const Candidate& candidate) { return candidate.cell.id == cell.id; };
  if (std::ranges::any_of(all, known)) {
    problems.add(include.place, cell.id + " is in the matrix already");
  } else if (const std::string why = why_impossible(cell, archs); !why.empty()) {
    problems.add(include.place, cell.id + " cannot be: " + why);
  } else {
    all.push_back({cell, ""});
  }
}

void check(const Override& item, const std::vector<Candidate>& all, Problems& problems) {
  const auto matched = [&](const Candidate& candidate) { return matches(item.when, candidate.cell); };
  if (std::ranges::none_of(all, matched)) {
    problems.add(item.place, "this overrides nothing: no cell of the matrix matches");
  }
}

bool has(const std::vector<Name>& names, std::string_view text) {
  return names.empty() || std::ranges::find(names, text, &Name::text) != names.end();
}

}  // namespace

bool matches(const AxisNames& pattern, const Cell& cell) {
  return has(pattern.archs, cell.arch) && has(pattern.endians, name_of(cell.endian)) &&
         has(pattern.configs, cell.config) && has(pattern.toolchains, cell.toolchain);
}

const Arch* find_arch(const ArchTable& archs, std::string_view name, std::string_view endian) {
  const auto found = std::ranges::find_if(
      archs, [&](const Arch& arch) { return arch.name == name && name_of(arch.endian) == endian; });
  return found == archs.end() ? nullptr : &*found;
}

std::vector<Candidate> candidates(const MatrixSpec& spec, const ArchTable& archs, Problems& problems) {
  const AxisNames& axes = spec.axes;
  if (axes.archs.empty() || axes.configs.empty() || axes.toolchains.empty()) return {};
  const CellMaker make_cell = cell_maker(spec, archs);
  std::vector<Candidate> all = product(spec, archs, make_cell);
  for (const Exclude& exclude : spec.excludes) apply(exclude, all, problems);
  for (const Include& include : spec.includes) {
    const AxisNames& names = include.cell;
    if (names.archs.empty() || names.endians.empty() || names.configs.empty()) continue;
    const Name& toolchain = (names.toolchains.empty() ? axes : names).toolchains[0];
    const Cell cell =
        make_cell(names.archs[0].text, names.endians[0].text, names.configs[0].text, toolchain.text);
    apply(include, cell, archs, all, problems);
  }
  for (const Override& item : spec.overrides) check(item, all, problems);
  return all;
}

}  // namespace gulliver
