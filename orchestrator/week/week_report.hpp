// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/text.hpp>
#include <orchestrator/week/week.hpp>

#include <functional>
#include <string>
#include <vector>

namespace gulliver {

/// Where more is to be read, for who has a site: addresses, that of the site and of what stands in it. They may be missing.
struct WeekLinks {
  std::string site = {};
  std::function<std::string(const std::string& cell)> cell = {};
  std::function<std::string(const std::string& test)> test = {};
};

/// The one thing that matters, over all matrices: "2 regressions in Rust: xarray on mips-big, str on arm-little",
/// "nothing ran in this period", "all 13 cells pass, 5,100 tests".
std::string headline(const std::vector<Week>& weeks);

/// The headline, then each matrix: suspected defects and what got worse first, in sections that are left out where they
/// are empty. Nothing that a stranger wrote stands at the beginning of a line. No hour and no minute is in it: what is told
/// on one day of the same records is the same.
std::string render_weeks(const std::vector<Week>& weeks, const TextStyle& style, const WeekLinks& links = {});

/// The same as HTML5 that needs no other file, for mail programs: styles stand with their elements, and no colour of
/// ours is behind or in a text, so that light and dark are the reader's. Nothing is linked to but a site of http or https.
std::string html_weeks(const std::vector<Week>& weeks, const WeekLinks& links = {});

/// JSON of the same; the format is described in README.md.
std::string json_weeks(const std::vector<Week>& weeks);

}  // namespace gulliver
