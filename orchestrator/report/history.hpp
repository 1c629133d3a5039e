// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/history.hpp>
#include <orchestrator/report/text.hpp>

#include <optional>
#include <string>

namespace gulliver {

/// What a moment says of the kernel: one in which the farm failed, or boots disagreed, says nothing of good or bad.
enum class Word { good, bad, nothing };

Word word_of(const CellMoment& moment);
Word word_of(const TestMoment& moment);

/// "3 days", "5 h", "12 min": as a person would say it.
std::string age_text(Moment from, Moment to);

/// Where a row of good and bad moments stands.
struct Streak {
  bool known = false;             ///< a moment said something of the kernel
  bool good = false;              ///< the last one that did
  std::optional<RunId> last_good, first_bad;  ///< of the change from good to bad, or of all if there was none
  Moment since;                   ///< begin of the run with which it became as it is
  int good_runs = 0, runs = 0;    ///< of those that said something
  int changes = 0;                ///< from good to bad or back, between runs of the same tree: flakiness
};

Streak streak_of(const CellHistory& history);
Streak streak_of(const std::vector<TestMoment>& moments);

/// How it stands and since when, then a line for each run, newest first. `now` is for ages.
std::string render_history(const CellHistory& history, Moment now, const TextStyle& style);

/// A line for each cell: how it stands, since when, last good and first bad run, and the last runs as a strip.
/// `what` is what was asked for.
std::string render_history(const std::string& what, const TestHistory& history, Moment now, const TextStyle& style);

/// JSON of the same; the format is described in README.md.
std::string json_history(const CellHistory& history);
std::string json_history(const std::string& what, const TestHistory& history);

}  // namespace gulliver
