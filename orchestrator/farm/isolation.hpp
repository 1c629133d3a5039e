// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/cell_boot.hpp>

#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// Whether the kernel did not survive a test, so that the suites behind it never ran.
bool ended_in_test(VerdictKind kind);

/// Lists the suites of a record's kernel with one more boot, boots each that has no result apart, and puts
/// what they say into the record's tests. The verdict's reason tells how they ended; its kind stays, and so
/// does all else. Consoles: console.suites.log, console.suite.SUITE.log.
/// \throws Interrupted  the process runner was stopped
asio::awaitable<void> isolate(CellBoot& cell, RunRecord& record);

/// The suites of a first boot with those that ran apart: in the order of `listed`, after any that are not
/// in it. What the first boot said of a suite stands; a suite that neither knows is missing. Results that
/// come from another console have no line.
std::vector<TestNode> merge_suites(const std::vector<std::string>& listed, const std::vector<TestNode>& first,
                                   const std::map<std::string, TestNode>& apart);

}  // namespace gulliver
