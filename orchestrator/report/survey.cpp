// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/report/digest_view.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/report/survey.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace gulliver {
namespace {

std::string text_of(const RunRecord& record) {
  std::string text(record.verdict.passed() ? "pass" : name_of(record.verdict.kind));
  const TestCounts counts = record.tests ? count(*record.tests) : TestCounts();
  if (counts.total() > 0) text += " " + std::to_string(counts.passed) + "/" + std::to_string(counts.total());
  return text;
}

std::string about_of(const Run& run, const std::string& config) {
  const auto found = std::ranges::find(run.configs, config, &PlannedConfig::name);
  return found == run.configs.end() ? "" : found->about;
}

std::size_t index_in(std::vector<SurveyHead>& heads, const SurveyHead& head) {
  const auto found = std::ranges::find(heads, head);
  if (found != heads.end()) return static_cast<std::size_t>(found - heads.begin());
  heads.push_back(head);
  return heads.size() - 1;
}

/// Puts one cell after the other into a survey with a row for each config.
class Surveyor {
 public:
  explicit Surveyor(const RunView& view) : view_(view) {}

  void add(const std::string& id) {
    const RunRecord* record = record_of(view_, id);
    if (!record) return put(id, {Outcome::untried, "not run"});
    const Outcome standing = outcome_of(record->verdict.kind);
    const int note = standing == Outcome::passed ? 0 : note_of(record->verdict.reason);
    put(id, {standing, text_of(*record), note, id});
  }

  void add(const Excluded& excluded) {
    put(excluded.cell, {Outcome::excluded, "n/a", note_of(excluded.reason)});
  }

  Survey finish() {
    for (auto& row : survey_.cells) row.resize(survey_.columns.size());
    order_rows();
    return std::move(survey_);
  }

 private:
  void put(const std::string& id, SurveyCell cell) {
    const CellName name(id);
    const std::string config = name.config + (name.toolchain.empty() ? "" : "@" + name.toolchain);
    const std::size_t row = index_in(survey_.rows, {config, "", about_of(view_.run, name.config)});
    const std::size_t column = index_in(survey_.columns, {name.arch, name.endian, ""});
    if (survey_.cells.size() <= row) survey_.cells.resize(row + 1);
    if (survey_.cells[row].size() <= column) survey_.cells[row].resize(column + 1);
    survey_.cells[row][column] = std::move(cell);
  }

  int note_of(const std::string& reason) {
    const auto known = std::ranges::find(survey_.notes, reason);
    const auto number = known - survey_.notes.begin() + 1;
    if (known == survey_.notes.end()) survey_.notes.push_back(reason);
    return static_cast<int>(number);
  }

  std::size_t place_of(const SurveyHead& row) const {
    const std::string config = row.name.substr(0, row.name.find('@'));
    return static_cast<std::size_t>(std::ranges::find(view_.run.configs, config, &PlannedConfig::name) -
                                    view_.run.configs.begin());
  }

  /// The plan names first what the first architecture has; the matrix has an order of its own.
  void order_rows() {
    std::vector<std::pair<SurveyHead, std::vector<SurveyCell>>> rows;
    for (std::size_t i = 0; i < survey_.rows.size(); ++i)
      rows.emplace_back(std::move(survey_.rows[i]), std::move(survey_.cells[i]));
    std::ranges::stable_sort(rows, {}, [&](const auto& row) { return place_of(row.first); });
    for (std::size_t i = 0; i < rows.size(); ++i) std::tie(survey_.rows[i], survey_.cells[i]) = std::move(rows[i]);
  }

