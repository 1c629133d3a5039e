// SPDX-License-Identifier: MIT
#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/pages.hpp>

#include <algorithm>
#include <ranges>

namespace gulliver {
namespace {

constexpr std::size_t longest_strip = 60;  // runs

std::string plain_sign(Word word) { return word == Word::good ? "✓" : word == Word::bad ? "✗" : "?"; }

std::string counts_of(const TestCounts& counts) {
  return counts.total() > 0 ? thousands(counts.passed) + "/" + thousands(counts.total()) : "";
}

/// Pages of records that there are.
class Records {
 public:
  Records(const Document& page, const Archive& archive) : page_(page), runs_(archive.runs()) {}

  /// A link to what a run made of a cell, where the run has a page.
  std::string link(RunId run, const std::string& cell, std::string_view text, const std::string& attributes = "") const {
    const std::string words = escape_html(text);
    if (std::ranges::find(runs_, run) == runs_.end()) return attributes.empty() ? words : "<span" + attributes + ">" + words + "</span>";
    return "<a" + attributes + " href=\"" + page_.to(record_path(run, cell)) + "\">" + words + "</a>";
  }

 private:
  const Document& page_;
  std::vector<RunId> runs_;
};

/// The last runs as a strip, oldest first, each with its run behind it.
template <class M>
std::string strip(const std::vector<M>& moments, const std::string& cell, const Records& records) {
  const std::size_t skip = moments.size() > longest_strip ? moments.size() - longest_strip : 0;
  std::string html = "<span class=\"strip\">";
  for (const M& moment : moments | std::views::drop(skip)) {
    const std::string title = "run " + std::to_string(moment.run) + ", " + moment_text(moment.when).substr(0, 16) + ", " +
                              counts_of(moment.tests) + ", " + moment.tree;
    html += records.link(moment.run, cell, plain_sign(word_of(moment)),
                         " class=\"" + std::string(name_of(outcome_of(word_of(moment)))) + "\" title=\"" + escape_html(title) + "\"");
  }
  return html + "</span>";
}

std::string standing_field(const Streak& streak) {
  if (!streak.known) return td(Outcome::untried, "not known");
  return streak.good ? td(Outcome::passed, "good") : td(Outcome::failed, "bad");
}

std::string age_field(const Streak& streak, Moment now) {
  if (!streak.known) return td("");
  return td_by(std::chrono::duration_cast<std::chrono::minutes>(now - streak.since).count(), escape_html(age_text(streak.since, now)));
}

std::string run_field(const std::optional<RunId>& run, const std::string& cell, const Records& records) {
  return run ? td_by(static_cast<long>(*run), records.link(*run, cell, "run " + std::to_string(*run))) : td_text("never");
}

/// How some tests stand in each cell.
void add_cells(Document& page, const Archive& archive, const TestHistory& history) {
  const Records records(page, archive);
  Table table("Cells", {"cell", "now", "for", "passed", "last good", "first bad", "runs, oldest first"});
  for (const auto& [cell, moments] : history.cells) {
    const Streak streak = streak_of(moments);
    table.row({th(page.link(cell_path(cell), cell)), standing_field(streak), age_field(streak, archive.now()),
               td_text(counts_of(moments.back().tests)), run_field(streak.last_good, cell, records),
               streak.good ? td("") : run_field(streak.first_bad, cell, records), td(strip(moments, cell, records))});
  }
  page.add(table.html());
}

std::string words_of(const MapCell& cell) {
  switch (cell.coverage) {
    case Coverage::passed:
      return std::to_string(cell.passed) + " passed";
    case Coverage::failed:
      return std::to_string(cell.failed) + " of " + std::to_string(cell.passed + cell.failed) + " fail";
    case Coverage::untested:
      return "compiled, no test of its own";
    case Coverage::left_out:
      return "not compiled";
    case Coverage::gone:
      return "not in this tree";
    case Coverage::unknown:
      return "not known";
  }
  return "";
}

Outcome outcome_of(Coverage coverage) {
  return coverage == Coverage::passed ? Outcome::passed : coverage == Coverage::failed ? Outcome::failed : Outcome::untried;
}

/// Where a module is compiled, and what it takes where it is not.
void add_coverage(Document& page, const AbstractionMap& map, const MapRow& row) {
  Entries entries;
  entries.add("source", "<code>" + escape_html(row.file) + "</code>");
  if (!row.condition.empty()) entries.add("condition", "<code>" + escape_html(row.condition) + "</code>");
  entries.add_text("doctests", std::to_string(row.examples));
  page.add(entries.html());
  Table table("Architectures", {"architecture", "byte order", "coverage", "options that it lacks"});
  for (std::size_t i = 0; i < map.columns.size(); ++i) {
    std::string wants;
    for (const std::string& symbol : row.cells[i].missing) wants += (wants.empty() ? "CONFIG_" : ", CONFIG_") + symbol;
    table.row({th(escape_html(map.columns[i].name)), td_text(map.columns[i].endian),
               td(outcome_of(row.cells[i].coverage), escape_html(words_of(row.cells[i]))), td_text(wants)});
  }
  page.add(table.html());
}

}  // namespace

std::string cell_page(const Archive& archive, const CellHistory& history) {
  const std::string& id = history.cell;
  const Streak streak = streak_of(history);
  Document page(cell_path(id), id);
  const Records records(page, archive);
  Entries entries;
  entries.add_text("now", !streak.known ? "not known" : std::string(streak.good ? "good" : "bad") + " for " + age_text(streak.since, archive.now()));
  if (!history.moments.empty()) {
    const RunId newest = history.moments.back().run;
    entries.add("newest", records.link(newest, id, "tests and logs of run " + std::to_string(newest)));
  }
  entries.add_text("good", std::to_string(streak.good_runs) + " of " + counted(streak.runs, "run"));
  if (streak.known && !streak.good) {
    entries.add("last good", streak.last_good ? records.link(*streak.last_good, id, "run " + std::to_string(*streak.last_good)) : "never");
    if (streak.first_bad) entries.add("first bad", records.link(*streak.first_bad, id, "run " + std::to_string(*streak.first_bad)));
  }
  if (streak.changes > 0) entries.add_text("flaky", "changed " + counted(streak.changes, "time") + " on the same tree");
  entries.add("runs", strip(history.moments, id, records));
  page.add(entries.html());
  Table table("Runs, newest first", {"run", "began (UTC)", "verdict", "tests", "build", "boot", "fingerprint", "tree"});
  for (const CellMoment& moment : history.moments | std::views::reverse) {
    const auto time = [](Seconds seconds) {
      return td_by(static_cast<long>(seconds.count() * 1000), seconds > Seconds{} ? duration_text(seconds) : "");
    };
    const std::string fingerprint = moment.fingerprint.empty() ? "" : "<code>" + escape_html(moment.fingerprint) + "</code>";
    table.row({th(records.link(moment.run, id, std::to_string(moment.run))), td_text(moment_text(moment.when).substr(0, 16)),
               td(outcome_of(moment.verdict), escape_html(name_of(moment.verdict))), td_text(counts_of(moment.tests)),
               time(moment.build), time(moment.boot), td(fingerprint), td_text(moment.tree)});
  }
  page.add(table.html());
  return std::move(page).html();
}

std::string abstraction_page(const Archive& archive, const AbstractionMap& map, const std::string& name, const TestHistory& history) {
  Document page(abstraction_path(name), "Abstraction " + name);
  const auto row = std::ranges::find(map.rows, name, &MapRow::module);
  if (row != map.rows.end()) add_coverage(page, map, *row);
  page.heading("Tests");
  if (history.names.empty()) {
    page.paragraph("No test of it was seen in any run.");
    return std::move(page).html();
  }
  add_cells(page, archive, history);
  std::string list;
  for (const std::string& test : history.names) list += "<li>" + page.link(test_path(test), test) + "</li>\n";
  page.add("<ul class=\"tests\">\n" + list + "</ul>\n");
  return std::move(page).html();
}

std::string test_page(const Archive& archive, const std::string& name, const TestHistory& history) {
  Document page(test_path(name), name);
  add_cells(page, archive, history);
  page.paragraph("In a terminal: <code>gulliver history " + escape_html(shell_word(name)) + "</code>");
  return std::move(page).html();
}

}  // namespace gulliver
