// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/findings.hpp>
#include <orchestrator/week/week_of.hpp>
#include <tests/orchestrator/report/samples.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {

inline Moment day(int number) { return at(number * 86400); }

inline const Cell x86 = sample_cell("x86_64", Endian::little), mips = sample_cell("mips", Endian::big), s390 = sample_cell("s390x", Endian::big);

inline RunRecord in_run(RunId run, int began, RunRecord record) {
  record.run = run;
  record.boot_key = "image of run " + std::to_string(run);
  record.started = record.finished = day(began);
  return record;
}

inline RunRecord with_verdict(RunRecord record, VerdictKind kind, const std::string& reason) {
  record.verdict = {kind, reason};
  return record;
}

/// A week from day 7 to day 14, whose histories are what its two views hold.
class SampleWeek {
 public:
  SampleWeek(std::vector<RunRecord> before, std::vector<RunRecord> now) {
    sources.from = day(7);
    sources.to = day(14);
    for (const auto* records : {&now, &before})
      for (const RunRecord& record : *records)
        if (std::ranges::find(cells_, record.cell.id) == cells_.end()) cells_.push_back(record.cell.id);
    sources.before = view(std::move(before));
    sources.now = view(std::move(now));
    sources.cell = [this](const std::string& id) { return CellHistory{id, moments(id)}; };
    sources.test = [this](const std::string& test, const std::string& cell) { return tests.count(test) ? tests.at(test)[cell] : std::vector<TestMoment>(); };
  }
  SampleWeek(const SampleWeek&) = delete;

  /// The cell was like that in a run of which neither view has a record.
  void remember(const std::string& cell, RunId run, int began, VerdictKind verdict) {
    CellMoment& moment = earlier_[cell].emplace_back();
    moment.run = run;
    moment.when = day(began);
    moment.verdict = verdict;
    moment.tree = "another tree";
  }

  Week made() const { return week_of(sources); }

  WeekSources sources;
  mutable std::map<std::string, std::map<std::string, std::vector<TestMoment>>> tests;  ///< by test and cell

 private:
  RunView view(std::vector<RunRecord> records) const {
    RunView view;
    view.run.matrix = "/home/swift/matrices/all.yaml";
    view.run.started = day(14);
    view.run.cells = cells_;
    view.findings = findings_of(view.run, records, {});
    view.records = std::move(records);
    return view;
  }

  std::vector<CellMoment> moments(const std::string& id) const {
    std::vector<CellMoment> found;
    if (const auto earlier = earlier_.find(id); earlier != earlier_.end()) found = earlier->second;
    for (const auto* records : {&sources.before.records, &sources.now.records})
      for (const RunRecord& record : *records)
        if (record.cell.id == id) {
          CellMoment& moment = found.emplace_back();
          moment.run = record.run;
          moment.when = record.started;
          moment.verdict = record.verdict.kind;
        }
    return found;
  }

  std::vector<std::string> cells_;
  std::map<std::string, std::vector<CellMoment>> earlier_;
};

/// Two big-endian cells in which a test fails since day 9, one little-endian one that passes.
inline SampleWeek& bad_week(SampleWeek& week) {
  Crate crate;
  for (const char* name : {"list", "str", "xarray", "drm"}) {
    CrateModule& module = crate.emplace_back();
    module.name = name;
    module.file = "rust/kernel/" + std::string(name) + ".rs";
    module.compiled = std::string(name) != "drm";
    if (!*module.compiled) module.missing = {"DRM"};
  }
  const auto shared = std::make_shared<const Crate>(std::move(crate));
  for (auto* view : {&week.sources.before, &week.sources.now})
    for (RunRecord& record : view->records)
      if (record.build) record.build->crate = shared;
  week.sources.tools = {{"bindgen", "0.71.1-1", day(0)}, {"rustc-web", "1.95.0", day(0)}, {"rustc-web", "1.96.0", day(8)}};
  week.sources.effort = {3, Seconds(5400), 4, 9};
  return week;
}

}  // namespace gulliver
