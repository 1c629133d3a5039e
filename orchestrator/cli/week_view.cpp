// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/cli/week_view.hpp>
#include <orchestrator/ledger/history.hpp>
#include <orchestrator/ledger/usage.hpp>
#include <orchestrator/week/week_of.hpp>

#include <charconv>
#include <map>
#include <memory>
#include <optional>

namespace gulliver {
namespace {

/// The number in front of a text, which is cut off.
std::optional<int> take_number(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<Moment> before(std::string_view since, Moment now) {
  const auto number = take_number(since);
  if (!number || *number <= 0 || *number > 5000) return std::nullopt;
  if (since == "h") return now - std::chrono::hours(*number);
  if (since == "d") return now - std::chrono::days(*number);
  if (since == "w") return now - std::chrono::weeks(*number);
  return std::nullopt;
}

std::optional<Moment> day(std::string_view since) {
  const auto year = take_number(since), month = take_number(since), day = take_number(since);  // "-11" is a number
  if (!since.empty() || !year || !month || !day || *month >= 0 || *day >= 0) return std::nullopt;
  if (*year < 1970 || *year > 2200) return std::nullopt;  // a Moment holds no more
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(-*month)),
                                         std::chrono::day(static_cast<unsigned>(-*day)));
  if (!date.ok()) return std::nullopt;
  return Moment(std::chrono::sys_days(date));
}

/// A name as a glob that matches nothing else.
std::string glob_of(const std::string& name) {
  std::string glob;
  for (const char c : name) glob += c == '*' || c == '?' || c == '[' ? std::string{'[', c, ']'} : std::string{c};
  return glob;
}

/// Reads each cell's and each test's history once.
class Histories {
 public:
  explicit Histories(const std::filesystem::path& ledger) : history_(ledger) {}

  const CellHistory& cell(const std::string& id) {
    const auto known = cells_.find(id);
    return known == cells_.end() ? cells_.emplace(id, history_.cell(id)).first->second : known->second;
  }

  std::vector<TestMoment> test(const std::string& name, const std::string& cell) {
    auto known = tests_.find(name);
    if (known == tests_.end()) known = tests_.emplace(name, history_.tests(glob_of(name))).first;
    const auto found = known->second.cells.find(cell);
    return found == known->second.cells.end() ? std::vector<TestMoment>() : found->second;
  }

 private:
  History history_;
  std::map<std::string, CellHistory> cells_;
  std::map<std::string, TestHistory> tests_;
};

Week view_week(const Ledger& ledger, const std::filesystem::path& file, const std::string& matrix, Moment from, Moment to) {
  WeekSources sources;
  sources.from = from;
  sources.to = to;
  sources.now = view_matrix(ledger, matrix, to);
  sources.before = view_matrix(ledger, matrix, from);
  sources.runs = runs_of(ledger, sources.now.run.matrix);
  const Usage usage(file);
  sources.tools = usage.tools();
  sources.effort = usage.effort(sources.now.run.matrix, from, to);
  const auto histories = std::make_shared<Histories>(file);
  sources.cell = [histories](const std::string& cell) { return histories->cell(cell); };
  sources.test = [histories](const std::string& test, const std::string& cell) { return histories->test(test, cell); };
  return week_of(sources);
}

}  // namespace

Moment period_begin(const std::string& since, Moment now) {
  const std::optional<Moment> begin = since.find('-') == since.npos ? before(since, now) : day(since);
  if (!begin || *begin >= now)
    throw InputError("--since " + since + ": 7d, 24h, 2w, or a day that has begun, 2026-11-19, would be right");
  return *begin;
}

std::vector<Week> view_weeks(const Folders& folders, const std::vector<std::string>& matrices, const std::string& since) {
  if (matrices.empty()) throw InputError("a week is of a matrix: matrices/all.yaml would be right");
  const Moment to = std::chrono::system_clock::now(), from = period_begin(since, to);
  const Ledger ledger = open_ledger(folders);
  std::vector<Week> weeks;
  for (const std::string& matrix : matrices) {
    if (run_number(matrix)) throw InputError(matrix + ": is a run, and a week is of a matrix: matrices/all.yaml would be right");
    weeks.push_back(view_week(ledger, folders.state / "ledger.sqlite", matrix, from, to));
  }
  return weeks;
}

}  // namespace gulliver
