// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/finding.hpp>
#include <orchestrator/report/page.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Whether a cell failed only in what is accepted.
bool is_known(const Findings& findings, std::string_view cell);

/// "tests-failed", "tests-failed (known)"; and the colour that goes with it.
Field verdict_field(const Findings& findings, const RunRecord& record);

/// The findings about a cell, in their order.
std::vector<Finding> about(std::string_view cell, const std::vector<Finding>& findings);

/// Each takes its kind of finding; where there is none, the page stays as it is.
void add_defects(Page& page, const std::vector<Finding>& findings);
void add_missing_tests(Page& page, const std::vector<Finding>& findings);  ///< by abstraction
void add_accepted(Page& page, const std::vector<Finding>& findings);       ///< how much is accepted
void add_entries(Page& page, const std::vector<Finding>& findings);        ///< expired or unneeded

}  // namespace gulliver
