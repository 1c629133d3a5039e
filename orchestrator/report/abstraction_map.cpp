// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>

#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/report/text.hpp>
#include <runners/model/layer.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <array>

namespace gulliver {
namespace {

/// KUnit suites by the module that they stand in.
using Suites = std::map<std::string, std::string>;

/// Tests of one module on one architecture: the worst that was seen of each.
using Results = std::map<std::string, TestStatus>;

Suites suites_of(const RunView& view) {
  Suites suites;
  for (const RunRecord& record : view.records)
    if (record.build && record.build->crate)
      for (const CrateModule& module : *record.build->crate)
        for (const std::string& suite : module.suites) suites.emplace(suite, module.name);
  return suites;
}

bool worse(TestStatus a, TestStatus b) {
  const auto rank = [](TestStatus status) {
    switch (status) {
      case TestStatus::skipped:
        return 0;
      case TestStatus::passed:
        return 1;
      case TestStatus::failed:
      case TestStatus::missing:
        return 2;
    }
    return 2;
  };
  return rank(a) > rank(b);
}

/// One architecture, of the records of all its configs.
class Column {
 public:
  void add(const RunRecord& record, const Suites& suites) {
    if (record.build && record.build->crate) add(*record.build->crate, !record.build->image_hash.empty());
    if (!record.tests) return;
    for (const TestNode& suite : record.tests->suites) {
      const auto known = suites.find(suite.name);
      collect(suite, suite.name, known == suites.end() ? "" : known->second);
    }
  }

  MapCell cell(const std::string& module) const {
    MapCell cell;
    const auto known = modules_.find(module);
    if (known == modules_.end()) {
      cell.coverage = modules_.empty() ? Coverage::unknown : Coverage::gone;
      return cell;
    }
    if (known->second.compiled != true) {
      cell.coverage = known->second.compiled ? Coverage::left_out : Coverage::unknown;
      cell.missing = known->second.missing;
      return cell;
    }
    count(module, cell);
    cell.coverage = cell.failed > 0 ? Coverage::failed : cell.passed > 0 ? Coverage::passed : Coverage::untested;
    return cell;
  }

 private:
  /// Of a kernel that was not built, no module is compiled, whatever its configuration says.
  void add(const Crate& crate, bool built) {
    for (CrateModule module : crate) {
      if (!built && module.compiled == true) module.compiled.reset();
      const auto [known, is_new] = modules_.try_emplace(module.name, module);
      if (!is_new && known->second.compiled != true && module.compiled.has_value()) known->second = module;
    }
  }

  /// A doctest says where it stands; the tests of a suite stand where the suite does.
  void collect(const TestNode& node, const std::string& name, const std::string& module) {
    for (const TestNode& child : node.children) collect(child, name + "." + child.name, module);
    if (!node.children.empty()) return;
    const Origin origin = origin_of(node.location.substr(0, node.location.find(':')));
    const std::string& place = origin.layer == Layer::abstraction ? origin.unit : module;
    if (place.empty()) return;
    const auto [known, is_new] = results_[place].emplace(name, node.status);
    if (!is_new && worse(node.status, known->second)) known->second = node.status;
  }

  void count(const std::string& module, MapCell& cell) const {
    const auto results = results_.find(module);
    if (results == results_.end()) return;
    for (const auto& [name, status] : results->second) {
      if (status == TestStatus::passed) ++cell.passed;
      if (status == TestStatus::skipped) ++cell.skipped;
      if (status == TestStatus::failed || status == TestStatus::missing) ++cell.failed;
    }
  }

