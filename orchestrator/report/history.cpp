// SPDX-License-Identifier: MIT
#include <orchestrator/report/history.hpp>

#include <orchestrator/report/json_parts.hpp>
#include <orchestrator/report/page.hpp>

#include <algorithm>
#include <ranges>

namespace gulliver {
namespace {

constexpr std::size_t longest_strip = 20;  // runs

template <class M>
Streak streak(const std::vector<M>& moments) {
  Streak found;
  const M* last = nullptr;
  for (const M& moment : moments) {
    const Word word = word_of(moment);
    if (word == Word::nothing) continue;
    const bool good = word == Word::good;
    if (last && good != found.good && last->tree == moment.tree) ++found.changes;
    if (!last || good != found.good) {
      found.since = moment.when;
      if (!good) found.first_bad = moment.run;
    }
    if (good) found.last_good = moment.run;
    found.known = true;
    found.good = good;
    ++found.runs;
    found.good_runs += good;
    last = &moment;
  }
  return found;
}

std::string run_text(const std::optional<RunId>& run) { return run ? "run " + std::to_string(*run) : "never"; }

std::string percent_text(const Streak& streak) {
  return std::to_string(streak.good_runs) + " of " + counted(streak.runs, "run") + " good (" +
         std::to_string(streak.runs ? streak.good_runs * 100 / streak.runs : 0) + " %)";
}

Field standing_field(const Streak& streak) {
  if (!streak.known) return {"not known", Colour::dim};
  return streak.good ? Field{"good", Colour::green} : Field{"bad", Colour::red};
}

/// The last runs, oldest first: "✓✓✗?".
template <class M>
std::string strip(const std::vector<M>& moments) {
  std::string text = moments.size() > longest_strip ? "…" : "";
  for (const M& moment : moments | std::views::drop(moments.size() > longest_strip ? moments.size() - longest_strip : 0))
    text += word_of(moment) == Word::good ? "✓" : word_of(moment) == Word::bad ? "✗" : "?";
  return text;
}

std::string time_text(Seconds seconds) { return seconds > Seconds{} ? duration_text(seconds) : ""; }

Row moment_row(const CellMoment& moment) {
  const int total = moment.tests.total();
  return {{std::to_string(moment.run), Colour::none, true},
          {moment_text(moment.when).substr(0, 16)},
          {std::string(name_of(moment.verdict)), colour_of(moment.verdict)},
          {total > 0 ? thousands(moment.tests.passed) + "/" + thousands(total) : "", Colour::none, true},
          {time_text(moment.build), Colour::none, true},
          {time_text(moment.boot), Colour::none, true},
          {moment.fingerprint, Colour::dim},
          {moment.tree}};
}

Json run_or_null(const std::optional<RunId>& run) { return run ? Json(*run) : Json(); }

Json json_streak(const Streak& streak) {
  return {{"standing", streak.known ? Json(streak.good ? "good" : "bad") : Json()},
          {"since", streak.known ? Json(json_moment(streak.since)) : Json()},
          {"last_good", run_or_null(streak.last_good)},
          {"first_bad", streak.good ? Json() : run_or_null(streak.first_bad)},
          {"runs", streak.runs},
          {"good_runs", streak.good_runs},
          {"changes", streak.changes}};
}

}  // namespace

Word word_of(const CellMoment& moment) {
  if (moment.verdict == VerdictKind::passed || moment.verdict == VerdictKind::unsupported) return Word::good;
  return fault_of(moment.verdict) == Fault::kernel && moment.verdict != VerdictKind::flaky ? Word::bad : Word::nothing;
}

Word word_of(const TestMoment& moment) {
  return moment.passed() ? Word::good : moment.failed() ? Word::bad : Word::nothing;
}

std::string age_text(Moment from, Moment to) {
  const auto minutes = std::max<long>(std::chrono::duration_cast<std::chrono::minutes>(to - from).count(), 0);
  if (minutes < 60) return std::to_string(minutes) + " min";
  if (minutes < 48 * 60) return std::to_string(minutes / 60) + " h";
  return std::to_string(minutes / (24 * 60)) + " days";
}

Streak streak_of(const CellHistory& history) { return streak(history.moments); }
Streak streak_of(const std::vector<TestMoment>& moments) { return streak(moments); }

std::string render_history(const CellHistory& history, Moment now, const TextStyle& style) {
  const Streak streak = streak_of(history);
  Page page(style);
  page.line({{history.cell, Colour::bold}, {": "}, standing_field(streak), {streak.known ? " for " + age_text(streak.since, now) : ""},
             {"; " + percent_text(streak)}});
  if (!streak.good && streak.known)
    page.line("last good " + run_text(streak.last_good) + ", first bad " + run_text(streak.first_bad));
  if (streak.changes > 0)
    page.line("changed " + counted(streak.changes, "time") + " on the same tree: flaky, or something beside the kernel changed", Colour::yellow);
  std::vector<Row> rows{{{"run", Colour::dim, true}, {"began (UTC)", Colour::dim}, {"verdict", Colour::dim}, {"tests", Colour::dim, true},
                         {"build", Colour::dim, true}, {"boot", Colour::dim, true}, {"fingerprint", Colour::dim}, {"tree", Colour::dim}}};
  for (const CellMoment& moment : history.moments | std::views::reverse) rows.push_back(moment_row(moment));
  page.gap();
  page.lines(aligned(rows, style));
  return std::move(page).text();
}

std::string render_history(const std::string& what, const TestHistory& history, Moment now, const TextStyle& style) {
  Page page(style);
  page.line({{what, Colour::bold}, {": " + counted(static_cast<int>(history.names.size()), "test")}});
  std::vector<Row> rows{{{"cell", Colour::dim}, {"now", Colour::dim}, {"for", Colour::dim, true}, {"passed", Colour::dim, true},
                         {"last good", Colour::dim}, {"first bad", Colour::dim}, {"runs, oldest first", Colour::dim}}};
  for (const auto& [cell, moments] : history.cells) {
    const Streak streak = streak_of(moments);
    const TestCounts& last = moments.back().tests;
    rows.push_back({{cell},
                    standing_field(streak),
                    {streak.known ? age_text(streak.since, now) : "", Colour::none, true},
                    {std::to_string(last.passed) + "/" + std::to_string(last.total()), Colour::none, true},
                    {run_text(streak.last_good)},
                    {streak.good ? "" : run_text(streak.first_bad)},
                    {strip(moments)}});
  }
  page.gap();
  page.lines(aligned(rows, style));
  return std::move(page).text();
}

std::string json_history(const CellHistory& history) {
  Json json{{"schema", json_schema}, {"cell", history.cell}};
  json.update(json_streak(streak_of(history)));
  json["moments"] = Json::array();
  for (const CellMoment& moment : history.moments)
    json["moments"].push_back({{"run", moment.run},
                               {"started", json_moment(moment.when)},
                               {"verdict", name_of(moment.verdict)},
                               {"fingerprint", text_or_null(moment.fingerprint)},
                               {"tree", text_or_null(moment.tree)},
                               {"tests", json_counts(moment.tests)},
                               {"build_seconds", moment.build.count()},
                               {"boot_seconds", moment.boot.count()}});
  return json_text(json);
}

std::string json_history(const std::string& what, const TestHistory& history) {
  Json json{{"schema", json_schema}, {"asked", what}, {"tests", json_strings(history.names)}, {"cells", Json::array()}};
  for (const auto& [cell, moments] : history.cells) {
    Json& entry = json["cells"].emplace_back(Json{{"id", cell}});
    entry.update(json_streak(streak_of(moments)));
    entry["moments"] = Json::array();
    for (const TestMoment& moment : moments)
      entry["moments"].push_back({{"run", moment.run},
                                  {"started", json_moment(moment.when)},
                                  {"tree", text_or_null(moment.tree)},
                                  {"tests", json_counts(moment.tests)}});
  }
  return json_text(json);
}

}  // namespace gulliver
