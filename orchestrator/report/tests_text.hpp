// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/page.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// How many tests there were, what became of them, and what is wrong with the document.
void add_tests(Page& page, const TestReport& tests);

/// The first of the lines that a test or a build said, and how many more there are `where`.
void add_shortened(Page& page, const std::vector<std::string>& lines, const std::string& where);

}  // namespace gulliver