  const RunView& view_;
  Survey survey_;
};

/// Notes are numbered as they are read, from the top left to the bottom right.
void number_notes(Survey& survey) {
  std::vector<int> numbers(survey.notes.size() + 1, 0);
  std::vector<std::string> notes;
  for (auto& row : survey.cells)
    for (SurveyCell& cell : row) {
      if (cell.note == 0) continue;
      int& number = numbers[static_cast<std::size_t>(cell.note)];
      if (number == 0) {
        notes.push_back(survey.notes[static_cast<std::size_t>(cell.note) - 1]);
        number = static_cast<int>(notes.size());
      }
      cell.note = number;
    }
  survey.notes = std::move(notes);
}

void transpose(Survey& survey) {
  std::vector<std::vector<SurveyCell>> cells(survey.columns.size());
  for (auto& row : survey.cells)
    for (std::size_t column = 0; column < row.size(); ++column) cells[column].push_back(std::move(row[column]));
  survey.cells = std::move(cells);
  std::swap(survey.rows, survey.columns);
}

/// "run 12", "runs 3, 5 and 7"
std::string runs_text(const std::vector<RunRecord>& records) {
  std::set<RunId> runs;
  for (const RunRecord& record : records) runs.insert(record.run);
  if (runs.empty()) return "no run";
  std::string text = runs.size() == 1 ? "run " : "runs ";
  std::size_t left = runs.size();
  for (const RunId run : runs) {
    text += std::to_string(run);
    if (--left > 0) text += left == 1 ? " and " : ", ";
  }
  return text;
}

std::string dates_text(const std::vector<RunRecord>& records) {
  if (records.empty()) return "";
  const auto [first, last] = std::ranges::minmax_element(records, {}, &RunRecord::finished);
  const std::string from = moment_text(first->finished).substr(0, 10);
  const std::string to = moment_text(last->finished).substr(0, 10);
  return from == to ? from : from + " to " + to;
}

std::string counts_text(const Survey& survey) {
  constexpr std::array<std::pair<Outcome, std::string_view>, 6> words{
      {{Outcome::passed, "passed"}, {Outcome::failed, "failed"}, {Outcome::broken, "broken"},
       {Outcome::unsupported, "unsupported"}, {Outcome::excluded, "not applicable"}, {Outcome::untried, "not run"}}};
  std::string text;
  for (const auto& [standing, word] : words) {
    std::ptrdiff_t number = 0;
    for (const auto& row : survey.cells) number += std::ranges::count(row, standing, &SurveyCell::standing);
    if (number > 0) text += (text.empty() ? "" : ", ") + thousands(static_cast<int>(number)) + " " + std::string(word);
  }
  return text;
}

}  // namespace

std::string_view name_of(Outcome standing) {
  constexpr std::array<std::string_view, 7> names{"absent",      "passed",         "failed", "broken",
                                                  "unsupported", "not-applicable", "not-run"};
  return names[static_cast<std::size_t>(standing)];
}

Outcome outcome_of(VerdictKind kind) {
  if (kind == VerdictKind::passed) return Outcome::passed;
  if (kind == VerdictKind::unsupported) return Outcome::unsupported;
  return fault_of(kind) == Fault::kernel ? Outcome::failed : Outcome::broken;
}

Survey make_survey(const RunView& run, ReportView view) {
  if (view == ReportView::map) return survey_of(make_abstraction_map(run));
  if (view == ReportView::digests) return digest_survey(run);
  Surveyor surveyor(run);
  for (const std::string& cell : run.run.cells) surveyor.add(cell);
  for (const Excluded& excluded : run.run.excluded) surveyor.add(excluded);
  Survey survey = surveyor.finish();
  if (view == ReportView::grid) transpose(survey);
  number_notes(survey);
  return survey;
}

namespace {

std::string counts_text(const RunView& run, ReportView view, const Survey& survey) {
  if (view == ReportView::map) return counts_text(summarise(make_abstraction_map(run)));
  return view == ReportView::digests ? digest_counts(run) : counts_text(survey);
}

}  // namespace

SurveySource survey_source(const RunView& run, ReportView view, const Survey& survey) {
  SurveySource source{{}, runs_text(run.records), dates_text(run.records), counts_text(run, view, survey)};
  for (const RunRecord& record : run.records) {
    const std::string tree = tree_text(record.tree);
    if (!tree.empty() && std::ranges::find(source.trees, tree) == source.trees.end()) source.trees.push_back(tree);
  }
  if (const std::string glob = chosen_tests(run.run); !glob.empty()) source.runs += " (only tests matching " + glob + ")";
  return source;
}

}  // namespace gulliver