  std::map<std::string, CrateModule> modules_;
  std::map<std::string, Results> results_;  ///< by module
};

bool any_is(const MapRow& row, std::initializer_list<Coverage> wanted) {
  return std::ranges::any_of(row.cells, [&](const MapCell& cell) { return std::ranges::find(wanted, cell.coverage) != wanted.end(); });
}

std::string text_of(const MapCell& cell) {
  switch (cell.coverage) {
    case Coverage::passed:
      return std::to_string(cell.passed);
    case Coverage::failed:
      return std::to_string(cell.failed) + " of " + std::to_string(cell.passed + cell.failed) + " fail";
    case Coverage::untested:
      return "no test";
    case Coverage::left_out:
      return "left out";
    case Coverage::gone:
    case Coverage::unknown:
      return "";
  }
  return "";
}

Outcome outcome_of(Coverage coverage) {
  switch (coverage) {
    case Coverage::passed:
      return Outcome::passed;
    case Coverage::failed:
      return Outcome::failed;
    case Coverage::untested:
      return Outcome::untried;
    case Coverage::left_out:
      return Outcome::excluded;
    case Coverage::gone:
    case Coverage::unknown:
      return Outcome::absent;
  }
  return Outcome::absent;
}

/// "wants CONFIG_DRM"
std::string note_of(const MapCell& cell) {
  if (cell.missing.empty()) return "";
  std::vector<std::string> names;
  for (const std::string& symbol : cell.missing) names.push_back("CONFIG_" + symbol);
  return "wants " + boost::algorithm::join(names, " and ");
}

}  // namespace

std::string_view name_of(Coverage coverage) {
  constexpr std::array<std::string_view, 6> names{"unknown", "gone", "left-out", "untested", "passed", "failed"};
  return names[static_cast<std::size_t>(coverage)];
}

AbstractionMap make_abstraction_map(const RunView& view) {
  const Suites suites = suites_of(view);
  AbstractionMap map;
  std::vector<Column> columns;
  std::map<std::string, MapRow> rows;
  for (const std::string& id : view.run.cells) {
    const RunRecord* record = record_of(view, id);
    if (!record) continue;
    const SurveyHead head{record->cell.arch, std::string(name_of(record->cell.endian)), ""};
    auto place = std::ranges::find(map.columns, head);
    if (place == map.columns.end()) {
      place = map.columns.insert(place, head);
      columns.emplace_back();
    }
    columns[static_cast<std::size_t>(place - map.columns.begin())].add(*record, suites);
    if (record->build && record->build->crate)
      for (const CrateModule& module : *record->build->crate)
        rows.try_emplace(module.name, MapRow{module.name, module.file, module.condition, module.examples, {}});
  }
  for (auto& [name, row] : rows) {
    for (const Column& column : columns) row.cells.push_back(column.cell(name));
    map.rows.push_back(std::move(row));
  }
  return map;
}

MapSummary summarise(const AbstractionMap& map) {
  using enum Coverage;
  MapSummary summary;
  summary.modules = static_cast<int>(map.rows.size());
  for (const MapRow& row : map.rows) {
    const bool compiled = any_is(row, {untested, passed, failed}), tested = any_is(row, {passed, failed});
    summary.compiled += compiled;
    summary.tested += tested;
    summary.failing += any_is(row, {failed});
    if (compiled && !tested) summary.untested.push_back(row.module);
    const auto left = std::ranges::find(row.cells, left_out, &MapCell::coverage);
    if (!compiled && left != row.cells.end()) summary.left_out[boost::algorithm::join(left->missing, " and ")].push_back(row.module);
  }
  return summary;
}

std::string counts_text(const MapSummary& summary) {
  if (summary.modules == 0) return "no module of the kernel crate is known: no kernel was configured";
  std::string text = counted(summary.modules, "module") + ": " + thousands(summary.compiled) + " compiled somewhere, " +
                     thousands(summary.tested) + " with tests of their own";
  if (summary.failing > 0) text += ", " + thousands(summary.failing) + " of them failing";
  return text;
}

Survey survey_of(const AbstractionMap& map) {
  Survey survey;
  survey.columns = map.columns;
  for (const MapRow& row : map.rows) {
    survey.rows.push_back({row.module, "", ""});
    auto& cells = survey.cells.emplace_back();
    for (const MapCell& cell : row.cells) {
      const std::string note = note_of(cell);
      const auto known = std::ranges::find(survey.notes, note);
      const int number = note.empty() ? 0 : static_cast<int>(known - survey.notes.begin()) + 1;
      if (!note.empty() && known == survey.notes.end()) survey.notes.push_back(note);
      cells.push_back({outcome_of(cell.coverage), text_of(cell), number});
    }
  }
  return survey;
}

}  // namespace gulliver
