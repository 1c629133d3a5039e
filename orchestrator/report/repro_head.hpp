// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <string>

namespace gulliver {

/// The tests that a record's verdict is about, as a filter for KUnit: the one that failed, the suite of
/// several, the one in which the kernel crashed or hung, or its suite. Empty: not any in particular, those of
/// several suites, or one whose name cannot stand on a kernel's command line.
std::string failing_filter(const RunRecord& record);

/// The first part of a script that repeats a cell without Gulliver: what was seen. How the cell was made,
/// and what to do, stands behind it (recipe_script() in orchestrator/farm).
///
/// Names and reasons come from the kernel under test: they are printable(), quoted, and never leave their
/// word or their comment.
std::string repro_head(const RunView& view, const RunRecord& record);

}  // namespace gulliver
