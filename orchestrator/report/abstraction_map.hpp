// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>
#include <orchestrator/report/survey.hpp>

#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// What an architecture makes of a module of the kernel crate.
enum class Coverage {
  unknown,   ///< nothing was built there, or a condition is about more than Kconfig
  gone,      ///< its tree has no such module
  left_out,  ///< not compiled: Kconfig lacks a symbol
  untested,  ///< compiled, and no test of its own ran
  passed,
  failed,
};

std::string_view name_of(Coverage coverage);  ///< "left-out"

struct MapCell {
  Coverage coverage = Coverage::unknown;
  int passed = 0, failed = 0, skipped = 0;  ///< tests of its own, each counted once whatever the number of configs
  std::vector<std::string> missing;         ///< of what is left out: Kconfig symbols, without CONFIG_
};

struct MapRow {
  std::string module;     ///< "net::phy"
  std::string file;       ///< "rust/kernel/net/phy.rs"
  std::string condition;  ///< of cfg; empty: none
  int examples = 0;       ///< doctests of its documentation
  std::vector<MapCell> cells;
};

/// Modules of the kernel crate x architectures: where each is compiled, and what its own tests say. Several
/// configs of an architecture are read as one: compiled is what any of them compiles.
struct AbstractionMap {
  std::vector<SurveyHead> columns;  ///< architectures in one byte order, in the plan's order
  std::vector<MapRow> rows;         ///< by name
};

AbstractionMap make_abstraction_map(const RunView& view);

/// How much of the crate is covered.
struct MapSummary {
  int modules = 0;
  int compiled = 0;  ///< somewhere
  int tested = 0;    ///< somewhere by tests of their own
  int failing = 0;   ///< somewhere
  std::vector<std::string> untested;                        ///< compiled somewhere, and no test of their own anywhere
  std::map<std::string, std::vector<std::string>> left_out;  ///< compiled nowhere, by the symbols that are missing: "DRM" -> modules
};

MapSummary summarise(const AbstractionMap& map);

/// "163 modules: 137 compiled somewhere, 72 with tests of their own, 1 of them failing"
std::string counts_text(const MapSummary& summary);

/// The map as a table.
Survey survey_of(const AbstractionMap& map);

}  // namespace gulliver
